/** Greatest of several bigints; `Math.max` does not take them. */
export function maxOf(first: bigint, ...others: readonly bigint[]): bigint {
  return others.reduce((most, value) => (value > most ? value : most), first)
}
