import type { Status } from './MarginStatus.ts'

/** Whether the status says that the unit cannot be kept: its collateral does not cover what it must. */
export function isFailing(status: Status): boolean {
  return status === 'INSOLVENT' || status === 'LIQUIDATABLE'
}
