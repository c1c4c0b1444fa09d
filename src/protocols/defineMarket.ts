import type { Abi } from 'viem'
import type { CustomContext, CustomDefinition } from '../config/CustomDefinition.ts'
import type { BalanceFact, LiquidationFact, PositionFact } from '../facts/AccountFacts.ts'
import { toAmount, toBigint } from './custom/checkArguments.ts'
import {
  type AccountRef,
  type BookBuilder,
  createBookBuilder,
  toHolder,
} from './custom/createBookBuilder.ts'
import { createDefinition, type DefineBookParameters } from './custom/createDefinition.ts'

/** Builds the facts of one event of a market. `credit` and `debit` are cash; nothing is `moved` unless said. */
export interface MarketBuilder extends BookBuilder {
  /** The position as it is after the event: signed size and signed entry value in USD, both 1e18; all zero when closed. */
  position(
    state: AccountRef & {
      market: string
      sizeE18: bigint
      entryValueE18: bigint
      fundingIndexE18: bigint
    },
  ): PositionFact
  /** The account now owes exactly `amount` of the market's token. */
  liability(state: AccountRef & { amount: bigint }): BalanceFact
  /** A liquidation of the account's unit began or ended. */
  liquidation(state: AccountRef & { phase: LiquidationFact['phase'] }): LiquidationFact
}

/**
 * Describes an operator's own market or clearinghouse: its ABI, and for each event of interest a pure function to facts.
 * A function that throws quarantines its log and never stops indexing.
 *
 * @throws {ConfigError} when an event cannot be decoded by this ABI.
 */
export function defineMarket<const abi extends Abi>(
  parameters: DefineBookParameters<abi, MarketBuilder>,
): CustomDefinition {
  return createDefinition('market', parameters, createMarketBuilder)
}

function createMarketBuilder(context: CustomContext): MarketBuilder {
  const book = createBookBuilder(context, 'nothing')
  const { venue, token, contract } = book
  return {
    ...book,
    position: (state) => ({
      kind: 'position',
      ...toHolder(venue, state),
      contract,
      market: String(state.market),
      sizeE18: toBigint('sizeE18', state.sizeE18),
      entryValueE18: toBigint('entryValueE18', state.entryValueE18),
      fundingIndexE18: toBigint('fundingIndexE18', state.fundingIndexE18),
    }),
    liability: (state) => ({
      kind: 'balance',
      side: 'liability',
      ...toHolder(venue, state),
      asset: token,
      contract,
      change: { type: 'absolute', value: toAmount('amount', state.amount, 'Pass what is owed.') },
    }),
    liquidation: (state) => ({
      kind: 'liquidation',
      ...toHolder(venue, state),
      contract,
      phase: state.phase,
    }),
  }
}
