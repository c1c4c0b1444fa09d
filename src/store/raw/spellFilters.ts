import type { LogFilter } from '../../facts/Decoder.ts'
import type { HeldFilter } from './RawSegment.ts'

/** One text per set of filters, whatever the order they were written in. */
export function spellFilters(filters: readonly HeldFilter[]): string {
  return JSON.stringify([...new Set(filters.map(spell))].sort())
}

/** The filters that a text spells. */
export function parseFilters(text: string): readonly HeldFilter[] {
  // CAST: the text was written by `spellFilters`.
  const list = JSON.parse(text) as readonly string[]
  return list.map((filter) => {
    // CAST: as above; a position that takes anything is null, because JSON has no undefined.
    const [addresses, [topic0, ...rest], startBlock] = JSON.parse(filter) as [
      LogFilter['addresses'],
      [LogFilter['topics'][0], ...(LogFilter['topics'][number] | null)[]],
      string,
    ]
    const topics = [topic0, ...rest.map((values) => values ?? undefined)] as const
    return { addresses, topics, startBlock: BigInt(startBlock) }
  })
}

function spell({ addresses, topics, startBlock }: HeldFilter): string {
  const positions = topics.map((values) => (values === undefined ? null : [...values].sort()))
  return JSON.stringify([[...addresses].sort(), positions, String(startBlock)])
}
