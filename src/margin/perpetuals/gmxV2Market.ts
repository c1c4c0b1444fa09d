import type { GmxV2Exchange, GmxV2MarketConfig } from '../../config/GmxV2Exchange.ts'
import type { Address, UnitId } from '../../facts/primitives.ts'
import type { SeriesRow } from '../../facts/Series.ts'
import { gmxV2Keys } from '../../protocols/perpetuals/gmxV2/gmxV2Keys.ts'
import {
  gmxV2Unit,
  gmxV2Subjects as subjects,
} from '../../protocols/perpetuals/gmxV2/gmxV2Subjects.ts'
import { BPS } from '../../utils/fixedPoint.ts'
import type { AccountUnit, LendingMarket } from '../lending/LendingMarket.ts'
import { firstOf } from '../lending/PoolParameters.ts'
import type { PositionLine } from '../MarginInput.ts'
import type { Reason } from '../MarginStatus.ts'
import {
  type GmxV2Position,
  gmxV2Charges,
  gmxV2ProfitCap,
  toGmxV2Position,
} from './gmxV2Position.ts'
import { gmxV2Prices, gmxV2Tokens } from './gmxV2Prices.ts'
import { gmxV2System } from './gmxV2System.ts'
import type { PerpetualCut } from './PerpetualCut.ts'

/** Puts GMX v2 together from what it said until a cut. */
export function toGmxV2Market(cut: PerpetualCut<GmxV2Exchange>): LendingMarket {
  const { exchange } = cut
  const { chainId, pool } = exchange
  const system = gmxV2System(cut)
  const booked = new Map(
    gmxV2Tokens(exchange).map(({ token, asset: assetId, decimals }) => [
      token,
      { assetId, decimals },
    ]),
  )
  const marketOf = new Map(exchange.markets.map((each) => [each.market, each]))
  return {
    chainId,
    market: gmxV2Prices(cut),
    reasons: [],
    balanceOf: (contract, token) => (contract === pool ? booked.get(token) : undefined),
    accountOf(rows) {
      const own = [...rows].filter(({ key }) => key.contract === pool)
      const positions = own.flatMap(toPosition)
      return {
        system,
        isPledged: () => true,
        units: unitsOf(own, positions, { cut, marketOf }),
        reasons: positions.flatMap((position) =>
          reasonsOf(position, cut, marketOf.get(position.market)),
        ),
        notes: positions.flatMap((position) => impactNotes(position, cut)),
      }
    },
  }
}

function toPosition({ key: { kind, subject }, values }: SeriesRow): readonly GmxV2Position[] {
  const prefix = subjects.position('0x')
  if (kind !== 'parameter' || !subject.startsWith(prefix)) return []
  const position = toGmxV2Position(`0x${subject.slice(prefix.length)}`, values)
  return position === undefined ? [] : [position]
}

function unitsOf(
  rows: readonly SeriesRow[],
  positions: readonly GmxV2Position[],
  {
    cut,
    marketOf,
  }: {
    cut: PerpetualCut<GmxV2Exchange>
    marketOf: ReadonlyMap<Address, GmxV2MarketConfig>
  },
): ReadonlyMap<UnitId, AccountUnit> {
  const byUnit = new Map(positions.map((position) => [gmxV2Unit(position.key), position]))
  const units = new Map<UnitId, AccountUnit>()
  for (const { key, values } of rows) {
    const position = key.unit === undefined ? undefined : byUnit.get(key.unit)
    if (key.kind !== 'position' || key.unit === undefined || position === undefined) continue
    const market = marketOf.get(position.market)
    const [sizeE18 = 0n, entryValueE18 = 0n] = values
    const line: PositionLine = {
      ...{ chainId: key.chainId, marketId: key.subject, sizeE18, entryValueE18 },
      fundingOwedE18: 0n,
      profitCap: market && gmxV2ProfitCap(position, market, cut.parameters),
    }
    const facts = market && { ...gmxV2Charges(position, market, cut.parameters) }
    units.set(key.unit, { positions: [line], isLiquidating: false, facts })
  }
  return units
}

function reasonsOf(
  { market, collateralToken, key }: GmxV2Position,
  { exchange, parameters }: PerpetualCut<GmxV2Exchange>,
  known: GmxV2MarketConfig | undefined,
): readonly Reason[] {
  const code = 'PRICE_MISSING'
  if (known === undefined) {
    const text = `Market ${market} of position ${key} is not named in the config, so that nothing values it.`
    return [{ code, text }]
  }
  const isRead = [
    gmxV2Keys.minCollateralUsd,
    gmxV2Keys.minCollateralFactorForLiquidation(market),
  ].every((name) => parameters.has(subjects.uint(name)))
  const isPriced = gmxV2Tokens(exchange).some(({ token }) => token === collateralToken)
  return [
    ...(isRead
      ? []
      : [
          {
            code,
            text: `By which fractions market ${market} is judged was not read yet.`,
          } as const,
        ]),
    ...(isPriced
      ? []
      : [
          {
            code,
            text: `Collateral ${collateralToken} of position ${key} is no token of a market that the config names.`,
          } as const,
        ]),
  ]
}

/** What closing would move the price by depends on inventories that no event says; the contract cuts it off somewhere. */
function impactNotes(
  { market, key }: GmxV2Position,
  { parameters }: PerpetualCut<GmxV2Exchange>,
): readonly Reason[] {
  const name = gmxV2Keys.maxPositionImpactFactorForLiquidations(market)
  const bps = (firstOf(parameters, subjects.uint(name)) * BPS) / 10n ** 30n
  const text = `What closing position ${key} would move its price by is not known: it may take up to ${bps} basis points of its size.`
  return bps === 0n ? [] : [{ code: 'BOUNDS_PARTIAL', text }]
}
