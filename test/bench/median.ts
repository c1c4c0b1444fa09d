/** The run in the middle by `rateOf`; throws when there is none. */
export function median<run>(runs: readonly run[], rateOf: (run: run) => number): run {
  const sorted = [...runs].sort((a, b) => rateOf(a) - rateOf(b))
  const middle = sorted[sorted.length >> 1]
  if (middle === undefined) throw new Error('No run was made.')
  return middle
}

/** The value below which `share` of the values lie; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
