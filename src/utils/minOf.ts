/** Least of several bigints; `Math.min` does not take them. */
export function minOf(first: bigint, ...others: readonly bigint[]): bigint {
  return others.reduce((least, value) => (value < least ? value : least), first)
}
