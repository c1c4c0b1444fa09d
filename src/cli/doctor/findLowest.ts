/**
 * Lowest block from which on `holds` is true, by bisection, `precision` blocks too high at most. It is taken for granted
 * that it holds at `high`, and that where it holds it holds for every later block.
 */
export async function findLowest(
  range: { low: bigint; high: bigint; precision: bigint },
  holds: (block: bigint) => Promise<boolean>,
): Promise<bigint> {
  let { low, high } = range
  while (high - low >= range.precision) {
    const middle = (low + high) / 2n
    if (await holds(middle)) high = middle
    else low = middle + 1n
  }
  return high
}
