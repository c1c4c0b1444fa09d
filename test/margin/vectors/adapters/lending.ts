import {
  collateral,
  compoundV3,
  compoundV3QuoteCollateral,
  compoundV3Rate,
  eulerV2,
  eulerV2MaxLiquidation,
  evaluateCurve,
  evaluateMargin,
  liability,
  morphoBlue,
  morphoBlueIncentive,
} from '../../../../src/index.ts'
import {
  type Adapter,
  e18,
  type Fields,
  fields,
  integer,
  type Json,
  list,
  named,
  scaled,
  units,
} from '../decimal.ts'

const ONE = 1_000_000_000_000_000_000n

const tokens = (value: Json | undefined) =>
  list(value).map((item, index) => ({ id: `token${index}`, item: fields(item) }))

const comet = (input: Fields) => {
  const items = tokens(input.collateral)
  const assets = items.map(
    ({ id, item }) =>
      [
        id,
        {
          scale: integer(item.scale),
          borrowCollateralFactor: integer(item.factor),
          liquidateCollateralFactor: integer(item.factor),
        },
      ] as const,
  )
  const index = integer(input.baseIndex)
  const base = { mid: integer(input.basePrice), supplyIndex: index, debtIndex: index }
  return evaluateMargin(
    compoundV3({
      base: { asset: 'base', scale: integer(input.baseScale) },
      collaterals: Object.fromEntries(assets),
    }),
    {
      id: 'unit',
      mode: 'cross',
      balances: [
        { asset: 'base', quantity: integer(input.principal) },
        ...items.map(({ id, item }) => collateral(id, integer(item.balance))),
      ],
      positions: [],
    },
    {
      states: named([
        ['base', base],
        ...items.map(({ id, item }) => [id, { mid: integer(item.price) }] as const),
      ]),
    },
  )
}

const quote: Adapter = (input) => ({
  collateral: scaled(
    compoundV3QuoteCollateral({
      baseAmount: integer(input.baseAmount),
      basePrice: integer(input.basePrice),
      baseScale: integer(input.baseScale),
      assetPrice: integer(input.assetPrice),
      assetScale: integer(input.assetScale),
      storeFrontPriceFactor: integer(input.storeFrontPriceFactor),
      liquidationFactor: integer(input.liquidationFactor),
    }),
    0,
  ),
})

const rate = (curve: Fields) =>
  compoundV3Rate({
    base: e18(curve.base),
    slopeLow: e18(curve.slopeLow),
    slopeHigh: e18(curve.slopeHigh),
    kink: e18(curve.kink),
  })

const rates: Adapter = (input) => {
  const at = { utilization: e18(input.utilization) }
  return {
    supplyApr: scaled(evaluateCurve(rate(fields(input.supply)), at), 18),
    borrowApr: scaled(evaluateCurve(rate(fields(input.borrow)), at), 18),
  }
}

/** In an empty market a million shares are one asset, so debt in assets is shares with six decimals more. */
const healthy: Adapter = (input) => {
  const margin = evaluateMargin(
    morphoBlue({ collateral: 'token', loan: 'loan', lltv: e18(input.lltv) }),
    {
      id: 'unit',
      mode: 'isolated',
      balances: [
        collateral('token', e18(input.collateralValue)),
        liability('loan', units(input.debt, 24)),
      ],
      positions: [],
    },
    {
      states: named([
        ['token', { mid: 1_000_000_000_000_000_000_000_000_000_000_000_000n }],
        ['loan', { mid: undefined, totalAssets: 0n, totalShares: 0n }],
      ]),
    },
  )
  return { healthy: margin.maintenance.isMet }
}

const eulerUnit = (balances: readonly { asset: string; quantity: bigint }[]) =>
  ({ id: 'unit', mode: 'cross', balances, positions: [] }) as const

const eulerLiquidity: Adapter = (input) => {
  const items = tokens(input.collateral)
  const collaterals = items.map(({ id, item }) => {
    const ltv = units(item.ltv, 4)
    return [id, { scale: ONE, borrowLtv: ltv, liquidationLtv: ltv }] as const
  })
  const margin = evaluateMargin(
    eulerV2({
      collaterals: Object.fromEntries(collaterals),
      debt: { asset: 'debt', scale: ONE },
    }),
    eulerUnit([
      ...items.map(({ id, item }) => collateral(id, e18(item.balance))),
      liability('debt', e18(input.debt)),
    ]),
    {
      states: named([
        ['debt', { mid: e18(input.debtPrice) }],
        ...items.map(({ id, item }) => [id, { mid: e18(item.price) }] as const),
      ]),
    },
  )
  return {
    collateralValue: scaled(margin.initial.available, 18),
    liabilityValue: scaled(margin.initial.owed, 18),
    healthy: margin.initial.isMet,
  }
}

const eulerLiquidation: Adapter = (input) => {
  const ltv = units(input.liquidationLtv, 4)
  const balance = e18(input.collateralBalance)
  const debt = e18(input.debt)
  const margin = evaluateMargin(
    eulerV2({
      collaterals: { token: { scale: ONE, borrowLtv: ltv, liquidationLtv: ltv } },
      debt: { asset: 'debt', scale: ONE },
    }),
    eulerUnit([collateral('token', balance), liability('debt', debt)]),
    {
      states: named([
        ['token', { mid: e18(input.collateralPrice) }],
        ['debt', { mid: e18(input.debtPrice) }],
      ]),
    },
  )
  const most = eulerV2MaxLiquidation(margin, {
    collateral: { asset: 'token', balance },
    debt,
    maxLiquidationDiscount: e18(input.maxLiquidationDiscount),
  })
  return { maxRepay: scaled(most.repay, 18), yield: scaled(most.yield, 18) }
}

export const lending = {
  'comet.liq': (input) => ({ isLiquidatable: comet(input).isLiquidatable }),
  'comet.borrowOk': (input) => ({ isBorrowCollateralized: comet(input).initial.isMet }),
  'comet.quote': quote,
  'comet.rates': rates,
  'morpho.lif': (input) => ({
    lif: scaled(evaluateCurve(morphoBlueIncentive(e18(input.lltv)), {}), 18),
  }),
  'morpho.healthy': healthy,
  'euler.liq': eulerLiquidity,
  'euler.maxLiq': eulerLiquidation,
} satisfies Record<string, Adapter>
