import type { BackingGroup } from '../../config/BackingConfig.ts'
import type { ChainId } from '../../facts/primitives.ts'
import { toGroupUnits } from '../groupUnits.ts'
import type { BackingAccount } from './backingAccounts.ts'
import type { Clearing } from './clearingsOf.ts'

/** Sums of an asset group at one cut, in its units (36 decimals). */
export interface BackingFigures {
  escrowed: bigint
  supply: bigint
  /** Signed: what was sent and not yet issued or released, less what was issued ahead of its source. */
  inFlight: bigint
  /** Signed off at the cut. */
  offset: bigint
  /** escrowed + offset − supply − inFlight: below 0 something is issued, or promised, that nothing backs. */
  difference: bigint
}

/** Holds escrows against supply and transfers. `amounts` are in the order of `accounts`, in each token's smallest unit. */
export function sumBacking(parameters: {
  group: BackingGroup
  accounts: readonly BackingAccount[]
  amounts: readonly bigint[]
  clearings: readonly Clearing[]
  heights: ReadonlyMap<ChainId, bigint>
}): BackingFigures {
  const { group, accounts, amounts, clearings, heights } = parameters
  const sumOf = (side: BackingAccount['side']): bigint =>
    accounts.reduce(
      (sum, account, i) =>
        account.side === side ? sum + toGroupUnits(amounts[i] ?? 0n, account.decimals) : sum,
      0n,
    )
  const escrowed = sumOf('escrow')
  const supply = sumOf('supply')
  const inFlight = clearings.reduce(
    (sum, clearing) => (isOf(group, clearing) ? sum + clearing.amount : sum),
    0n,
  )
  const offset = offsetsAt(group, heights).reduce(
    (sum, { amount, decimals }) => sum + toGroupUnits(amount, decimals),
    0n,
  )
  return { escrowed, supply, inFlight, offset, difference: escrowed + offset - supply - inFlight }
}

/** Signed-off offsets whose block is inside the cut. */
export function offsetsAt(
  { offsets }: BackingGroup,
  heights: ReadonlyMap<ChainId, bigint>,
): BackingGroup['offsets'] {
  return offsets.filter(({ chainId, block }) => block <= (heights.get(chainId) ?? -1n))
}

/** Whether what is in flight goes over a bridge that locks, mints and burns for the group. */
export function isOf({ group, bridges }: BackingGroup, clearing: Clearing): boolean {
  return clearing.group === group && bridges.includes(clearing.bridge)
}
