import type { EncodedBatch } from '../EncodedBatch.ts'

/**
 * The memory of a batch that is handed over instead of copied. The keys of the series stay with the sender, who takes note of
 * them once they are recorded.
 */
export function listTransfers({
  facts,
  legs,
  series,
  blocks,
  transactions,
  rawLogs,
}: EncodedBatch) {
  return [
    facts.blocks,
    facts.orders,
    facts.kinds,
    facts.decoders,
    facts.keys,
    facts.ends,
    facts.payload,
    facts.relocations,
    facts.relocationEnds,
    legs.blocks,
    legs.columns,
    legs.ends,
    legs.bytes,
    legs.holders,
    series.numbers,
    series.ends,
    series.values,
    blocks.numbers,
    blocks.timestamps,
    transactions.blocks,
    transactions.slots,
    ...rawLogs.flatMap(({ columns, hashes }) => [columns, hashes]),
  ].map(({ buffer }) => buffer)
}
