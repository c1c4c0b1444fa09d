import { parseAbi } from 'viem'
import { createGraphqlServer } from '../../../src/api/createGraphqlServer.ts'
import { createViews } from '../../../src/api/views/createViews.ts'
import type { FollowInput } from '../../../src/config/input/FollowInput.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import type { FactBody } from '../../../src/facts/Fact.ts'
import type { BlockRef, ChainId } from '../../../src/facts/primitives.ts'
import { createTopology } from '../../../src/ledger/createTopology.ts'
import { foldFacts } from '../../../src/ledger/fold/foldFacts.ts'
import { listSources } from '../../../src/protocols/listSources.ts'
import type { Store } from '../../../src/store/Store.ts'
import { address } from '../../ledger/support/world.ts'
import { hashOf, position } from '../../store/support/rows.ts'
import { liveChain } from '../../views/support/fakeSnapshot.ts'
import { chainStatus } from './fakeData.ts'
import { createTestLog, testEnv } from './testEnv.ts'

export const home = 1
export const away = 2
export const trader = address(0xa1)

const usd = address(0x51)
const vault = address(0x11)
const usdFeed = address(0xf1)
export const ethFeed = address(0xf2)
const btcFeed = address(0xf3)

export const DAY = 86_400
/** The first bar begins here. */
export const since = 20_000 * DAY

const E18 = 10n ** 18n

const definition = {
  family: 'vault',
  name: 'test',
  version: 1,
  abi: parseAbi(['event Moved(uint256 amount)']),
  events: ['Moved'],
  toFacts: () => [],
} as const

const feed = (chain: string, at: string) => ({
  ...{ chain, address: at, startBlock: 1, decimals: 8 },
  ...{ heartbeatSeconds: 2 * DAY, deadAfterSeconds: 3 * DAY },
})

/** ETH is priced and traded at home, BTC is priced away; what follows the market is the test's. */
export function followedProject(follow: FollowInput | undefined) {
  return parseProject(
    {
      chains: {
        home: { id: home, rpc: 'https://rpc.example' },
        away: { id: away, rpc: 'https://rpc.example' },
      },
      feeds: {
        usd: { ...feed('home', usdFeed), heartbeatSeconds: 365 * DAY, deadAfterSeconds: 365 * DAY },
        eth: feed('home', ethFeed),
        btc: feed('away', btcFeed),
      },
      assets: {
        usd: { symbol: 'USD', decimals: 6, tokens: { home: usd }, feeds: ['usd'] },
        eth: { symbol: 'ETH', decimals: 18, tokens: {}, feeds: ['eth'] },
        btc: { symbol: 'BTC', decimals: 8, tokens: {}, feeds: ['btc'] },
      },
      venues: [
        {
          id: 'lab',
          vaults: [
            {
              type: 'custom',
              chain: 'home',
              address: vault,
              startBlock: 1,
              asset: 'usd',
              definition,
            },
          ],
          risk: {
            collateral: { usd: { initialBps: 9_800, maintenanceBps: 9_900 } },
            markets: {
              'ETH-PERP': { asset: 'eth', initialBps: 1_000, maintenanceBps: 500 },
              'BTC-PERP': { asset: 'btc', initialBps: 800, maintenanceBps: 400 },
            },
            follow,
          },
        },
      ],
    },
    { variables: {}, presets: {} },
  )
}

/** One block with what it says. */
export interface Told {
  number: number
  /** Seconds. */
  time: number
  fork?: number
  bodies?: readonly FactBody[]
}

/** A feed's answer in whole dollars. */
export const priceOf = (
  asset: 'usd' | 'eth' | 'btc',
  dollars: bigint,
  updatedAt: number,
): FactBody => ({
  kind: 'price',
  feed: { usd: usdFeed, eth: ethFeed, btc: btcFeed }[asset],
  answer: dollars * 10n ** 8n,
  roundId: BigInt(updatedAt),
  updatedAt: BigInt(updatedAt),
})

const holder = { venue: 'lab', account: trader, unit: 'cross', contract: vault } as const

/** A thousand dollars, long one ETH bought at 2,000. */
export const opening: readonly FactBody[] = [
  {
    ...{ kind: 'balance', ...holder, side: 'asset', asset: usd },
    change: { type: 'absolute', value: 1_000_000_000n },
  },
  {
    ...{ kind: 'position', ...holder, market: 'ETH-PERP' },
    ...{ sizeE18: E18, entryValueE18: 2_000n * E18, fundingIndexE18: 0n },
  },
]

const refOf = (chainId: ChainId, { number, time, fork = 0 }: Told): BlockRef => ({
  number: BigInt(number),
  hash: hashOf(`block ${number} of ${chainId}, fork ${fork}`),
  timestamp: BigInt(time),
})

const factsOf = (chainId: ChainId, told: readonly Told[]) =>
  told.flatMap((block) =>
    (block.bodies ?? []).map((body, rank) => ({
      ...{ at: position(chainId, refOf(chainId, block), rank), decoder: 'test@1' },
      ...{ body, siblings: [] },
    })),
  )

/**
 * Records blocks of a chain from their facts, as ingest does, and how far the chain is final then. The past of a source whose
 * id has `joining` in it is still to be read.
 */
export async function record(
  store: Store,
  chainId: ChainId,
  told: readonly Told[],
  finalized: number,
  { joining, phase = 'live' }: { joining?: string; phase?: 'backfill' | 'live' } = {},
): Promise<void> {
  const facts = factsOf(chainId, told)
  const blocks = told.map((block) => refOf(chainId, block))
  const indexed = blocks.at(-1)
  if (indexed === undefined) throw new Error('A commit has a block.')
  await store.commit({
    ...{ chainId, blocks, facts, legs: [], quarantined: [], publishedAtMs: 1 },
    series: foldFacts(facts, [], new Map()),
    progress: {
      chainId,
      indexed,
      safe: BigInt(finalized),
      finalized: BigInt(finalized),
      phase,
    },
    coverage: listSources(followedProject(undefined))
      .filter(({ source }) => source.chainId === chainId)
      .filter(({ source }) => joining === undefined || !source.id.includes(joining))
      .map(({ source, decoder, filterDigest }) => ({
        ...{ chainId, sourceId: source.id, filterDigest, decoder },
        ...{ fromBlock: 1n, fromTimestamp: 1n, toBlock: indexed.number },
        spans: [{ toBlock: indexed.number, level: 'verified' as const }],
      })),
  })
}

/** Records a block that had been left out, as late knowledge: a price of which nothing was known. */
export async function recordLate(store: Store, chainId: ChainId, told: Told): Promise<void> {
  const facts = factsOf(chainId, [told])
  const series = foldFacts(facts, [], new Map())
  const later = await store.rowsFrom(
    series.map(({ key }) => key),
    BigInt(told.number),
  )
  await store.refold({
    ...{ chainId, fromBlock: BigInt(told.number), blocks: [refOf(chainId, told)], facts, legs: [] },
    ...{ keys: series.map(({ key }) => key), series: [...series, ...later], quarantined: [] },
    ...{ coverage: [], publishedAtMs: 3, reason: 'A log had been left out.' },
  })
}

/** Takes back what a chain recorded above a block. */
export async function reorg(store: Store, chainId: ChainId, ancestor: Told): Promise<void> {
  await store.retract({ chainId, ancestor: refOf(chainId, ancestor), publishedAtMs: 2 })
}

/** Views and GraphQL over a store, as a process that has just started. */
export function serveFollowed(store: Store, follow: FollowInput | undefined) {
  const project = followedProject(follow)
  const views = createViews({
    ...{ project, store, env: testEnv, topology: createTopology(project) },
    report: () =>
      project.chains.map(({ id, name }) => ({
        ...liveChain(id, { name }),
        status: { ...chainStatus(), chainId: id },
        ...{ eventsPerSecond: 0, etaSeconds: undefined },
      })),
    subscribe: () => () => {},
  })
  const { yoga } = createGraphqlServer({ views, env: testEnv, log: createTestLog(), version: '1' })
  return async (query: string): Promise<unknown> => {
    const response = await yoga.fetch('http://plimsoll/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query }),
    })
    // CAST: the shape that GraphQL over HTTP prescribes; each test checks what it reads.
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown }
    if (errors !== undefined) throw new Error(JSON.stringify(errors))
    return data
  }
}
