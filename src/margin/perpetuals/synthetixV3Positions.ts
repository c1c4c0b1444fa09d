import type { SynthetixV3Perps } from '../../config/SynthetixV3Perps.ts'
import type { UnitId } from '../../facts/primitives.ts'
import type { SeriesRow } from '../../facts/Series.ts'
import { indexAt, toAccruedIndex } from '../../ledger/fold/accrueIndex.ts'
import { synthetixV3Subjects as subjects } from '../../protocols/perpetuals/synthetixV3/synthetixV3Subjects.ts'
import { absBigInt, E18 } from '../../utils/fixedPoint.ts'
import type { DefinedMarginSystem } from '../engine/defineMarginSystem.ts'
import type { IndexesAt } from '../lending/LendingMarket.ts'
import { firstOf } from '../lending/PoolParameters.ts'
import type { PositionLine, Price } from '../MarginInput.ts'
import type { Reason } from '../MarginStatus.ts'
import type { PerpetualCut } from './PerpetualCut.ts'

interface Exchange {
  cut: PerpetualCut<SynthetixV3Perps>
  system: Pick<DefinedMarginSystem, 'markets'>
  prices: ReadonlyMap<string, Price>
  indexesAt: IndexesAt
}

/** Open positions by unit, with what they owe of funding and interest at the cut, and why one of them cannot be judged. */
export function synthetixV3Positions(
  rows: readonly SeriesRow[],
  exchange: Exchange,
): { positions: ReadonlyMap<UnitId, readonly PositionLine[]>; reasons: readonly Reason[] } {
  const entries = new Map(
    rows.flatMap(({ key, values: [price] }) =>
      key.kind === 'parameter' && price !== undefined
        ? [[`${key.account}|${key.subject}`, price] as const]
        : [],
    ),
  )
  const positions = new Map<UnitId, PositionLine[]>()
  const reasons: Reason[] = []
  for (const { key, values, blockNumber } of rows) {
    const [sizeE18 = 0n, entryValueE18 = 0n] = values
    const { kind, unit, subject: market, chainId } = key
    if (kind !== 'position' || unit === undefined || sizeE18 === 0n) continue
    const owed = owedBy({ market, sizeE18, blockNumber }, exchange)
    if (typeof owed !== 'bigint') reasons.push(owed)
    const line = {
      ...{ chainId, marketId: market, sizeE18, entryValueE18 },
      entryPriceE18: entries.get(`${key.account}|${subjects.entry(market)}`),
      fundingOwedE18: typeof owed === 'bigint' ? owed : 0n,
    }
    positions.set(unit, [...(positions.get(unit) ?? []), line])
  }
  return { positions, reasons }
}

/** Interest less funding since the block of its last change, each step rounded as the contract does. */
function owedBy(
  { market, sizeE18, blockNumber }: { market: string; sizeE18: bigint; blockNumber: bigint },
  { cut, system, prices, indexesAt }: Exchange,
): bigint | Reason {
  if (!system.markets.has(market)) {
    const text = `The exchange has not said yet by which rules it judges market ${market}.`
    return { code: 'PRICE_MISSING', text }
  }
  const price = prices.get(market)
  // Without a price the position has no value either, and the engine says so.
  if (price === undefined || !('priceE18' in price)) return 0n
  const [now, then] = [cut.indexes, indexesAt(blockNumber)]
  const id = BigInt(market)
  const subject = subjects.fundingIndex(id)
  const [last, entered] = [now, then].map((at) => toAccruedIndex(at.get(subject) ?? []))
  if (last === undefined || entered === undefined) {
    const text = `The funding of market ${market} at block ${blockNumber}, where a position stands from, is not recorded.`
    return { code: 'NO_OPENING_BALANCE', text }
  }
  const at = { time: cut.asOf, price: price.priceE18 }
  const funding = (sizeE18 * (indexAt('fundingPerDay', last, at) - entered.index)) / E18
  const locked = firstOf(cut.parameters, subjects.lockedOi(id))
  const notional = (absBigInt(sizeE18) * price.priceE18) / E18
  const interest = (((notional * locked) / E18) * interestSince(now, then, at)) / E18
  return interest - funding
}

/** Per dollar of locked open interest; 0 before the exchange charged any. */
function interestSince(
  now: ReadonlyMap<string, readonly bigint[]>,
  then: ReadonlyMap<string, readonly bigint[]>,
  at: { time: bigint; price: bigint },
): bigint {
  const last = toAccruedIndex(now.get(subjects.interestIndex) ?? [])
  if (last === undefined) return 0n
  const entered = toAccruedIndex(then.get(subjects.interestIndex) ?? [])
  return indexAt('interestPerYear', last, at) - (entered?.index ?? 0n)
}
