import { expect, test } from 'vitest'
import type { BlocksEvent, ChainEvent } from '../../src/chain/ChainEvent.ts'
import type { Follower } from '../../src/chain/Follower.ts'
import { nodeEnv } from '../../src/env/nodeEnv.ts'
import { createTopology } from '../../src/ledger/createTopology.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { createChainState } from '../../src/start/ChainState.ts'
import { createPublisher } from '../../src/start/createPublisher.ts'
import { ingestChain } from '../../src/start/ingestChain.ts'
import { chainStatus } from '../chain/support/chainStatus.ts'
import { createFolder } from '../e2e/support/startPlimsoll.ts'
import { chainId, vault, vaultProject } from './support/vaultProject.ts'

const status = chainStatus(1n)

const block = { number: 1n, hash: `0x${'11'.repeat(32)}` as const, timestamp: 100n }

const live: BlocksEvent = {
  type: 'blocks',
  chainId,
  phase: 'live',
  fromBlock: 1n,
  toBlock: { ...block, parentHash: `0x${'00'.repeat(32)}` },
  blocks: [block],
  logs: [],
  coverage: 'unverified',
}

/** A follower of one empty live block whose only read is answered when `answer` is called. */
function createFollower(): { follower: Follower; answer(): void } {
  let answer = (): void => {}
  const asked = new Promise<void>((resolve) => {
    answer = resolve
  })
  async function* events(): AsyncGenerator<ChainEvent> {
    yield live
  }
  return {
    answer: () => answer(),
    follower: {
      status: () => status,
      events,
      async read(requests) {
        await asked
        return requests.map((request) => ({
          request,
          data: `0x${1_050_000n.toString(16).padStart(64, '0')}`,
        }))
      },
      async *fetch() {
        yield live
      },
      block: async () => block,
      code: async () => '0x',
    },
  }
}

test('behavior: a read that is answered late is recorded then, also on a chain that mines no more', async () => {
  const folder = await createFolder()
  const env = nodeEnv()
  const store = await env.openStore(`${folder.path}/late.db`)
  const signal = new AbortController().signal
  const [chain] = vaultProject.chains
  if (chain === undefined) throw new Error('the config has one chain')
  const { follower, answer } = createFollower()
  const readRate = async (): Promise<readonly bigint[] | undefined> => {
    const snapshot = await store.snapshot()
    const contracts = [{ chainId, contract: vault }]
    const [row] = snapshot.series(
      { of: 'contracts', kind: 'index', contracts },
      new Map([[chainId, 1n]]),
    )
    snapshot.release()
    return row?.values
  }
  const done = ingestChain({
    chain,
    follower,
    decoders: createDecoders(vaultProject),
    keepsRawLogs: false,
    store,
    topology: createTopology(vaultProject),
    state: createChainState(chainId, env.monotonic()),
    publisher: createPublisher(env, signal),
    env,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    signal,
  })
  await expect.poll(async () => (await store.progress(chainId))?.indexed.number).toBe(1n)
  expect(await readRate()).toBeUndefined()
  answer()
  await done
  expect(await readRate()).toEqual([1_050_000n])
  await store.close()
  await folder.remove()
})
