import type { CoverageEvent } from '../chain/ChainEvent.ts'
import { raiseSpans } from '../facts/Coverage.ts'
import type { Fact } from '../facts/Fact.ts'
import { comparePositions } from '../facts/FactPosition.ts'
import type { BlockRef } from '../facts/primitives.ts'
import type { RecordedCoverage } from '../store/Recorded.ts'
import { answerReads } from './answerReads.ts'
import { bindLate } from './bindLate.ts'
import { decodeBlocks } from './decodeBlocks.ts'
import type { Ingest } from './Ingest.ts'
import { flush, mayWait } from './recordBlocks.ts'
import { recordLate } from './recordLate.ts'

/**
 * Takes a range that was read again: its coverage rises, and logs that had been missing join what is recorded, as late
 * knowledge under a new dataset revision (DESIGN §4). Logs that are recorded already change nothing.
 */
export async function takeCoverage(ingest: Ingest, event: CoverageEvent): Promise<void> {
  const { fromBlock, toBlock, level, late } = event
  if (late.logs.length > 0) await takeLate(ingest, event)
  const raise = { from: fromBlock, to: toBlock, level }
  const { state } = ingest
  state.spans = raiseSpans(state.spans, (state.recorded?.number ?? -1n) + 1n, raise)
  ingest.coverage = ingest.coverage.map((row) => raiseCoverage(row, raise))
  if (!mayWait(ingest)) await flush(ingest)
}

/** Every block that memory held back is recorded first: what is late stands among them. */
async function takeLate(
  ingest: Ingest,
  { chainId, fromBlock, toBlock, late }: CoverageEvent,
): Promise<void> {
  const { chain, log, dispatch, decodersById, join } = ingest
  await flush(ingest)
  const blocks = late.blocks.filter((block) => isRecorded(ingest, block))
  const hashes = new Set(blocks.map(({ hash }) => hash))
  const logs = late.logs.filter(({ blockHash }) => hashes.has(blockHash))
  const decoded = decodeBlocks({ chainId, blocks, logs }, dispatch)
  const isUnfolded = (fact: Fact): boolean => join.isUnfolded(fact)
  const parameters = { ...ingest, isUnfolded }
  const { fresh } = await bindLate(parameters, { facts: decoded.facts, blocks })
  const freshBlocks = new Set(fresh.map(({ at }) => at.blockHash))
  // What is recorded already was valued when it was read, or on the grid of its backfill.
  const requests = decoded.reads.filter(({ blockHash }) => freshBlocks.has(blockHash))
  const answers = await answerReads({ ...ingest, requests, decoders: decodersById })
  const facts = [...decoded.facts, ...answers].sort((a, b) => comparePositions(a.at, b.at))
  const outcome = await recordLate(parameters, {
    facts,
    quarantined: decoded.quarantined,
    blocks,
    coverage: [],
    reason: `Logs of ${chain.name} in blocks ${fromBlock} to ${toBlock} came to light later.`,
  })
  if (outcome === 'recorded') ingest.rawLogs.lacks(blocks)
  if (outcome === 'known') return
  const text =
    outcome === 'recorded'
      ? `Chain ${chain.name} had left out logs of blocks ${fromBlock} to ${toBlock}; they are recorded now.`
      : `An endpoint of ${chain.name} names other blocks from ${fromBlock} to ${toBlock} than those recorded.`
  log.warn({ chain: chain.name }, text)
  ingest.publisher.publish()
}

/** What was pruned is recorded no more, and is not late. */
function isRecorded({ state }: Ingest, { number }: BlockRef): boolean {
  const { recorded, horizon } = state
  return recorded !== undefined && number <= recorded.number && number > horizon
}

function raiseCoverage(
  row: RecordedCoverage,
  raise: Parameters<typeof raiseSpans>[2],
): RecordedCoverage {
  return { ...row, spans: raiseSpans(row.spans, row.fromBlock, raise) }
}
