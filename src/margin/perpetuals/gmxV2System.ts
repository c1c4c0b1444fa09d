import type { GmxV2Exchange } from '../../config/GmxV2Exchange.ts'
import { gmxV2Keys } from '../../protocols/perpetuals/gmxV2/gmxV2Keys.ts'
import { gmxV2Subjects as subjects } from '../../protocols/perpetuals/gmxV2/gmxV2Subjects.ts'
import { BPS } from '../../utils/fixedPoint.ts'
import type { Part } from '../engine/Margin.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { firstOf } from '../lending/PoolParameters.ts'
import type { VenueFigure } from '../MarginStatus.ts'
import type { CrossChainSystem } from '../presets/crossChain.ts'
import { type GmxV2Market, gmxV2 } from '../presets/gmxV2.ts'
import { gmxV2Tokens } from './gmxV2Prices.ts'
import type { PerpetualCut } from './PerpetualCut.ts'

const E30 = 10n ** 30n

/** From dollars 1e30 to dollars 1e18. */
const DOLLARS = 10n ** 12n

/** The rules of the exchange in 1e18 USD, with the contract's own figures beside them. */
export function gmxV2System(cut: PerpetualCut<GmxV2Exchange>): CrossChainSystem {
  const { exchange, parameters, warningBps } = cut
  const tokens = gmxV2Tokens(exchange)
  const decimals = new Map(tokens.map(({ asset, decimals: places }) => [asset, places]))
  const listed = exchange.markets.map(({ market, index }) => {
    const rules: GmxV2Market = { ...rulesOf(market, cut), pricedBy: index.asset }
    return { market, index, rules }
  })
  const system = gmxV2({
    markets: Object.fromEntries(listed.map(({ market, rules }) => [market, rules])),
    collateralTokens: [...decimals.keys()],
    minCollateralUsd: firstOf(parameters, subjects.uint(gmxV2Keys.minCollateralUsd)) / DOLLARS,
    decimals,
  })
  const whole = { initialBps: BPS, maintenanceBps: BPS }
  const markets = listed.map(({ market, index, rules }) => {
    const { minCollateralFactor: opens, minCollateralFactorForLiquidation: keeps } = rules
    const required = { initialBps: toBps(opens), maintenanceBps: toBps(keeps) }
    return [market, { asset: index.asset, ...required }] as const
  })
  return {
    ...system,
    warningBps,
    risk: {
      ...{ boundary: '<', warningBps },
      collateral: new Map([...decimals.keys()].map((asset) => [asset, whole])),
      markets: new Map<string, (typeof markets)[number][1]>(markets),
    },
    decimals,
    figuresOf: toFigures,
  }
}

function rulesOf(
  market: `0x${string}`,
  { parameters }: PerpetualCut<GmxV2Exchange>,
): Omit<GmxV2Market, 'pricedBy'> {
  const factorAt = (key: `0x${string}`) => firstOf(parameters, subjects.uint(key))
  return {
    minCollateralFactor: factorAt(gmxV2Keys.minCollateralFactor(market)),
    minCollateralFactorForLiquidation: factorAt(
      gmxV2Keys.minCollateralFactorForLiquidation(market),
    ),
    maxPositionImpactFactorForLiquidations: factorAt(
      gmxV2Keys.maxPositionImpactFactorForLiquidations(market),
    ),
  }
}

function toBps(factor: bigint): bigint {
  return mulDiv(factor, BPS, E30, 'floor')
}

const PLACES = 18

/** What the exchange holds against each other when it asks whether to liquidate, in its own names. */
function toFigures(parts: readonly Part[]): readonly VenueFigure[] {
  const sum = (figure: (part: Part) => bigint) =>
    parts.reduce((total, part) => total + figure(part), 0n)
  const remaining = sum(({ maintenance }) => maintenance.available)
  const least = sum(({ maintenance }) => maintenance.requirement)
  return [
    { name: 'remainingCollateralUsd', value: remaining, decimals: PLACES },
    { name: 'minCollateralUsdForLeverage', value: least, decimals: PLACES },
  ]
}
