import type { Fact } from '../facts/Fact.ts'

/** Pages of facts that end with a block: a transaction or a series row torn apart would be judged by its halves. */
export async function* blockPages(
  pages: AsyncIterable<readonly Fact[]>,
): AsyncGenerator<readonly Fact[]> {
  let held: readonly Fact[] = []
  for await (const page of pages) {
    const facts = [...held, ...page]
    const last = facts.at(-1)?.at.blockNumber
    const whole = facts.filter(({ at }) => at.blockNumber !== last)
    held = facts.slice(whole.length)
    if (whole.length > 0) yield whole
  }
  if (held.length > 0) yield held
}
