import type { Abi } from 'viem'
import type { CustomContext, CustomDefinition } from '../config/CustomDefinition.ts'
import type { BalanceFact, OwnerFact } from '../facts/AccountFacts.ts'
import type { Address } from '../facts/primitives.ts'
import { toAddress, toAmount } from './custom/checkArguments.ts'
import {
  type AccountRef,
  type BookBuilder,
  createBookBuilder,
  toHolder,
} from './custom/createBookBuilder.ts'
import { createDefinition, type DefineBookParameters } from './custom/createDefinition.ts'

/** Builds the facts of one event of a vault. `moved` is the changed amount of the vault's token unless said. */
export interface VaultBuilder extends BookBuilder {
  /** The account now has exactly `amount`, whatever it had. */
  set(state: AccountRef & { amount: bigint }): BalanceFact
  /** `account` belongs to `owner` in this venue. */
  owner(link: { account: Address; owner: Address }): OwnerFact
}

/**
 * Describes an operator's own vault: its ABI, and for each event of interest a pure function to facts. Facts are in the
 * token's smallest unit. A function that throws quarantines its log and never stops indexing.
 *
 * @throws {ConfigError} when an event cannot be decoded by this ABI.
 * @example
 * const collateral = defineVault({
 *   name: 'collateral',
 *   abi: parseAbi(['event Deposited(address indexed account, uint256 amount)']),
 *   events: { Deposited: ({ account, amount }, vault) => vault.credit({ account, amount }) },
 * })
 */
export function defineVault<const abi extends Abi>(
  parameters: DefineBookParameters<abi, VaultBuilder>,
): CustomDefinition {
  return createDefinition('vault', parameters, createVaultBuilder)
}

function createVaultBuilder(context: CustomContext): VaultBuilder {
  const book = createBookBuilder(context, 'amount')
  const { venue, token, contract } = book
  return {
    ...book,
    set(state) {
      const value = toAmount('amount', state.amount, 'A debt is a liability of a market.')
      return {
        kind: 'balance',
        side: 'asset',
        ...toHolder(venue, state),
        asset: token,
        contract,
        change: { type: 'absolute', value },
      }
    },
    owner: (link) => ({
      kind: 'owner',
      venue,
      account: toAddress('account', link.account),
      owner: toAddress('owner', link.owner),
    }),
  }
}
