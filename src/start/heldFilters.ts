import type { Decoder } from '../facts/Decoder.ts'
import type { HeldFilter } from '../store/raw/RawSegment.ts'

/** Filters of a source with the block from which on they are asked. */
export function heldFilters({ source }: Decoder): readonly HeldFilter[] {
  const { filters, startBlock } = source
  return filters.map((filter) => ({ ...filter, startBlock }))
}
