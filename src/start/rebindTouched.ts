import { comparePositions, type Fact, factId } from '../facts/Fact.ts'
import type { Leg } from '../facts/Leg.ts'
import type { BlockRef, ChainId, Hash } from '../facts/primitives.ts'
import { type SeriesKey, type SeriesRow, seriesKeyId } from '../facts/Series.ts'
import type { Topology } from '../ledger/createTopology.ts'
import { foldFacts, keysToLoad } from '../ledger/foldFacts.ts'
import type { Residual } from '../ledger/residualsOf.ts'
import type { Store } from '../store/Store.ts'
import { blockPages } from './blockPages.ts'
import { groupByTransaction } from './groupByTransaction.ts'
import { bindFacts } from './ledgerRows.ts'

/** Rows that late facts replace or add. */
export interface Rebound {
  /** All legs of every transaction that is bound anew. */
  legs: readonly Leg[]
  keys: readonly SeriesKey[]
  series: readonly SeriesRow[]
}

/** What the replay of the recorded facts found. */
interface Replay {
  /** Recorded facts of the transactions to bind anew. */
  facts: readonly Fact[]
  /** Residuals of all other transactions. */
  residuals: readonly Residual[]
  /** Keys of every residual that was recorded. */
  keys: readonly SeriesKey[]
  times: ReadonlyMap<Hash, bigint>
}

/**
 * Replays the recorded facts of a chain beside late ones. Bound anew are the transactions that late facts stand in, and
 * those in which a venue's credit alone names a transfer: the bridge it belongs to may be what the config added. Folded
 * anew are the keys of late facts and all residuals. `late` is in chain order and `blocks` holds its blocks.
 */
export async function rebindTouched(parameters: {
  store: Store
  chainId: ChainId
  topology: Topology
  late: readonly Fact[]
  blocks: ReadonlyMap<Hash, BlockRef>
}): Promise<Rebound> {
  const { late, blocks, topology } = parameters
  const replay = await replayRecorded(parameters)
  const timeOf = (hash: Hash): bigint => blocks.get(hash)?.timestamp ?? replay.times.get(hash) ?? 0n
  const joined = [...late, ...replay.facts].sort((a, b) => comparePositions(a.at, b.at))
  const bound = bindFacts(joined, timeOf, topology)
  const residuals = [...replay.residuals, ...bound.residuals].sort(compareBlocks)
  const series = foldFacts(late, residuals, new Map())
  const touched = [...replay.keys, ...series.map(({ key }) => key)]
  const keys = new Map(touched.map((key) => [seriesKeyId(key), key]))
  return { legs: bound.legs, keys: [...keys.values()], series }
}

async function replayRecorded({
  store,
  chainId,
  topology,
  late,
}: Parameters<typeof rebindTouched>[0]): Promise<Replay> {
  const lateIds = new Set(late.map(({ at }) => factId(at)))
  const lateTransactions = new Set(late.map(transactionOf))
  const facts: Fact[] = []
  const residuals: Residual[] = []
  const recorded: Residual[] = []
  const times = new Map<Hash, bigint>()
  for await (const page of blockPages(store.facts(chainId, 0n))) {
    const older = page.filter(({ at }) => !lateIds.has(factId(at)))
    for (const group of groupByTransaction(older, ({ at }) => at)) {
      const [first] = group
      if (first === undefined) continue
      const before = bindFacts(group, () => 0n, topology)
      recorded.push(...before.residuals)
      const isNamedByVenue = before.legs.some(({ via }) => via === 'venue')
      if (!lateTransactions.has(transactionOf(first)) && !isNamedByVenue) {
        residuals.push(...before.residuals)
        continue
      }
      facts.push(...group)
      const block = await store.blockBelow(chainId, first.at.blockNumber + 1n)
      if (block !== undefined) times.set(block.hash, block.timestamp)
    }
  }
  return { facts, residuals, keys: keysToLoad([], recorded), times }
}

function transactionOf({ at }: Fact): string {
  return `${at.blockHash}${at.txHash}`
}

function compareBlocks(a: Residual, b: Residual): number {
  if (a.blockNumber === b.blockNumber) return 0
  return a.blockNumber < b.blockNumber ? -1 : 1
}
