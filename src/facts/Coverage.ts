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

/** `spans` of a coverage from `fromBlock` on, with the part inside [from, to] raised to at least `level`. */
export function raiseSpans(
  spans: readonly CoverageSpan[],
  fromBlock: bigint,
  raise: { from: bigint; to: bigint; level: CoverageLevel },
): readonly CoverageSpan[] {
  const raised: CoverageSpan[] = []
  let start = fromBlock
  for (const { toBlock, level } of spans) {
    const higher = leastLevel(level, raise.level) === level ? raise.level : level
    const isOutside = raise.to < start || raise.from > toBlock
    if (isOutside) raised.push({ toBlock, level })
    else {
      if (raise.from > start) raised.push({ toBlock: raise.from - 1n, level })
      raised.push({ toBlock: raise.to < toBlock ? raise.to : toBlock, level: higher })
      if (raise.to < toBlock) raised.push({ toBlock, level })
    }
    start = toBlock + 1n
  }
  return joinSpans(raised)
}

/** Least level of `spans` inside [from, to]; unverified where they do not reach `to`. */
export function levelOver(spans: readonly CoverageSpan[], from: bigint, to: bigint): CoverageLevel {
  let least: CoverageLevel = 'proven'
  let end: bigint | undefined
  for (const { toBlock, level } of spans) {
    if (toBlock >= from && (end === undefined || end < to)) least = leastLevel(least, level)
    end = toBlock
  }
  return end === undefined || end < to ? 'unverified' : least
}

/** The same coverage in at most `max` spans: the oldest are joined at the lower of their levels. */
export function limitSpans(spans: readonly CoverageSpan[], max: number): readonly CoverageSpan[] {
  let limited = spans
  while (limited.length > max) {
    const [first, second, ...others] = limited
    if (first === undefined || second === undefined) break
    const level = leastLevel(first.level, second.level)
    limited = joinSpans([{ toBlock: second.toBlock, level }, ...others])
  }
  return limited
}
