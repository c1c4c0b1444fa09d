import type { Slacks, Status } from '../../margin/MarginStatus.ts'

/** The figures, unless the status is UNKNOWN: then they lack what could not be valued, and no figure is better than a wrong one. */
export function knownSlacks(status: Status, slacks: Slacks): Slacks | undefined {
  return status === 'UNKNOWN' ? undefined : slacks
}
