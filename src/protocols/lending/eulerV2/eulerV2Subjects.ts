import type { Address, UnitId } from '../../../facts/primitives.ts'

/** What parameter facts of a venue of Euler v2 are about, and what their values are; all are filed under the vault that lends. */
export const eulerV2Subjects = {
  /** [the token that it holds, as a number]: the vault was created after it was followed from. */
  created: (vault: Address) => `created:${vault}`,
  /** [shares, borrows, accumulated fees, cash, accumulator 1e27, rate per second 1e27, second], as `VaultStatus` says. */
  status: (vault: Address) => `status:${vault}`,
  /** [share of the interest that is kept as a fee, 1e4]. */
  fee: (vault: Address) => `fee:${vault}`,
  /** [LTV to borrow, LTV to be liquidated, the one from which that falls, 1e4; until which second, over how many]. */
  ltv: (vault: Address) => `ltv:${vault}`,
  /** [what the vault that lends answers], an address as a number. */
  oracle: 'oracle',
  unitOfAccount: 'unitOfAccount',
  /** [what the oracle values 1e33 of the token at, at its middle]; of shares, too. */
  quote: (token: Address) => `quote:${token}`,
  /** [the same at its bid, and at its ask]. */
  quotes: (token: Address) => `quotes:${token}`,
  /** Of an account: [1 while the vault that lends is its controller, else 0]. */
  controller: 'controller',
  /** Of an account: [1 while shares of that vault are its collateral, else 0]. */
  collateral: (vault: Address) => `collateral:${vault}`,
  /** Of an account: [the accumulator at which its debt was last booked, 0 where no log says it]. */
  accumulator: 'accumulator',
} as const

const prefix = eulerV2Subjects.collateral('0x')

/** The vault of a `collateral` subject; undefined for any other. */
export function collateralOf(subject: string): Address | undefined {
  return subject.startsWith(prefix) ? `0x${subject.slice(prefix.length)}` : undefined
}

/** Each account is a unit by itself: 256 of them may have one owner. */
export function eulerV2Unit(account: Address): UnitId {
  return `isolated:${account}`
}
