import {
  collateral,
  evaluateMargin,
  sumParts,
  synthetixV3,
  synthetixV3FillPrice,
} from '../../../../src/index.ts'
import { type Adapter, e18, fields, list, named, scaled } from '../decimal.ts'

const account: Adapter = (input) => {
  const items = list(input.positions).map((item, index) => ({
    id: `market${index}`,
    item: fields(item),
  }))
  const markets = items.map(
    ({ id, item }) =>
      [
        id,
        {
          skewScale: e18(item.skewScale),
          initialMarginRatio: e18(item.initialMarginRatio),
          minimumInitialMarginRatio: e18(item.minimumInitialMarginRatio),
          maintenanceMarginScalar: e18(item.maintenanceMarginScalar),
          minimumPositionMargin: e18(item.minimumPositionMargin),
          flagRewardRatio: e18(item.flagRewardRatio),
        },
      ] as const,
  )
  const positions = items.map(({ id, item }) => ({
    market: id,
    size: e18(item.size),
    entry: {
      type: 'price',
      price: synthetixV3FillPrice({
        skew: 0n,
        skewScale: e18(item.skewScale),
        size: e18(item.size),
        price: e18(item.price),
      }),
    } as const,
  }))
  const margin = evaluateMargin(
    synthetixV3({ collaterals: {}, markets: Object.fromEntries(markets) }),
    {
      id: 'unit',
      mode: 'cross',
      balances: [collateral('snxUSD', e18(input.collateralUsd))],
      positions,
    },
    { states: named(items.map(({ id, item }) => [id, { mid: e18(item.price) }] as const)) },
  )
  const exReward = sumParts(margin.parts, 'position')
  return {
    availableMargin: scaled(margin.initial.available, 18),
    initialMarginExReward: scaled(exReward.initial.requirement, 18),
    maintenanceMarginExReward: scaled(exReward.maintenance.requirement, 18),
    flagReward: scaled(sumParts(margin.parts, 'account').initial.requirement, 18),
    withdrawableMargin: scaled(margin.free, 18),
  }
}

const discounted: Adapter = (input) => {
  const margin = evaluateMargin(
    synthetixV3({
      collaterals: {
        token: {
          skewScale: e18(input.skewScale),
          discountScalar: e18(input.discountScalar),
          lowerLimitDiscount: e18(input.lowerLimitDiscount),
          upperLimitDiscount: e18(input.upperLimitDiscount),
        },
      },
      markets: {},
    }),
    {
      id: 'unit',
      mode: 'cross',
      balances: [collateral('token', e18(input.amount))],
      positions: [],
    },
    { states: named([['token', { mid: e18(input.price) }]]) },
  )
  return { value: scaled(margin.maintenance.available, 18) }
}

export const synthetix = {
  'snx.account': account,
  'snx.collateral': discounted,
} satisfies Record<string, Adapter>
