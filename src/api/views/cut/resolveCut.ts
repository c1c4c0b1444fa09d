import type { BlockRef, ChainId } from '../../../facts/primitives.ts'
import type { RecordedProgress } from '../../../store/Recorded.ts'
import type { Snapshot } from '../../../store/Snapshot.ts'
import type { Retention } from '../../../store/Upkeep.ts'
import { maxOf } from '../../../utils/maxOf.ts'
import { minOf } from '../../../utils/minOf.ts'
import type { ChainInclusion, Cut, CutChain, CutRequest, Finality } from './Cut.ts'
import { CutError } from './CutError.ts'
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
import type { LiveChain } from './LiveChain.ts'

export interface CutParameters {
  snapshot: Snapshot
  chains: readonly LiveChain[]
  request: CutRequest
  /** Wall clock, seconds. */
  nowSeconds: bigint
}

/** A chain's own state as the snapshot and memory together say it. */
interface ChainNow {
  live: LiveChain
  progress: RecordedProgress
  head: BlockRef
  /** Blocks that only memory knows. */
  pending: readonly BlockRef[]
  safe: bigint
  finalized: bigint
}

/**
 * Turns the asked moment into heights per chain (DESIGN §4). Frontier: each chain at its own latest, safe or finalized
 * height. Aligned: per chain the highest block whose running-max time is not after T. Throws `CutError`.
 */
export function resolveCut(parameters: CutParameters): Cut {
  const { request, snapshot } = parameters
  const present = parameters.chains.flatMap((live) => toChainNow(live, snapshot))
  if (present.length === 0) {
    throw new CutError({
      code: 'NO_DATA_YET',
      text: 'No chain has been indexed yet; ask again soon.',
    })
  }
  switch (request.by) {
    case 'finality':
      return finish(parameters, 'FRONTIER', frontier(present, snapshot, request.finality))
    case 'timestamp':
      assertRetained(snapshot, present, request.timestamp)
      return finish(
        parameters,
        'ALIGNED',
        aligned(present, snapshot, request.timestamp),
        request.timestamp,
      )
    case 'checkpoint':
      return atCheckpoint(parameters, present, request.checkpoint)
  }
}

function toChainNow(live: LiveChain, snapshot: Snapshot): ChainNow[] {
  const progress = snapshot.progress.find(({ chainId }) => chainId === live.chainId)
  if (progress === undefined) return []
  // Memory extends the snapshot only while it grew from this very record; after a reorg another block may have its height.
  const isCurrent = live.recorded?.hash === progress.indexed.hash && live.head !== undefined
  const head = isCurrent && live.head !== undefined ? live.head : progress.indexed
  const finalized = isCurrent ? maxOf(live.finalized, progress.finalized) : progress.finalized
  const safe = isCurrent ? maxOf(live.safe, progress.safe) : progress.safe
  return [
    {
      live,
      progress,
      head,
      pending: isCurrent ? live.pending : [],
      finalized: minOf(finalized, head.number),
      safe: minOf(maxOf(safe, finalized), head.number),
    },
  ]
}

function frontier(
  present: readonly ChainNow[],
  snapshot: Snapshot,
  finality: Finality,
): readonly CutChain[] {
  return present.map((chain) => {
    const inclusion = chain.progress.phase === 'backfill' ? 'BACKFILLING' : 'INCLUDED'
    const height = { LATEST: chain.head.number, SAFE: chain.safe, FINALIZED: chain.finalized }[
      finality
    ]
    const block =
      chain.pending.findLast(({ number }) => number <= height) ??
      snapshot.blockAt(chain.live.chainId, height)
    return block === undefined
      ? toCutChain(chain, chain.head, 'NOT_COVERED')
      : toCutChain(chain, block, inclusion)
  })
}

/** Throws `CutError` BEFORE_COVERAGE where no chain was followed back to the time. */
function aligned(
  present: readonly ChainNow[],
  snapshot: Snapshot,
  timestamp: bigint,
): readonly CutChain[] {
  const chains = present.map((chain) => {
    const block = blockAtTime(chain, snapshot, timestamp)
    if (block === undefined) return toCutChain(chain, chain.head, 'NOT_COVERED')
    const isBehind = block.number === chain.head.number && block.timestamp < timestamp
    return toCutChain(chain, block, isBehind ? 'BEHIND' : 'INCLUDED')
  })
  if (chains.some(isSummed)) return chains
  throw new CutError({
    code: 'BEFORE_COVERAGE',
    text: `The moment ${timestamp} (seconds) is before the coverage of every chain.`,
  })
}

/** The highest block whose running-max time is not after the asked one. */
function blockAtTime(
  { live, pending, progress }: ChainNow,
  snapshot: Snapshot,
  timestamp: bigint,
): BlockRef | undefined {
  const recorded = snapshot.blockAtTime(live.chainId, timestamp)
  // The record's own running max decides first: a clock that went back does not bring a later block in.
  if (recorded?.number !== progress.indexed.number) return recorded
  const end = pending.findIndex((block) => block.timestamp > timestamp)
  const reached = end === -1 ? pending : pending.slice(0, end)
  return reached.at(-1) ?? recorded
}

function toCutChain(chain: ChainNow, block: BlockRef, inclusion: ChainInclusion): CutChain {
  const { live } = chain
  return {
    chainId: live.chainId,
    name: live.name,
    inclusion,
    number: block.number,
    hash: block.hash,
    timestamp: block.timestamp,
    finalized: minOf(chain.finalized, block.number),
    isStale: live.isStale || live.halted !== undefined,
  }
}

function finish(
  { snapshot, chains, nowSeconds }: CutParameters,
  kind: Cut['kind'],
  cutChains: readonly CutChain[],
  timestamp?: bigint,
): Cut {
  const latest = cutChains
    .filter(isSummed)
    .reduce((most, { timestamp }) => maxOf(most, timestamp), 0n)
  const asOf = minOf(timestamp ?? latest, nowSeconds)
  const parts = { kind, revision: snapshot.revision, asOf }
  return {
    ...parts,
    sequence: snapshot.sequence,
    chains: cutChains,
    checkpoint: formatCheckpoint(parts, cutChains),
    isPartial:
      cutChains.length < chains.length ||
      cutChains.some(({ inclusion }) => inclusion !== 'INCLUDED'),
    isRevised: false,
  }
}

/** Why a chain is in no sum of a cut that does not name it. */
const leftOutAs = { FRONTIER: 'BACKFILLING', ALIGNED: 'NOT_COVERED' } as const

function atCheckpoint(parameters: CutParameters, present: readonly ChainNow[], name: string): Cut {
  const { snapshot } = parameters
  const checkpoint = parseCheckpoint(name)
  if (checkpoint.revision > snapshot.revision) throw unknownCheckpoint()
  const named = new Map(
    checkpoint.chains.map((place) => [place.chainId, atPlace(place, present, snapshot)]),
  )
  // What a cut leaves out bears on its accounts too.
  const cutChains = present.map(
    (chain) =>
      named.get(chain.live.chainId) ?? toCutChain(chain, chain.head, leftOutAs[checkpoint.kind]),
  )
  return {
    ...finish(parameters, checkpoint.kind, cutChains),
    asOf: checkpoint.asOf,
    checkpoint: name,
    isRevised: checkpoint.revision !== snapshot.revision,
  }
}

/** One chain of a checkpoint. Throws `CutError` where its block is not held any more. */
function atPlace(
  { chainId, number, hashPrefix, isBehind }: Checkpoint['chains'][number],
  present: readonly ChainNow[],
  snapshot: Snapshot,
): CutChain {
  const chain = present.find(({ live }) => live.chainId === chainId)
  if (chain === undefined) throw unknownCheckpoint()
  const inclusion = isBehind ? 'BEHIND' : 'INCLUDED'
  const pending = chain.pending.find((block) => block.number === number)
  if (pending?.hash.startsWith(hashPrefix)) return toCutChain(chain, pending, inclusion)
  const kept = snapshot.retention.find((retention) => retention.chainId === chainId)
  if (kept !== undefined && number < kept.number) throw beforeRetention(chain.live.name, kept)
  const state = snapshot.blockState(chainId, number, hashPrefix)
  const block = state === 'canonical' ? snapshot.blockAt(chainId, number) : undefined
  if (block !== undefined) return toCutChain(chain, block, inclusion)
  throw state === 'orphaned' ? reorged(chain.live.name, number) : unknownCheckpoint()
}

/** What pruning dropped would read as 0 below its horizon, so that nothing is read there. */
function assertRetained(snapshot: Snapshot, present: readonly ChainNow[], timestamp: bigint): void {
  for (const { live } of present) {
    const kept = snapshot.retention.find(({ chainId }) => chainId === live.chainId)
    if (kept !== undefined && timestamp < kept.timestamp) throw beforeRetention(live.name, kept)
  }
}

function beforeRetention(name: string, { number, timestamp }: Retention): CutError {
  return new CutError({
    code: 'BEFORE_RETENTION',
    text: `The history of chain ${name} was pruned up to block ${number}, at ${timestamp} (seconds).`,
  })
}

function unknownCheckpoint(): CutError {
  return new CutError({
    code: 'CHECKPOINT_UNKNOWN',
    text: 'This checkpoint names a block or a chain that this dataset does not hold.',
  })
}

function reorged(name: string, number: bigint): CutError {
  return new CutError({
    code: 'CUT_REORGED',
    text: `Block ${number} of chain ${name} left the canonical chain, and this checkpoint with it.`,
  })
}

/** Heights of the chains whose values enter the answer's sums. */
export function heightsOf(cut: Cut): ReadonlyMap<ChainId, bigint> {
  return new Map(cut.chains.filter(isSummed).map(({ chainId, number }) => [chainId, number]))
}

function isSummed({ inclusion }: CutChain): boolean {
  return inclusion === 'INCLUDED' || inclusion === 'BEHIND'
}
