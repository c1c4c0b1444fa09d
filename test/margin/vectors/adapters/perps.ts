import {
  collateral,
  evaluateCurve,
  evaluateMargin,
  gmxV2,
  gmxV2Unit,
  hyperliquid,
  liquidationPrice,
  orderly,
  orderlyIsolatedMargin,
  orderlyMaintenanceRate,
  orderlyWithdrawable,
  perpV2,
  perpV2FreeCollateralByToken,
  perpV2MaxRepaidSettlement,
} from '../../../../src/index.ts'
import {
  type Adapter,
  e18,
  type Fields,
  fields,
  flag,
  integer,
  type Json,
  list,
  named,
  scaled,
  text,
  units,
} from '../decimal.ts'

const ONE = 1_000_000_000_000_000_000n

const e6 = (value: Json | undefined) => units(value, 6)

/** Whole tokens of no decimals, priced in USD 1e30: sizes and prices of the file are whole tokens and dollars. */
const gmx: Adapter = (input) => {
  const e30 = (value: Json | undefined) => units(value, 30)
  const factor = e30(input.minCollateralFactorForLiquidation)
  const token = text(input.collateralToken)
  const unit = gmxV2Unit({
    id: 'unit',
    market: 'market',
    collateralToken: token,
    collateralAmount: integer(input.collateralAmount),
    isLong: flag(input.isLong),
    sizeInUsd: e30(input.sizeInUsd),
    sizeInTokens: integer(input.sizeInTokens),
  })
  const margin = evaluateMargin(
    gmxV2({
      markets: {
        market: { minCollateralFactor: factor, minCollateralFactorForLiquidation: factor },
      },
      collateralTokens: [token],
      minCollateralUsd: e30(input.minCollateralUsd),
    }),
    unit,
    {
      states: named([
        [token, { mid: e30(input.collateralPrice) }],
        ['market', { mid: e30(input.indexPrice) }],
      ]),
    },
  )
  return { liquidatable: margin.isLiquidatable, reason: margin.liquidationReasons[0] }
}

const hlRate: Adapter = (input) => {
  const maxLeverage = integer(input.maxLeverage)
  const margin = evaluateMargin(
    hyperliquid({ markets: { perp: { scale: ONE, tiers: [{ from: 0n, maxLeverage }] } } }),
    {
      id: 'unit',
      mode: 'cross',
      balances: [],
      positions: [
        {
          market: 'perp',
          size: ONE,
          entry: { type: 'profit', profit: 0n },
          leverage: maxLeverage,
        },
      ],
    },
    { states: named([['perp', { mid: ONE }]]) },
  )
  return { rate: scaled(margin.maintenance.requirement, 18) }
}

const hlBorrowable: Adapter = (input) => {
  const spot = { token: { scale: ONE, ltv: e18(input.ltv) } }
  const margin = evaluateMargin(
    hyperliquid({ markets: {}, spot }),
    {
      id: 'unit',
      mode: 'cross',
      balances: [collateral('token', e18(input.amount))],
      positions: [],
    },
    { states: named([['token', { mid: e18(input.price) }]]) },
  )
  return { borrowable: scaled(margin.free, 18) }
}

const orderlyMarket = (input: Fields) => ({
  baseMmr: e18(input.baseMMR),
  baseImr: e18(input.baseIMR),
  imrFactor: e18(input.IMRFactor),
})

/** Other positions keep their rate: a market whose rates do not grow. */
const orderlyLiqPrice: Adapter = (input) => {
  const others = list(input.others).map((item, index) => ({
    id: `other${index}`,
    item: fields(item),
  }))
  const fixed = others.map(({ id, item }) => {
    const rate = e18(item.mmr)
    return [id, { baseMmr: rate, baseImr: rate, imrFactor: 0n }] as const
  })
  const opened = (market: string, quantity: Json | undefined, mark: Json | undefined) => ({
    market,
    size: e18(quantity),
    entry: { type: 'price', price: e18(mark) } as const,
  })
  const price = liquidationPrice(
    orderly({
      collaterals: {},
      markets: { ...Object.fromEntries(fixed), perp: orderlyMarket(input) },
    }),
    {
      id: 'unit',
      mode: 'cross',
      balances: [collateral('usdc', e18(input.totalCollateral))],
      positions: [
        opened('perp', input.positionQty, input.markPrice),
        ...others.map(({ id, item }) => opened(id, item.qty, item.mark)),
      ],
    },
    {
      states: named([
        ['perp', { mid: e18(input.markPrice) }],
        ...others.map(({ id, item }) => [id, { mid: e18(item.mark) }] as const),
      ]),
    },
    'perp',
  )
  return { liqPrice: scaled(price ?? 0n, 18) }
}

const orderlyMmr: Adapter = (input) => {
  const power = { exponent: units(input.power ?? '0.8', 1), root: 10n }
  const curve = orderlyMaintenanceRate({ ...orderlyMarket(input), power })
  return { mmr: scaled(evaluateCurve(curve, { value: e18(input.positionNotional) }), 18) }
}

const orderlyIsolated: Adapter = (input) => {
  const quantity = e18(input.orderQty)
  const price = e18(input.refPrice)
  const baseMmr = e18(input.baseMMR)
  const margin = orderlyIsolatedMargin({
    quantity,
    price,
    leverage: integer(input.leverage),
    takerFeeBuffer: e18(input.isoTakerFeeBuffer),
  })
  const found = liquidationPrice(
    orderly({
      collaterals: {},
      markets: {
        perp: {
          baseMmr,
          baseImr: e18(input.baseIMR ?? input.baseMMR),
          imrFactor: e18(input.IMRFactor ?? 0),
        },
      },
    }),
    {
      id: 'unit',
      mode: 'isolated',
      balances: [collateral('usdc', margin)],
      positions: [{ market: 'perp', size: quantity, entry: { type: 'price', price } }],
    },
    { states: named([['perp', { mid: price }]]) },
    'perp',
  )
  return { liqPrice: scaled(found ?? 0n, 18) }
}

/** A position whose initial rate is 1, so that its notional is the initial margin of the file. */
const orderlyFree: Adapter = (input) => {
  const all = { baseMmr: ONE, baseImr: ONE, imrFactor: 0n }
  const margin = evaluateMargin(
    orderly({ collaterals: {}, markets: { perp: all } }),
    {
      id: 'unit',
      mode: 'cross',
      balances: [collateral('usdc', e18(input.totalBalance))],
      positions: [
        {
          market: 'perp',
          size: e18(input.initialMargin),
          entry: { type: 'profit', profit: e18(input.unsettledPnl) },
        },
      ],
    },
    { states: named([['perp', { mid: ONE }]]) },
  )
  return {
    freeCollateral: scaled(margin.free, 18),
    withdrawable: scaled(orderlyWithdrawable(margin), 18),
  }
}

const perpAccount = (
  input: Fields,
  tokens: readonly Json[],
  settlement: Json | undefined,
  cost: Json | undefined,
) => {
  const items = tokens.map((item, index) => ({ id: `token${index}`, item: fields(item) }))
  const collaterals = items.map(
    ({ id, item }) => [id, { scale: ONE, collateralRatio: e6(item.ratio) }] as const,
  )
  return evaluateMargin(
    perpV2({
      collaterals: Object.fromEntries(collaterals),
      markets: ['perp'],
      imRatio: e6(input.imRatio),
      mmRatio: 0n,
    }),
    {
      id: 'unit',
      mode: 'cross',
      balances: [
        collateral('usdc', e18(settlement)),
        ...items.map(({ id, item }) => collateral(id, e18(item.amount))),
      ],
      positions: [
        {
          market: 'perp',
          size: ONE,
          entry: { type: 'profit', profit: e18(input.unrealizedPnl), cost: e18(cost) },
        },
      ],
    },
    {
      states: named([
        ['perp', { mid: ONE }],
        ...items.map(({ id, item }) => [id, { mid: e18(item.price) }] as const),
      ]),
    },
  )
}

const perpFreeToken: Adapter = (input) => {
  const margin = perpAccount(input, list(input.collaterals), input.settlement, input.openNotional)
  const token = fields(input.token)
  const free = perpV2FreeCollateralByToken({
    free: margin.free,
    price: e18(token.price),
    collateralRatio: e6(token.ratio),
    balance: e18(token.balance),
    scale: ONE,
  })
  return { freeToken: scaled(free, 18) }
}

const perpFree: Adapter = (input) => ({
  freeCollateral: scaled(perpAccount(input, [], input.collateral, input.debtValue).free, 18),
})

const perpMaxRepay: Adapter = (input) => ({
  maxRepaid: scaled(
    perpV2MaxRepaidSettlement({
      settlementDebt: e18(input.debt),
      marginRequirement: 0n,
      dust: e18(input.dust),
      liquidationRatio: e6(input.liquidationRatio),
      insuranceFundFeeRatio: e6(input.insuranceFee),
      collateral: {
        balance: e18(input.collateral),
        price: e18(input.price),
        scale: ONE,
        discountRatio: e6(input.discount),
      },
    }),
    18,
  ),
})

export const perps = {
  'gmx.liq': gmx,
  'hl.mmr': hlRate,
  'hl.borrowable': hlBorrowable,
  'orderly.liqPrice': orderlyLiqPrice,
  'orderly.mmr': orderlyMmr,
  'orderly.isoLiq': orderlyIsolated,
  'orderly.free': orderlyFree,
  'perp2.freeToken': perpFreeToken,
  'perp2.free': perpFree,
  'perp2.maxRepay': perpMaxRepay,
} satisfies Record<string, Adapter>
