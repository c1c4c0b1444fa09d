import type { GmxV2Exchange } from '../../../config/GmxV2Exchange.ts'
import type { BalanceFact } from '../../../facts/AccountFacts.ts'
import type { FactBody } from '../../../facts/Fact.ts'
import type { Address, UnitId } from '../../../facts/primitives.ts'
import type { GmxV2Event } from './gmxV2Events.ts'
import { gmxV2FullKey } from './gmxV2Keys.ts'
import { gmxV2Unit, gmxV2Subjects as subjects } from './gmxV2Subjects.ts'

interface Instance {
  venue: string
  exchange: GmxV2Exchange
}

/** What one event of the emitter says. */
export function gmxV2Bodies(event: GmxV2Event, instance: Instance): readonly FactBody[] {
  const { pool: contract } = instance.exchange
  const set = (subject: string, ...values: bigint[]): FactBody[] => [
    { kind: 'parameter', contract, venue: '', subject, values },
  ]
  switch (event.name) {
    case 'PositionIncrease':
    case 'PositionDecrease':
      return positionBodies(event, instance)
    case 'PositionImpactPendingAmountUpdated':
      return set(subjects.pendingImpact(event.hash('positionKey')), event.number('nextValue'))
    case 'PoolAmountUpdated': {
      const subject = subjects.pool(event.address('market'), event.address('token'))
      return set(subject, event.number('nextValue'))
    }
    case 'OpenInterestUpdated':
      return set(subjects.openInterest(...sideOf(event)), event.number('nextValue'))
    case 'OpenInterestInTokensUpdated':
      return set(subjects.openInterestInTokens(...sideOf(event)), event.number('nextValue'))
    case 'FundingFeeAmountPerSizeUpdated':
      return set(subjects.fundingFee(...sideOf(event)), event.number('value'))
    case 'CumulativeBorrowingFactorUpdated': {
      const subject = subjects.borrowing(event.address('market'), event.flag('isLong'))
      return set(subject, event.number('nextValue'))
    }
    case 'OraclePriceUpdate': {
      const prices = [event.number('minPrice'), event.number('maxPrice')] as const
      return set(subjects.price(event.address('token')), ...prices)
    }
    case 'SetUint': {
      const key = gmxV2FullKey(event.hash('baseKey'), event.bytes('data'))
      return set(subjects.uint(key), event.number('value'))
    }
    case 'MultichainTransferIn':
      return transferBodies(event, instance, 1n)
    case 'MultichainTransferOut':
      return transferBodies(event, instance, -1n)
  }
}

function sideOf(event: GmxV2Event): [Address, Address, boolean] {
  return [event.address('market'), event.address('collateralToken'), event.flag('isLong')]
}

/** One balance of an account and a token; what is beside it in the transaction names the same amount once more. */
function transferBodies(event: GmxV2Event, instance: Instance, sign: bigint): readonly FactBody[] {
  const amount = event.number('amount')
  if (amount === 0n) return []
  const change = { type: 'delta', value: sign * amount } as const
  const [account, asset] = [event.address('account'), event.address('token')]
  return [toBalance(instance, { account, unit: 'cross', asset }, change)]
}

/** Everything of a position is said anew whenever it changes. */
function positionBodies(event: GmxV2Event, instance: Instance): readonly FactBody[] {
  const { venue, exchange } = instance
  const { pool: contract } = exchange
  const [account, market] = [event.address('account'), event.address('market')]
  const asset = event.address('collateralToken')
  const key = event.hash('positionKey')
  const unit = gmxV2Unit(key)
  const isLong = event.flag('isLong')
  const [sizeInUsd, sizeInTokens] = [event.number('sizeInUsd'), event.number('sizeInTokens')]
  const indexes = [event.number('borrowingFactor'), event.number('fundingFeeAmountPerSize')]
  const names = [isLong ? 1n : 0n, BigInt(market), BigInt(asset)]
  const values = [sizeInUsd, sizeInTokens, ...indexes, ...names]
  const given = { type: 'absolute', value: event.number('collateralAmount') } as const
  const sign = isLong ? 1n : -1n
  const places = exchange.markets.find((each) => each.market === market)?.index.decimals ?? PLACES
  return [
    toBalance(instance, { account, unit, asset }, given),
    {
      ...{ kind: 'position', venue, account, unit, contract, market },
      sizeE18: sign * sizeInTokens * 10n ** BigInt(PLACES - places),
      entryValueE18: entryValue(sizeInUsd, isLong),
      fundingIndexE18: 0n,
    },
    { kind: 'parameter', contract, venue, account, subject: subjects.position(key), values },
  ]
}

const PLACES = 18

/** From 1e30 to 1e18 against the account: a long has paid no less, a short has got no more. */
function entryValue(sizeInUsd: bigint, isLong: boolean): bigint {
  const unit = 10n ** 12n
  return isLong ? (sizeInUsd + unit - 1n) / unit : -(sizeInUsd / unit)
}

function toBalance(
  { venue, exchange: { pool: contract } }: Instance,
  holder: { account: Address; unit: UnitId; asset: Address },
  change: BalanceFact['change'],
): BalanceFact {
  return { kind: 'balance', side: 'asset', venue, ...holder, contract, change }
}
