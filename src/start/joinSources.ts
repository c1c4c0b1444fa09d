import type { Follower } from '../chain/Follower.ts'
import type { ChainConfig } from '../config/ChainConfig.ts'
import type { Env } from '../env/Env.ts'
import type { Decoder, SourceSet } from '../facts/Decoder.ts'
import { comparePositions, type Fact, factId } from '../facts/Fact.ts'
import type { BlockRef, Hash } from '../facts/primitives.ts'
import { type SeriesKey, seriesKeyId } from '../facts/Series.ts'
import type { Topology } from '../ledger/createTopology.ts'
import { foldFacts } from '../ledger/foldFacts.ts'
import type { Residual } from '../ledger/residualsOf.ts'
import { filterDigest } from '../protocols/filterDigest.ts'
import type { RecordedCoverage } from '../store/Recorded.ts'
import type { Store } from '../store/Store.ts'
import type { Log } from '../utils/Log.ts'
import { createDispatch, decodeBlocks } from './decodeBlocks.ts'
import { bindFacts, groupByTransaction } from './ledgerRows.ts'

interface Joining {
  chain: ChainConfig
  follower: Follower
  decoders: readonly Decoder[]
  store: Store
  topology: Topology
  env: Env
  log: Log
}

/** Late facts of the joining sources, with the blocks they stand in. */
interface LateKnowledge {
  facts: readonly Fact[]
  blocks: ReadonlyMap<Hash, BlockRef>
  quarantined: Parameters<Store['refold']>[0]['quarantined']
}

/**
 * Back-fills sources that the config has and the recorded history lacks, before the chain goes on: their facts join the
 * transactions that were already recorded, what they touch is bound and folded anew, and the dataset revision rises
 * (DESIGN §4). Ids of older facts stay what they were.
 */
export async function joinSources(joining: Joining): Promise<void> {
  const { chain, store, decoders, env, log } = joining
  const progress = await store.progress(chain.id)
  if (progress === undefined) return
  const coverage = new Map((await store.coverage(chain.id)).map((row) => [row.sourceId, row]))
  const late = decoders.filter(({ source }) => {
    const isCovered = coverage.get(source.id)?.filterDigest === filterDigest(source)
    return !isCovered && source.startBlock <= progress.indexed.number
  })
  if (late.length === 0) return
  const names = late.map(({ source }) => source.id).join(', ')
  log.info({ chain: chain.name }, `Back-filling what the config added: ${names}.`)
  const knowledge = await fetchLate(joining, late, progress.indexed.number)
  const refolded = await refoldTouched(joining, knowledge)
  await store.refold({
    chainId: chain.id,
    fromBlock: 0n,
    blocks: [...knowledge.blocks.values()],
    facts: knowledge.facts,
    ...refolded,
    quarantined: knowledge.quarantined,
    coverage: await coverLate(joining, late, progress.indexed.number),
    publishedAtMs: env.now(),
    reason: `The config added ${names}.`,
  })
}

async function fetchLate(
  { follower, chain }: Joining,
  late: readonly Decoder[],
  toBlock: bigint,
): Promise<LateKnowledge> {
  const sources = late.map(({ source }) => source)
  const dispatch = createDispatch(late)
  const facts: Fact[] = []
  const blocks = new Map<Hash, BlockRef>()
  const quarantined: LateKnowledge['quarantined'][number][] = []
  for await (const event of follower.fetch(sources, lowestStart(sources), toBlock)) {
    const decoded = decodeBlocks({ chainId: chain.id, logs: event.logs }, dispatch)
    facts.push(...decoded.facts)
    quarantined.push(...decoded.quarantined)
    for (const { number, hash, timestamp } of event.blocks) {
      blocks.set(hash, { number, hash, timestamp })
    }
  }
  return { facts, blocks, quarantined }
}

function lowestStart(sources: readonly SourceSet[]): bigint {
  return sources.reduce(
    (least, { startBlock }) => (startBlock < least ? startBlock : least),
    sources[0]?.startBlock ?? 0n,
  )
}

/** Replays the recorded facts beside the late ones: touched transactions are bound anew, touched keys folded anew. */
async function refoldTouched(
  { store, chain, topology }: Joining,
  { facts: late, blocks }: LateKnowledge,
): Promise<{
  legs: Parameters<Store['refold']>[0]['legs']
  keys: readonly SeriesKey[]
  series: Parameters<Store['refold']>[0]['series']
}> {
  const lateByTx = new Map(groupByTransaction(late).map((group) => [txKey(group[0]), group]))
  const joined: Fact[] = [...late]
  const lateIds = new Set(late.map(({ at }) => factId(at)))
  const before = new Map<string, Residual[]>()
  const timeOf = (hash: Hash): bigint => blocks.get(hash)?.timestamp ?? 0n
  for await (const page of store.facts(chain.id, 0n)) {
    for (const group of groupByTransaction(page.filter(({ at }) => !lateIds.has(factId(at))))) {
      const key = txKey(group[0])
      if (lateByTx.has(key)) joined.push(...group)
      const { residuals } = bindFacts(group, timeOf, topology)
      if (residuals.length > 0) before.set(key, [...residuals])
    }
  }
  joined.sort((a, b) => comparePositions(a.at, b.at))
  const bound = bindFacts(joined, timeOf, topology)
  for (const key of lateByTx.keys()) before.delete(key)
  const residuals = [...[...before.values()].flat(), ...bound.residuals].sort((a, b) =>
    a.blockNumber < b.blockNumber ? -1 : a.blockNumber > b.blockNumber ? 1 : 0,
  )
  const series = foldFacts(late, residuals, new Map())
  const keys = new Map(series.map((row) => [seriesKeyId(row.key), row.key]))
  return { legs: bound.legs, keys: [...keys.values()], series }
}

function txKey(fact: Fact | undefined): string {
  return fact === undefined ? '' : `${fact.at.blockHash}${fact.at.txHash}`
}

async function coverLate(
  { chain, follower }: Joining,
  late: readonly Decoder[],
  toBlock: bigint,
): Promise<RecordedCoverage[]> {
  const rows: RecordedCoverage[] = []
  for (const { source } of late) {
    const start = await follower.block(source.startBlock)
    rows.push({
      chainId: chain.id,
      sourceId: source.id,
      filterDigest: filterDigest(source),
      fromBlock: source.startBlock,
      fromTimestamp: start?.timestamp ?? 0n,
      toBlock,
    })
  }
  return rows
}
