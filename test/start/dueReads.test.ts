import { expect, test } from 'vitest'
import type { BlocksEvent, ChainEvent, FinalityEvent } from '../../src/chain/ChainEvent.ts'
import type { Follower } from '../../src/chain/Follower.ts'
import { nodeEnv } from '../../src/env/nodeEnv.ts'
import type { ReadRequest } from '../../src/facts/Decoder.ts'
import type { Hex } from '../../src/facts/primitives.ts'
import { createTopology } from '../../src/ledger/createTopology.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { createChainState } from '../../src/start/ChainState.ts'
import { createPublisher } from '../../src/start/createPublisher.ts'
import { ingestChain } from '../../src/start/ingestChain.ts'
import type { Store } from '../../src/store/Store.ts'
import { chainStatus } from '../chain/support/chainStatus.ts'
import { createFolder } from '../e2e/support/startPlimsoll.ts'
import { chainId, vault, vaultProject } from './support/vaultProject.ts'

const block = { number: 1n, hash: `0x${'11'.repeat(32)}` as const, timestamp: 100n }

const mined: BlocksEvent = {
  type: 'blocks',
  chainId,
  phase: 'live',
  fromBlock: 1n,
  toBlock: { ...block, parentHash: `0x${'00'.repeat(32)}` },
  blocks: [block],
  logs: [],
  coverage: 'unverified',
}

const finality: FinalityEvent = {
  type: 'finality',
  chainId,
  safe: 1n,
  finalized: 1n,
  source: 'tag',
}

/** Runs the chain over `events` on `store`, from where it stood, with a node that answers reads with `rate`, or does not. */
async function run(store: Store, events: readonly ChainEvent[], rate: bigint | undefined) {
  const env = nodeEnv()
  const asked: ReadRequest[] = []
  const follower: Follower = {
    status: () => chainStatus(1n),
    async *events() {
      yield* events
    },
    async read(requests) {
      asked.push(...requests)
      const data: Hex | undefined =
        rate === undefined ? undefined : `0x${rate.toString(16).padStart(64, '0')}`
      return requests.map((request) => ({ request, data }))
    },
    async *fetch() {},
    block: async () => block,
    code: async () => '0x',
  }
  const signal = new AbortController().signal
  const head = (await store.progress(chainId))?.indexed
  const state = createChainState(chainId, env.monotonic())
  const [chain] = vaultProject.chains
  if (chain === undefined) throw new Error('the config has one chain')
  await ingestChain({
    ...{ chain, follower, store, env, signal, keepsRawLogs: false },
    decoders: createDecoders(vaultProject),
    topology: createTopology(vaultProject),
    state: { ...state, recorded: head, head },
    publisher: createPublisher(env, signal),
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  return asked
}

async function readRate(store: Store): Promise<readonly bigint[] | undefined> {
  const snapshot = await store.snapshot()
  const contracts = [{ chainId, contract: vault }]
  const [row] = snapshot.series(
    { of: 'contracts', kind: 'index', contracts },
    new Map([[chainId, 1n]]),
  )
  snapshot.release()
  return row?.values
}

test('behavior: a read that the end of a run lost is made when the next run finds its chain idle, and once', async () => {
  const folder = await createFolder()
  const store = await nodeEnv().openStore(`${folder.path}/due.db`)
  expect(await run(store, [mined], undefined)).toHaveLength(1)
  expect(await readRate(store)).toBeUndefined()
  const [again] = await run(store, [finality], 1_050_000n)
  expect(again?.blockHash).toBe(block.hash)
  expect(await readRate(store)).toEqual([1_050_000n])
  expect(await run(store, [finality, finality], 2n)).toEqual([])
  expect(await readRate(store)).toEqual([1_050_000n])
  await store.close()
  await folder.remove()
})

test('behavior: a node that fails at an idle head is asked again when finality moves', async () => {
  const folder = await createFolder()
  const store = await nodeEnv().openStore(`${folder.path}/due.db`)
  await run(store, [mined], undefined)
  expect(await run(store, [finality, finality], undefined)).toHaveLength(2)
  expect(await readRate(store)).toBeUndefined()
  await store.close()
  await folder.remove()
})
