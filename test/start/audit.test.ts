import { numberToHex, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { readDrifts } from '../../src/api/views/conditions/readDrifts.ts'
import type { BlocksEvent, ChainEvent } from '../../src/chain/ChainEvent.ts'
import type { Follower } from '../../src/chain/Follower.ts'
import { RpcError } from '../../src/chain/rpc/rpcErrors.ts'
import { nodeEnv } from '../../src/env/nodeEnv.ts'
import type { ReadRequest } from '../../src/facts/Decoder.ts'
import type { Hex } from '../../src/facts/primitives.ts'
import { createTopology } from '../../src/ledger/createTopology.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { createChainState } from '../../src/start/ChainState.ts'
import { createPublisher } from '../../src/start/createPublisher.ts'
import { ingestChain } from '../../src/start/ingestChain.ts'
import { createDeferred } from '../../src/utils/createDeferred.ts'
import { chainStatus } from '../chain/support/chainStatus.ts'
import { createFolder } from '../e2e/support/startPlimsoll.ts'
import { addressOf, encodeLog } from '../protocols/logs.ts'
import { chainId, vault, vaultProject } from './support/vaultProject.ts'

const [nobody, alice, bob] = [addressOf(0), addressOf(0xa11ce), addressOf(0xb0b)]
const abi = parseAbi(['event Transfer(address indexed from, address indexed to, uint256 value)'])
const balanceOf = '0x70a08231'

/** Longer than a round of the audit: every block is in another. */
const blockSeconds = 400n

const hashOf = (number: bigint, fork = ''): Hex =>
  `0x${`${fork}${number.toString(16)}`.padStart(64, '0')}`
const blockAt = (number: bigint, fork?: string) => {
  return { number, hash: hashOf(number, fork), timestamp: number * blockSeconds }
}

function mined(number: bigint, from: Hex, to: Hex, value: bigint, fork?: string): BlocksEvent {
  const block = blockAt(number, fork)
  const log = encodeLog(abi, vault, 'Transfer', { from, to, value })
  const place = { blockNumber: number, blockHash: block.hash, txIndex: 0, logIndex: 0 }
  return {
    ...{ type: 'blocks', chainId, phase: 'live', fromBlock: number, coverage: 'unverified' },
    toBlock: { ...block, parentHash: hashOf(number - 1n) },
    blocks: [block],
    logs: [{ ...log, ...place, txHash: hashOf(number) }],
  }
}

const final = (finalized: bigint): ChainEvent => {
  return { type: 'finality', chainId, safe: finalized, finalized, source: 'tag' }
}

/** Alice is given 100 shares, and gives bob 40 of them. */
const history = [mined(1n, nobody, alice, 100n), mined(2n, alice, bob, 40n)]

/** Runs one chain over what happens, with a vault that answers balances by `say`. */
async function run(
  events: () => AsyncIterable<ChainEvent>,
  say: (request: ReadRequest) => Promise<bigint | undefined>,
) {
  const folder = await createFolder()
  const env = nodeEnv()
  const store = await env.openStore(`${folder.path}/audit.db`)
  const asked: ReadRequest[] = []
  const warnings: string[] = []
  const answer = async (request: ReadRequest) => {
    if (!request.data.startsWith(balanceOf)) return { request, data: undefined }
    asked.push(request)
    const amount = await say(request)
    return { request, data: amount === undefined ? undefined : numberToHex(amount, { size: 32 }) }
  }
  const follower: Follower = {
    events,
    status: () => chainStatus(1n),
    read: (requests) => Promise.all(requests.map(answer)),
    async *fetch() {},
    block: async (number) => blockAt(number),
    code: async () => '0x',
  }
  const [chain] = vaultProject.chains
  if (chain === undefined) throw new Error('the config has one chain')
  const state = createChainState(chainId, env.monotonic())
  const signal = new AbortController().signal
  await ingestChain({
    ...{ chain, follower, store, env, signal, state, keepsRawLogs: false },
    auditing: vaultProject.audit,
    decoders: createDecoders(vaultProject),
    topology: createTopology(vaultProject),
    publisher: createPublisher(env, signal),
    log: { info: () => {}, warn: (_, text) => warnings.push(text), error: () => {} },
  })
  const snapshot = await store.snapshot()
  const drifts = readDrifts(snapshot, new Map([[chainId, 100n]]))
  snapshot.release()
  await store.close()
  await folder.remove()
  return { asked, drifts, warnings, halted: state.halted }
}

test('default: an account is asked about at the final block, and held against what was booked there', async () => {
  const { asked, drifts } = await run(
    async function* () {
      yield* history
      yield final(1n)
    },
    async () => 90n,
  )
  expect(asked).toMatchObject([
    { to: vault, blockNumber: 1n, blockHash: hashOf(1n), data: `${balanceOf}${pad(alice)}` },
  ])
  expect(drifts).toMatchObject([
    { key: { account: alice, contract: vault }, blockNumber: 1n, read: 90n, booked: 100n },
  ])
})

test('behavior: one round in so many seconds of chain time, however often finality moves', async () => {
  const { asked, drifts } = await run(
    async function* () {
      yield* history
      for (let i = 0; i < 3; i += 1) yield final(1n)
      for (let i = 0; i < 3; i += 1) yield final(2n)
    },
    async ({ data, blockNumber }) => {
      if (data.endsWith(bob.slice(2))) return blockNumber === 2n ? 40n : 0n
      return blockNumber === 2n ? 60n : 100n
    },
  )
  expect(asked.map(({ blockNumber }) => blockNumber)).toEqual([1n, 2n])
  expect(drifts).toEqual([])
})

test('error: a node that fails gives no difference, stops nothing, and is asked again in the next round', async () => {
  const { asked, drifts, warnings, halted } = await run(
    async function* () {
      yield* history
      yield final(1n)
      yield final(2n)
    },
    async () => {
      throw new RpcError({ label: 'node', method: 'eth_call', rpcCode: 4444, text: 'pruned' })
    },
  )
  expect(asked).toHaveLength(2)
  expect(drifts).toEqual([])
  expect(halted).toBeUndefined()
  expect(warnings).toEqual([expect.stringContaining('not audited since block 1')])
})

test('behavior: a slow node holds nothing up; its answer is recorded when finality moves again', async () => {
  const slow = createDeferred<bigint>()
  const seen: string[] = []
  const { drifts } = await run(
    async function* () {
      yield* history
      yield final(1n)
      seen.push('went on')
      slow.resolve(90n)
      yield final(1n)
    },
    async () => slow.promise,
  )
  expect(seen).toEqual(['went on'])
  expect(drifts).toMatchObject([{ blockNumber: 1n, read: 90n, booked: 100n }])
})

test('behavior: what was answered of a final block that its chain gave up is recorded nowhere', async () => {
  const slow = createDeferred<bigint>()
  const { drifts, halted } = await run(
    async function* () {
      yield* history
      yield final(2n)
      yield {
        ...{ type: 'reorg', chainId, ancestor: blockAt(1n), orphaned: blockAt(2n) },
        ...{ belowFinalized: true, isConfirmed: true },
      }
      yield mined(2n, alice, bob, 41n, 'f')
      slow.resolve(7n)
      yield final(1n)
    },
    async () => slow.promise,
  )
  expect(halted).toBeUndefined()
  expect(drifts).toEqual([])
})

function pad(account: Hex): string {
  return account.slice(2).padStart(64, '0')
}
