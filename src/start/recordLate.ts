import type { ChainConfig } from '../config/ChainConfig.ts'
import type { Env } from '../env/Env.ts'
import type { QuarantinedLog } from '../facts/Decoder.ts'
import type { Fact } from '../facts/Fact.ts'
import type { BlockRef } from '../facts/primitives.ts'
import type { Topology } from '../ledger/createTopology.ts'
import type { RecordedCoverage } from '../store/Recorded.ts'
import type { RawSegment } from '../store/raw/RawSegment.ts'
import type { Store } from '../store/Store.ts'
import { bindLate } from './bindLate.ts'
import { foldLate } from './foldLate.ts'

/** What became known of blocks that were passed already. */
export interface LateKnowledge {
  /** In chain order. Those that are recorded already, word for word, change nothing. */
  facts: readonly Fact[]
  quarantined: readonly QuarantinedLog[]
  /** Every block that a fact or a quarantined log stands in; all of them at most as high as the recorded height. */
  blocks: readonly BlockRef[]
  /** Rows that the chain's coverage is extended by, in the same transaction. */
  coverage: readonly RecordedCoverage[]
  /** Final raw logs to keep with it. */
  rawLogs?: readonly RawSegment[] | undefined
  /** One sentence: why the dataset revision rises. Undefined while no answer can show what is recorded. */
  reason: string | undefined
  /**
   * Set where the facts are all that joining sources have in a range: they are folded, what else is recorded of these
   * sources goes, and transactions that name a transfer are bound anew, because its bridge may be among what joins.
   */
  joining?: JoiningRange | undefined
}

export interface JoiningRange {
  fromBlock: bigint
  toBlock: bigint
  sourceIds: ReadonlySet<string>
}

/** `known`: nothing in it was new, so that no revision was raised. `otherChain`: its blocks are not the recorded ones. */
export type LateOutcome = 'recorded' | 'known' | 'otherChain'

/** What recording late knowledge of one chain needs. */
export interface LateParameters {
  chain: Pick<ChainConfig, 'id'>
  store: Store
  topology: Topology
  env: Pick<Env, 'now'>
  /** Facts that no series holds yet, because their source is still joining; undefined: there are none. */
  isUnfolded?: ((fact: Fact) => boolean) | undefined
}

/**
 * Records late knowledge (DESIGN §4): what is new joins the transactions that are recorded, they are bound anew, the keys
 * it touches are folded anew from there on, and the dataset revision rises, all in one transaction. Doing it twice
 * changes nothing. The caller holds the chain still meanwhile, and has recorded every block that memory held back.
 */
export async function recordLate(
  parameters: LateParameters,
  late: LateKnowledge,
): Promise<LateOutcome> {
  const { chain, store, env } = parameters
  const { blocks, quarantined, coverage, reason, joining, rawLogs } = late
  if (!(await areRecorded(parameters, blocks))) return 'otherChain'
  const bound = await bindLate(parameters, late)
  const isNew = bound.fresh.length > 0 || bound.stale.length > 0
  if (!isNew && quarantined.length === 0 && coverage.length === 0) return 'known'
  const fold = await foldLate(parameters, bound, joining !== undefined)
  await store.refold({
    chainId: chain.id,
    fromBlock: bound.fromBlock,
    blocks,
    facts: bound.fresh,
    dropped: bound.stale.map(({ at }) => at),
    legs: bound.legs,
    ...fold,
    quarantined,
    coverage,
    rawLogs,
    // What came to light was missing in what is kept as well.
    staleRawLogs: joining === undefined ? bound.fresh.map(({ at }) => at.blockNumber) : [],
    publishedAtMs: env.now(),
    reason: isNew ? reason : undefined,
  })
  return isNew ? 'recorded' : 'known'
}

/** A block that is recorded with another hash left the chain, or its logs came from a fork. */
async function areRecorded(
  { chain, store }: LateParameters,
  blocks: readonly BlockRef[],
): Promise<boolean> {
  for (const { number, hash } of blocks) {
    const recorded = await store.blockBelow(chain.id, number + 1n)
    if (recorded?.number === number && recorded.hash !== hash) return false
  }
  return true
}
