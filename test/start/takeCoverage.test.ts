import { encodeAbiParameters, encodeEventTopics, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import type { BlocksEvent, ChainEvent, CoverageEvent } from '../../src/chain/ChainEvent.ts'
import { nodeEnv } from '../../src/env/nodeEnv.ts'
import type { BlockRef, Hex } from '../../src/facts/primitives.ts'
import type { RawLog } from '../../src/facts/RawLog.ts'
import { createTopology } from '../../src/ledger/createTopology.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { createChainState } from '../../src/start/ChainState.ts'
import { createPublisher } from '../../src/start/createPublisher.ts'
import { ingestChain } from '../../src/start/ingestChain.ts'
import { chainStatus } from '../chain/support/chainStatus.ts'
import { createFolder } from '../e2e/support/startPlimsoll.ts'
import { chainId, vault, vaultProject } from './support/vaultProject.ts'

const owner: Hex = `0x${'c1'.repeat(20)}`
const zero: Hex = `0x${'00'.repeat(20)}`
const abi = parseAbi(['event Transfer(address indexed from, address indexed to, uint256 value)'])

const word = (n: bigint): Hex => `0x${n.toString(16).padStart(64, '0')}`

const blockAt = (number: bigint): BlockRef => ({
  number,
  hash: word(0xb10c0000n + number),
  timestamp: number * 100n,
})

/** Shares that are minted in a block. */
function mintIn(number: bigint, value: bigint): RawLog {
  return {
    address: vault,
    // CAST: every argument is given, so no topic is null.
    topics: encodeEventTopics({ abi, args: { from: zero, to: owner } }) as Hex[],
    data: encodeAbiParameters([{ type: 'uint256' }], [value]),
    blockNumber: number,
    blockHash: blockAt(number).hash,
    txIndex: 0,
    txHash: word(0x70000n + number),
    logIndex: 0,
  }
}

function live(
  number: bigint,
  logs: readonly RawLog[],
  coverage: BlocksEvent['coverage'],
): BlocksEvent {
  return {
    type: 'blocks',
    chainId,
    phase: 'live',
    fromBlock: number,
    toBlock: { ...blockAt(number), parentHash: blockAt(number - 1n).hash },
    blocks: [blockAt(number)],
    logs,
    coverage,
  }
}

function coverage(level: CoverageEvent['level'], logs: readonly RawLog[]): CoverageEvent {
  const blocks = logs.map(({ blockNumber }) => blockAt(blockNumber))
  return { type: 'coverage', chainId, fromBlock: 1n, toBlock: 4n, level, late: { blocks, logs } }
}

const status = chainStatus(5n)

/** What is recorded after a chain gave these events; its history is pruned up to `horizon`. */
async function record(given: readonly ChainEvent[], horizon = -1n) {
  const folder = await createFolder()
  const env = nodeEnv()
  const store = await env.openStore(`${folder.path}/coverage.db`)
  const signal = new AbortController().signal
  const [chain] = vaultProject.chains
  if (chain === undefined) throw new Error('the config has one chain')
  async function* events(): AsyncGenerator<ChainEvent> {
    yield* given
  }
  await ingestChain({
    chain,
    follower: {
      status: () => status,
      events,
      read: async (requests) => requests.map((request) => ({ request, data: word(1_000_000n) })),
      async *fetch() {},
      block: async (number) => blockAt(number),
      code: async () => '0x',
    },
    decoders: createDecoders(vaultProject),
    keepsRawLogs: false,
    store,
    topology: createTopology(vaultProject),
    state: { ...createChainState(chainId, env.monotonic()), horizon },
    publisher: createPublisher(env, signal),
    env,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    signal,
  })
  const snapshot = await store.snapshot()
  const at = new Map([[chainId, 5n]])
  const accounts = { of: 'accounts', venue: 'main', accounts: [owner] } as const
  const [row] = snapshot.series(accounts, at)
  const [covered] = snapshot.coverage
  const { revision } = snapshot
  snapshot.release()
  await store.close()
  await folder.remove()
  return { shares: row?.values[0], revision, spans: covered?.spans }
}

const blocks = (third: readonly RawLog[]): BlocksEvent[] => [
  live(1n, [mintIn(1n, 10n)], 'verified'),
  live(2n, [], 'verified'),
  live(3n, third, 'unverified'),
  live(4n, [mintIn(4n, 5n)], 'verified'),
  live(5n, [], 'unverified'),
]

test('default: coverage is recorded block by block as it was read', async () => {
  const { shares, spans } = await record(blocks([mintIn(3n, 100n)]))
  expect(shares).toBe(115n)
  expect(spans).toEqual([
    { toBlock: 2n, level: 'verified' },
    { toBlock: 3n, level: 'unverified' },
    { toBlock: 4n, level: 'verified' },
    { toBlock: 5n, level: 'unverified' },
  ])
})

test('behavior: a range that was confirmed later rises, and changes nothing else', async () => {
  const plain = await record(blocks([mintIn(3n, 100n)]))
  const raised = await record([...blocks([mintIn(3n, 100n)]), coverage('verified', [])])
  expect(raised.spans).toEqual([
    { toBlock: 4n, level: 'verified' },
    { toBlock: 5n, level: 'unverified' },
  ])
  expect(raised).toMatchObject({ shares: plain.shares, revision: plain.revision })
})

test('behavior: a log that came late joins under a new revision, and the state is that of the whole chain', async () => {
  const whole = await record(blocks([mintIn(3n, 100n)]))
  const late = coverage('verified', [mintIn(3n, 100n)])
  const once = await record([...blocks([]), late])
  expect(once.shares).toBe(whole.shares)
  expect(once.revision).toBe(whole.revision + 1)
  const twice = await record([...blocks([]), late, late])
  expect(twice).toEqual(once)
})

test('behavior: logs that are recorded already are no late knowledge', async () => {
  const whole = await record(blocks([mintIn(3n, 100n)]))
  const again = coverage('unverified', [mintIn(1n, 10n), mintIn(3n, 100n), mintIn(4n, 5n)])
  expect(await record([...blocks([mintIn(3n, 100n)]), again])).toEqual(whole)
})

test('behavior: late logs of a block that is not the recorded one are left alone', async () => {
  const whole = await record(blocks([mintIn(3n, 100n)]))
  const stray = { ...mintIn(3n, 100n), blockHash: word(9n) }
  const event: CoverageEvent = {
    ...coverage('unverified', []),
    late: { blocks: [{ ...blockAt(3n), hash: word(9n) }], logs: [stray] },
  }
  expect(await record([...blocks([mintIn(3n, 100n)]), event])).toEqual(whole)
})

test('behavior: what was pruned is recorded no more, and is not late', async () => {
  const late = coverage('verified', [mintIn(3n, 100n)])
  const kept = await record([...blocks([]), late], 2n)
  expect(kept.shares).toBe(115n)
  const pruned = await record([...blocks([]), late], 3n)
  expect(pruned).toMatchObject({ shares: 15n, revision: kept.revision - 1 })
})
