import { assert } from '../../errors/assert.ts'
import type { QuarantinedLog } from '../../facts/Decoder.ts'
import type { Fact } from '../../facts/Fact.ts'
import type { Leg } from '../../facts/Leg.ts'
import type { BlockRef, ChainId } from '../../facts/primitives.ts'
import type { SeriesRow } from '../../facts/Series.ts'
import type { RecordedCoverage } from '../Recorded.ts'
import type { RawSegment } from '../raw/RawSegment.ts'
import { BlockTable } from './BlockTable.ts'
import { ByteWriter } from './ByteWriter.ts'
import type { EncodedBatch, EncodedFacts, EncodedSeries } from './EncodedBatch.ts'
import { encodeLegs } from './encodeLegs.ts'
import { encodeFact } from './factCodec.ts'
import { packOrder } from './factOrder.ts'
import { PayloadWriter } from './PayloadWriter.ts'
import { storedNumber } from './storedNumber.ts'
import type { Numbering, Vocabulary } from './Vocabulary.ts'

/** What a commit and a refold have in common. */
export interface Batch {
  chainId: ChainId
  blocks: readonly BlockRef[]
  facts: readonly Fact[]
  legs: readonly Leg[]
  series: readonly SeriesRow[]
  quarantined: readonly QuarantinedLog[]
  coverage: readonly RecordedCoverage[]
  rawLogs?: readonly RawSegment[] | undefined
}

/** Bytes of an average running value. */
const SERIES_BYTES = 12

/** Turns a batch into columns. Throws `InvariantError` for a row of another chain. */
export function encodeBatch(batch: Batch, vocabulary: Vocabulary): EncodedBatch {
  const { chainId } = batch
  const table = new BlockTable(chainId, batch.blocks)
  const facts = encodeFacts(batch.facts, table, vocabulary)
  const legs = encodeLegs(batch.legs, table, vocabulary)
  const series = encodeSeries(chainId, batch.series, vocabulary)
  const quarantined = batch.quarantined.map((quarantined) => {
    const { log } = quarantined
    return { block: table.index({ chainId, ...log }), quarantined }
  })
  const { blocks, transactions } = table.encoded()
  // Last, so that it brings every word that the rows above name.
  const words = vocabulary.takeNew()
  const { coverage, rawLogs = [] } = batch
  const rows = { blocks, transactions, facts, legs, series, quarantined, coverage, rawLogs }
  return { chainId, words, ...rows }
}

function encodeFacts(
  facts: readonly Fact[],
  table: BlockTable,
  numbering: Numbering,
): EncodedFacts {
  const count = facts.length
  const blocks = new Int32Array(count)
  const orders = new Float64Array(count)
  const kinds = new Uint8Array(count)
  const decoders = new Int32Array(count)
  const keys = new Int32Array(count)
  const ends = new Int32Array(count)
  const relocationEnds = new Int32Array(count)
  const writer = new PayloadWriter()
  for (const [i, fact] of facts.entries()) {
    const order = packOrder(fact.at)
    const block = table.index(fact.at)
    table.addTransaction(block, order, fact.at.txHash)
    blocks[i] = block
    orders[i] = order
    const { kind, decoder, key } = encodeFact(writer, fact, numbering)
    kinds[i] = kind
    decoders[i] = decoder
    keys[i] = key
    ends[i] = writer.length
    relocationEnds[i] = writer.relocations.length
  }
  const relocations = Int32Array.from(writer.relocations)
  const payload = writer.bytes()
  return { blocks, orders, kinds, decoders, keys, ends, payload, relocations, relocationEnds }
}

function encodeSeries(
  chainId: ChainId,
  rows: readonly SeriesRow[],
  numbering: Numbering,
): EncodedSeries {
  const keys = new Int32Array(rows.length)
  const numbers = new Float64Array(rows.length)
  const ends = new Int32Array(rows.length)
  const writer = new ByteWriter(rows.length * SERIES_BYTES)
  for (const [i, { key, blockNumber, values }] of rows.entries()) {
    assert(key.chainId === chainId, 'a batch holds the series of one chain')
    keys[i] = numbering.heldKey(key)
    numbers[i] = storedNumber(blockNumber)
    for (const value of values) writer.integer(value)
    ends[i] = writer.length
  }
  return { keys, numbers, ends, values: writer.bytes() }
}
