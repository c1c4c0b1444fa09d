import type { SynthetixV3Perps } from '../../../config/SynthetixV3Perps.ts'
import type { BalanceFact, Holder } from '../../../facts/AccountFacts.ts'
import type { FactBody } from '../../../facts/Fact.ts'
import type { Address } from '../../../facts/primitives.ts'
import { absBigInt, E18 } from '../../../utils/fixedPoint.ts'
import { type PerpsEvent, synthetixV3Setting } from './synthetixV3Settings.ts'
import {
  synthetixV3Subjects as subjects,
  synthetixV3Account,
  synthetixV3Unit,
} from './synthetixV3Subjects.ts'

/** What the events of one transaction are read against. */
export interface PerpsTransaction {
  venue: string
  perps: SynthetixV3Perps
  /** Of the block, seconds. */
  time: bigint
  /** What a position was liquidated at: the price of the market's own event beside it. */
  priceOf(market: bigint): bigint | undefined
}

/** What one event of the exchange says. */
export function synthetixV3Bodies(
  event: PerpsEvent,
  transaction: PerpsTransaction,
): readonly FactBody[] {
  const { venue, perps, time } = transaction
  const { pool: contract, usd } = perps
  const { name, args } = event
  switch (name) {
    case 'AccountCreated':
      return [ownerBody(venue, args.accountId, args.owner)]
    case 'CollateralModified': {
      const { accountId, collateralId, amountDelta, sender } = args
      const asset = collateralToken(perps, collateralId)
      const moved = { asset, amount: absBigInt(amountDelta), counterparty: sender }
      const body = toBalance(transaction, accountId, asset, { type: 'delta', value: amountDelta })
      return amountDelta === 0n ? [] : [{ ...body, moved }]
    }
    case 'DebtPaid': {
      const change = { type: 'delta', value: -args.amount } as const
      const body = toBalance(transaction, args.accountId, usd.token, change)
      return [{ ...body, side: 'liability' }]
    }
    case 'AccountCharged': {
      const { accountId, amount, accountDebt: debtAfter } = args
      const holder = holderOf(venue, accountId)
      return [{ kind: 'charge', ...holder, asset: usd.token, contract, amount, debtAfter }]
    }
    case 'OrderSettled': {
      const { accountId, marketId, newSize, fillPrice } = args
      return positionBodies(transaction, { accountId, marketId, size: newSize, price: fillPrice })
    }
    case 'PositionLiquidated': {
      const { accountId, marketId, currentPositionSize: size } = args
      const price = transaction.priceOf(marketId) ?? 0n
      return positionBodies(transaction, { accountId, marketId, size, price })
    }
    case 'AccountFlaggedForLiquidation':
      return seizedBodies(transaction, args.accountId, 'started')
    case 'AccountMarginLiquidation':
      return seizedBodies(transaction, args.accountId, 'finished')
    case 'AccountLiquidationAttempt': {
      const holder = holderOf(venue, args.accountId)
      const phase = 'finished' as const
      return args.fullLiquidation ? [{ kind: 'liquidation', ...holder, contract, phase }] : []
    }
    case 'MarketUpdated': {
      const subject = subjects.fundingIndex(args.marketId)
      const inputs = [args.price, args.currentFundingRate, args.currentFundingVelocity]
      const index = { kind: 'accrual', contract, subject, rule: 'fundingPerDay' } as const
      return [...settingBodies(contract, event), { ...index, time, inputs }]
    }
    case 'InterestRateUpdated': {
      const subject = subjects.interestIndex
      const index = { kind: 'accrual', contract, subject, rule: 'interestPerYear' } as const
      return [{ ...index, time, inputs: [0n, args.interestRate] }]
    }
    default:
      return settingBodies(contract, event)
  }
}

/** Whose the account is from now on. */
export function ownerBody(venue: string, accountId: bigint, owner: Address): FactBody {
  return { kind: 'owner', venue, account: synthetixV3Account(accountId), owner }
}

/** The token of a collateral; one that the config lacks stands as its number, which no token has. */
function collateralToken({ usd, collaterals }: SynthetixV3Perps, id: bigint): Address {
  const known = [usd, ...collaterals].find((each) => each.id === id)
  return known?.token ?? synthetixV3Account(id)
}

function holderOf(venue: string, accountId: bigint): Holder {
  return { venue, account: synthetixV3Account(accountId), unit: synthetixV3Unit(accountId) }
}

function settingBodies(contract: Address, event: PerpsEvent): readonly FactBody[] {
  const setting = synthetixV3Setting(event)
  return setting === undefined ? [] : [{ kind: 'parameter', contract, venue: '', ...setting }]
}

function toBalance(
  { venue, perps }: PerpsTransaction,
  accountId: bigint,
  asset: Address,
  change: BalanceFact['change'],
): BalanceFact {
  const holder = holderOf(venue, accountId)
  return { kind: 'balance', side: 'asset', ...holder, asset, contract: perps.pool, change }
}

/** Entry values round towards zero; what decides is the price, which is kept beside them. */
function positionBodies(
  { venue, perps: { pool: contract } }: PerpsTransaction,
  position: { accountId: bigint; marketId: bigint; size: bigint; price: bigint },
): readonly FactBody[] {
  const { accountId, marketId, size: sizeE18, price } = position
  const holder = holderOf(venue, accountId)
  const market = `${marketId}`
  const entryValueE18 = (sizeE18 * price) / E18
  const { account } = holder
  const of = { contract, venue, account, subject: subjects.entry(market) }
  return [
    { kind: 'position', ...holder, contract, market, sizeE18, entryValueE18, fundingIndexE18: 0n },
    { kind: 'parameter', ...of, values: [price] },
  ]
}

/** Whoever is liquidated loses all collateral at once, and owes nothing any more; no further event says so. */
function seizedBodies(
  transaction: PerpsTransaction,
  accountId: bigint,
  phase: 'started' | 'finished',
): readonly FactBody[] {
  const { venue, perps } = transaction
  const nothing = { type: 'absolute', value: 0n } as const
  const taken = [perps.usd, ...perps.collaterals].map(({ token }) =>
    toBalance(transaction, accountId, token, nothing),
  )
  const debt = toBalance(transaction, accountId, perps.usd.token, nothing)
  const holder = holderOf(venue, accountId)
  return [
    ...taken,
    { ...debt, side: 'liability' },
    { kind: 'liquidation', ...holder, contract: perps.pool, phase },
  ]
}
