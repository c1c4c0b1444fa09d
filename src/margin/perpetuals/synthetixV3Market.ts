import type { SynthetixV3Perps } from '../../config/SynthetixV3Perps.ts'
import type { UnitId } from '../../facts/primitives.ts'
import type { SeriesRow } from '../../facts/Series.ts'
import { synthetixV3Subjects as subjects } from '../../protocols/perpetuals/synthetixV3/synthetixV3Subjects.ts'
import { E18 } from '../../utils/fixedPoint.ts'
import type { AccountUnit, LendingBalance, LendingMarket } from '../lending/LendingMarket.ts'
import { poolPrice } from '../lending/poolPrice.ts'
import type { Price } from '../MarginInput.ts'
import type { Reason } from '../MarginStatus.ts'
import { toPricedMarket } from '../PricedMarket.ts'
import type { PerpetualCut } from './PerpetualCut.ts'
import { synthetixV3Positions } from './synthetixV3Positions.ts'
import { synthetixV3System } from './synthetixV3System.ts'

/** Decimals of amounts, prices and dollars. */
const PLACES = 18

/** Puts a perps market together from its parameters at a cut. Positions stand at the exchange's own prices. */
export function toSynthetixV3Market(cut: PerpetualCut<SynthetixV3Perps>): LendingMarket {
  const { exchange, asOf } = cut
  const { usd, collaterals, chainId, pool } = exchange
  const system = synthetixV3System(cut)
  const prices = new Map<string, Price>([
    [usd.asset, dollar(asOf)],
    ...collaterals.map(({ id, asset }) => pair(asset, priceOf(cut, subjects.synthPrice(id)))),
    ...[...system.markets.keys()].map((market) =>
      pair(market, priceOf(cut, subjects.price(BigInt(market)))),
    ),
  ])
  const booked = new Map([usd, ...collaterals].map((each) => [each.token, toBalance(each.asset)]))
  return {
    chainId,
    market: toPricedMarket({ prices }),
    reasons: [],
    balanceOf: (contract, token) => (contract === pool ? booked.get(token) : undefined),
    accruesAt: pool,
    accountOf(rows, indexesAt) {
      const own = [...rows].filter(({ key }) => key.contract === pool)
      const { positions, reasons } = synthetixV3Positions(own, { cut, system, prices, indexesAt })
      return {
        system,
        isPledged: () => true,
        units: unitsOf(own, positions),
        reasons: [...reasons, ...collateralReasons(own, cut, system.assets)],
      }
    },
  }
}

function pair(id: string, price: Price): [string, Price] {
  return [id, price]
}

/** The exchange takes its own dollars at par, and asks nobody. */
function dollar(asOf: bigint): Price {
  const source = 'par'
  const price = { priceE18: E18, lowE18: E18, highE18: E18, updatedAt: asOf, ageSeconds: 0n }
  return { state: 'fresh', ...price, source }
}

function priceOf(
  { venue, exchange, parameters, asOf }: PerpetualCut<SynthetixV3Perps>,
  subject: string,
): Price {
  const read = parameters.get(subject)
  return poolPrice({ venue, pool: exchange, oracle: exchange.pool, decimals: PLACES, read, asOf })
}

function toBalance(assetId: string): LendingBalance {
  return { assetId, decimals: PLACES }
}

function unitsOf(
  rows: readonly SeriesRow[],
  positions: ReadonlyMap<UnitId, AccountUnit['positions']>,
): ReadonlyMap<UnitId, AccountUnit> {
  const liquidating = new Set(
    rows.flatMap(({ key, values }) =>
      key.kind === 'liquidation' && values[0] === 1n ? [key.unit] : [],
    ),
  )
  const names = rows.flatMap(({ key: { unit } }) => (unit === undefined ? [] : [unit]))
  return new Map(
    names.map((unit) => [
      unit,
      { positions: positions.get(unit) ?? [], isLiquidating: liquidating.has(unit) },
    ]),
  )
}

function collateralReasons(
  rows: readonly SeriesRow[],
  { exchange, parameters }: PerpetualCut<SynthetixV3Perps>,
  listed: ReadonlyMap<string, unknown>,
): readonly Reason[] {
  const { usd, collaterals } = exchange
  return rows.flatMap(({ key: { kind, subject }, values }): Reason[] => {
    if (kind !== 'holding' || (values[0] ?? 0n) === 0n || subject === usd.token) return []
    const known = collaterals.find(({ token }) => token === subject)
    const unread =
      known !== undefined && !parameters.has(subjects.synthSkewScale(known.id))
        ? `How deep the spot market of ${known.asset} is was not read yet, so that nobody knows its discount.`
        : undefined
    const text =
      known === undefined
        ? `Collateral ${BigInt(subject)} is given and the config does not name it, so that nothing values it.`
        : (unread ??
          (listed.has(known.asset)
            ? undefined
            : `The exchange has not said yet how it takes ${known.asset} as collateral.`))
    return text === undefined ? [] : [{ code: 'PRICE_MISSING', text }]
  })
}
