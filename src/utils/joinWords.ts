/** Joins words transitively: every word of a pair, with the least word of all that it is joined with. */
export function joinWords<word extends string>(
  pairs: Iterable<readonly [word, word]>,
): ReadonlyMap<word, word> {
  const leasts = new Map<word, word>()
  const leastOf = (word: word): word => {
    let least = word
    for (;;) {
      const lower = leasts.get(least) ?? least
      if (lower === least) return least
      least = lower
    }
  }
  for (const [a, b] of pairs) {
    const [left, right] = [leastOf(a), leastOf(b)]
    const least = left < right ? left : right
    for (const word of [a, b, left, right]) leasts.set(word, least)
  }
  return new Map([...leasts.keys()].map((word) => [word, leastOf(word)]))
}
