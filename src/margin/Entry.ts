import type { Contribution } from './MarginStatus.ts'

/** What one line adds to each figure at one price, 1e18 USD, signed. The requirements are already in the slacks. */
export interface Figures {
  equityE18: bigint
  initialE18: bigint
  maintenanceE18: bigint
  requirementInitialE18: bigint
  requirementMaintenanceE18: bigint
}

/** One line of a book as something that has a value at a price; each figure is linear in it but for rounding. */
export interface Entry {
  line: Pick<
    Contribution,
    'kind' | 'subject' | 'chainId' | 'amount' | 'initialBps' | 'maintenanceBps'
  >
  /** Whose price values it; undefined for a position of a market that the venue's risk parameters do not name. */
  assetId: string | undefined
  figuresAt(priceE18: bigint): Figures
}

export const noFigures: Figures = {
  equityE18: 0n,
  initialE18: 0n,
  maintenanceE18: 0n,
  requirementInitialE18: 0n,
  requirementMaintenanceE18: 0n,
}

/** Of what is worth nothing at any price, none is needed. */
export function needsPrice(entry: Entry): boolean {
  return entry.line.amount !== 0n
}
