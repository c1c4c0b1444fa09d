import type { Decoder, QuarantinedLog, ReadRequest } from '../facts/Decoder.ts'
import type { Fact } from '../facts/Fact.ts'
import { comparePositions, READ_TX_INDEX } from '../facts/FactPosition.ts'
import { sourceOfDecoder } from '../facts/factDecoder.ts'
import type { BlockRef } from '../facts/primitives.ts'
import type { RawLog } from '../facts/RawLog.ts'
import { packRawLogs } from '../store/raw/packRawLogs.ts'
import type { RawSegment } from '../store/raw/RawSegment.ts'
import { spellFilters } from '../store/raw/spellFilters.ts'
import { minOf } from '../utils/minOf.ts'
import { answerReads, questionOf } from './answerReads.ts'
import { createRateReads, type RateReads } from './createRateReads.ts'
import { createDispatch, type Dispatch, decodeBlocks } from './decodeBlocks.ts'
import { heldFilters } from './heldFilters.ts'
import type { Ingest } from './Ingest.ts'
import type { Stretch } from './Join.ts'
import { readJoiningLogs } from './readJoiningLogs.ts'
import { withTimedReads } from './withTimedReads.ts'

/** Time until a stretch is asked for again whose blocks the endpoint and the store did not agree on. */
const retryMs = 1_000

/** One range of the past of joining sources. */
export interface JoiningPiece {
  decoders: readonly Decoder[]
  fromBlock: bigint
  toBlock: bigint
  blocks: readonly BlockRef[]
  facts: readonly Fact[]
  quarantined: readonly QuarantinedLog[]
  /** Fetched and final, to be kept with it. */
  rawLogs: readonly RawSegment[]
}

/** Final logs of a range, wherever they came from. */
export interface JoiningLogs {
  fromBlock: bigint
  toBlock: bigint
  blocks: readonly BlockRef[]
  logs: readonly RawLog[]
  /** Whether they were asked for just now and are final, so that they may be kept. */
  isNew: boolean
}

/** What a stretch is decoded with. */
interface Decoding {
  decoders: readonly Decoder[]
  dispatch: Dispatch
  byId: ReadonlyMap<string, Decoder>
  rates: RateReads
}

/**
 * Reads the past of joining sources, range by range, ascending. What is handed on must be recorded (`join.advance`)
 * before the next is asked for; where it was not, or where a reorg moved the target, the range is read again.
 */
export async function* fetchJoining(ingest: Ingest): AsyncGenerator<JoiningPiece, void, undefined> {
  const { join, env, signal } = ingest
  const rates = withTimedReads(createRateReads(join.decoders()), join.decoders())
  for (;;) {
    const stretch = join.stretch()
    if (stretch === undefined || signal.aborted) return
    for await (const piece of readStretch(ingest, stretch, rates)) {
      yield piece
      // Unless the record moved on by exactly this piece, the range ahead is another one.
      if (join.stretch()?.fromBlock !== piece.toBlock + 1n) break
    }
    if (join.stretch()?.fromBlock === stretch.fromBlock) await env.sleep(retryMs, signal)
  }
}

/**
 * Final blocks first: the rest is asked for when these are recorded, in a range of its own, so that a reorg costs no
 * more than that.
 */
async function* readStretch(
  ingest: Ingest,
  { decoders, fromBlock, toBlock }: Stretch,
  rates: RateReads,
): AsyncGenerator<JoiningPiece, void, undefined> {
  const { state } = ingest
  const isFinal = state.finalized >= fromBlock
  const to = isFinal ? minOf(state.finalized, toBlock) : toBlock
  const byId = new Map(decoders.map((decoder) => [decoder.source.id, decoder]))
  const decoding = { decoders, dispatch: createDispatch(decoders), byId, rates }
  const sources = decoders.map(({ source }) => source)
  for await (const range of readJoiningLogs(ingest, { sources, fromBlock, toBlock: to, isFinal }))
    yield decodePiece(ingest, decoding, range)
}

async function decodePiece(
  ingest: Ingest,
  { decoders, dispatch, byId, rates }: Decoding,
  range: JoiningLogs,
): Promise<JoiningPiece> {
  const { follower, log, join, chain } = ingest
  const { fromBlock, toBlock, blocks, logs, isNew } = range
  const decoded = decodeBlocks({ chainId: chain.id, blocks, logs }, dispatch)
  const recorded = await readAnswers(ingest, range, new Set(byId.keys()))
  const last = blocks.at(-1)
  const known = new Set(recorded.map(({ at }) => at.blockHash + at.txHash))
  // Rates join on the grid of a backfill, and at the height from which the chain went on.
  const planned =
    last === undefined
      ? []
      : rates.plan(
          { ...range, phase: 'backfill', toBlock: last },
          decoded.reads,
          toBlock === join.target() && last.number === toBlock,
        )
  const isOpen = (request: ReadRequest): boolean =>
    !known.has(request.blockHash + questionOf(request))
  const requests = planned.filter(isOpen)
  const read = await answerReads({ requests, follower, decoders: byId, log })
  const facts = [...decoded.facts, ...recorded, ...read]
  const filters = spellFilters(decoders.flatMap(heldFilters))
  const keeps = isNew && ingest.keepsRawLogs
  return {
    decoders,
    fromBlock,
    toBlock,
    blocks,
    facts: facts.sort((a, b) => comparePositions(a.at, b.at)),
    quarantined: decoded.quarantined,
    rawLogs: keeps ? [packRawLogs({ ...range, filters })] : [],
  }
}

/** Reads of these sources that were answered before: they are replayed and never asked again. */
async function readAnswers(
  { store, chain }: Ingest,
  { fromBlock, toBlock }: JoiningLogs,
  sourceIds: ReadonlySet<string>,
): Promise<readonly Fact[]> {
  const answers: Fact[] = []
  for await (const page of store.facts(chain.id, fromBlock)) {
    for (const fact of page) {
      if (fact.at.blockNumber > toBlock) return answers
      const isAnswer = fact.at.txIndex === READ_TX_INDEX
      if (isAnswer && sourceIds.has(sourceOfDecoder(fact.decoder))) answers.push(fact)
    }
  }
  return answers
}
