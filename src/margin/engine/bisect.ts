/** `isBad` holds at `bad`, not at `good`, and turns once between; the number next to where it turns for which it holds. */
export function bisect(isBad: (value: bigint) => boolean, bad: bigint, good: bigint): bigint {
  let [worst, best] = [bad, good]
  while (worst - best > 1n || best - worst > 1n) {
    const middle = (worst + best) / 2n
    if (isBad(middle)) worst = middle
    else best = middle
  }
  return worst
}
