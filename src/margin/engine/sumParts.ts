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
  // Names of their own: adding to a field of an object costs more than the addition.
  let equity = 0n
  let value = 0n
  let [initialAvailable, initialOwed, initialRequirement] = [0n, 0n, 0n]
  let [maintenanceAvailable, maintenanceOwed, maintenanceRequirement] = [0n, 0n, 0n]
  for (const part of parts) {
    if (kind !== undefined && part.kind !== kind) continue
    const { initial, maintenance } = part
    equity += part.equity
    value += part.value
    initialAvailable += initial.available
    initialOwed += initial.owed
    initialRequirement += initial.requirement
    maintenanceAvailable += maintenance.available
    maintenanceOwed += maintenance.owed
    maintenanceRequirement += maintenance.requirement
  }
  return {
    equity,
    value,
    initial: {
      available: initialAvailable,
      owed: initialOwed,
      requirement: initialRequirement,
    },
    maintenance: {
      available: maintenanceAvailable,
      owed: maintenanceOwed,
      requirement: maintenanceRequirement,
    },
  }
}
