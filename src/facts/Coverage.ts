/**
 * How much a range of blocks may be trusted to be complete: read once; held against blooms or a second endpoint; proven by
 * receipts roots. Absence of a log is a claim that rests on it (DESIGN §4).
 */
export type CoverageLevel = 'unverified' | 'verified' | 'proven'

/** All levels, least first. */
export const coverageLevels = [
  'unverified',
  'verified',
  'proven',
] as const satisfies readonly CoverageLevel[]

/** One stretch of a gap-free coverage, from the end of the stretch before to `toBlock`. */
export interface CoverageSpan {
  toBlock: bigint
  level: CoverageLevel
}

/** The lower of two levels. */
export function leastLevel(a: CoverageLevel, b: CoverageLevel): CoverageLevel {
  return coverageLevels.indexOf(a) <= coverageLevels.indexOf(b) ? a : b
}

/** Spans with neighbours of one level joined; together they still end where they ended. */
export function joinSpans(spans: readonly CoverageSpan[]): readonly CoverageSpan[] {
  const joined: CoverageSpan[] = []
  for (const span of spans) {
    const last = joined.at(-1)
    if (last?.level === span.level) joined[joined.length - 1] = span
    else joined.push(span)
  }
  return joined
}

/** The part of `spans` up to block `number`. */
export function cutSpans(spans: readonly CoverageSpan[], number: bigint): readonly CoverageSpan[] {
  const kept = spans.filter(({ toBlock }) => toBlock <= number)
  const cut = spans[kept.length]
  if (cut === undefined || kept.at(-1)?.toBlock === number) return kept
  return [...kept, { toBlock: number, level: cut.level }]
}
