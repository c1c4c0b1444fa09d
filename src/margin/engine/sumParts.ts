import type { Part, SideSums } from './Margin.ts'

/** Nothing on a side of the books. */
export const noSums: SideSums = { available: 0n, owed: 0n, requirement: 0n }

/** A part of the whole unit that only requires: a reward, a contingency. */
export function requirementPart(subject: string, initial: bigint, maintenance: bigint): Part {
  return {
    kind: 'account',
    subject,
    equity: 0n,
    value: 0n,
    initial: { ...noSums, requirement: initial },
    maintenance: { ...noSums, requirement: maintenance },
  }
}

/** What one part, or a sum of parts, leaves on its side. */
export function slackOf({ available, owed, requirement }: SideSums): bigint {
  return available - owed - requirement
}

/** What the parts of one kind add up to. */
export function sumParts(
  parts: readonly Part[],
  kind?: Part['kind'],
): { equity: bigint; value: bigint; initial: SideSums; maintenance: SideSums } {
  const total = { equity: 0n, value: 0n, initial: { ...noSums }, maintenance: { ...noSums } }
  for (const part of parts) {
    if (kind !== undefined && part.kind !== kind) continue
    total.equity += part.equity
    total.value += part.value
    addTo(total.initial, part.initial)
    addTo(total.maintenance, part.maintenance)
  }
  return total
}

function addTo(total: SideSums, sums: SideSums): void {
  total.available += sums.available
  total.owed += sums.owed
  total.requirement += sums.requirement
}
