import type { Follower } from '../chain/Follower.ts'
import type { ChainConfig } from '../config/ChainConfig.ts'
import type { Env } from '../env/Env.ts'
import type { Decoder } from '../facts/Decoder.ts'
import { comparePositions, type Fact } from '../facts/Fact.ts'
import type { BlockRef, Hash } from '../facts/primitives.ts'
import type { Topology } from '../ledger/createTopology.ts'
import { filterDigest } from '../protocols/filterDigest.ts'
import type { Store } from '../store/Store.ts'
import type { Log } from '../utils/Log.ts'
import { minOf } from '../utils/minOf.ts'
import { answerReads } from './answerReads.ts'
import { coverSources } from './coverSources.ts'
import { createRateReads } from './createRateReads.ts'
import { createDispatch, decodeBlocks } from './decodeBlocks.ts'
import { findSharedBlock } from './findSharedBlock.ts'
import { rebindTouched } from './rebindTouched.ts'

interface Joining {
  chain: ChainConfig
  follower: Follower
  decoders: readonly Decoder[]
  store: Store
  topology: Topology
  env: Env
  log: Log
}

/** Late facts of the joining sources, in chain order, with the blocks they stand in. */
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
  const { chain, store, decoders, follower, env, log } = joining
  // What is recorded above it left the chain: the ingest retracts it and reads the rest with all sources.
  const shared = await findSharedBlock(store, follower, chain.id)
  if (shared === undefined) return
  const coverage = new Map((await store.coverage(chain.id)).map((row) => [row.sourceId, row]))
  const late = decoders.filter(({ source }) => {
    const isCovered = coverage.get(source.id)?.filterDigest === filterDigest(source)
    return !isCovered && source.startBlock <= shared.number
  })
  if (late.length === 0) return
  const sources = late.map(({ source }) => source)
  const names = sources.map(({ id }) => id).join(', ')
  log.info({ chain: chain.name }, `Back-filling what the config added: ${names}.`)
  const knowledge = await fetchLate(joining, late, shared.number)
  const { topology } = joining
  const { facts, blocks } = knowledge
  const rebound = await rebindTouched({ store, chainId: chain.id, topology, late: facts, blocks })
  await store.refold({
    chainId: chain.id,
    fromBlock: 0n,
    blocks: [...blocks.values()],
    facts,
    ...rebound,
    quarantined: knowledge.quarantined,
    coverage: await coverSources({
      decoders: late,
      to: shared,
      level: 'unverified',
      known: [],
      follower,
    }),
    publishedAtMs: env.now(),
    reason: `The config added ${names}.`,
  })
}

async function fetchLate(
  { follower, chain, log }: Joining,
  late: readonly Decoder[],
  toBlock: bigint,
): Promise<LateKnowledge> {
  const sources = late.map(({ source }) => source)
  const [first = 0n, ...others] = sources.map(({ startBlock }) => startBlock)
  const dispatch = createDispatch(late)
  const decoders = new Map(late.map((decoder) => [decoder.source.id, decoder]))
  const rates = createRateReads(late)
  const facts: Fact[] = []
  const blocks = new Map<Hash, BlockRef>()
  const quarantined: LateKnowledge['quarantined'][number][] = []
  for await (const event of follower.fetch(sources, minOf(first, ...others), toBlock)) {
    const decoded = decodeBlocks({ chainId: chain.id, logs: event.logs }, dispatch)
    // Rates join on the grid of a backfill, and at the height from which the chain goes on.
    const requests = rates.plan(event, decoded.reads, event.toBlock.number === toBlock)
    const read = await answerReads({ requests, follower, decoders, log })
    facts.push(...decoded.facts, ...read)
    quarantined.push(...decoded.quarantined)
    for (const { number, hash, timestamp } of event.blocks) {
      blocks.set(hash, { number, hash, timestamp })
    }
  }
  facts.sort((a, b) => comparePositions(a.at, b.at))
  return { facts, blocks, quarantined }
}
