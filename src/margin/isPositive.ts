import type { BalanceLine } from './MarginInput.ts'

/** Whether a line adds to what its unit is worth: what a chain that is too old to rely on may no longer hold. */
export function isPositive(line: BalanceLine): boolean {
  switch (line.kind) {
    case 'holding':
    case 'inFlight':
      return line.amount > 0n
    case 'liability':
    case 'lagOffset':
    case 'unbacked':
      return false
  }
}
