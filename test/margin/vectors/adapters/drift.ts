import {
  collateral,
  drift,
  driftAssetWeight,
  driftInitialAssetWeight,
  driftLiabilityWeight,
  evaluateCurve,
  evaluateMargin,
  liability,
} from '../../../../src/index.ts'
import {
  type Adapter,
  type Fields,
  fields,
  integer,
  type Json,
  list,
  named,
  pick,
  scaled,
  units,
  whole,
} from '../decimal.ts'

const e6 = (value: Json | undefined) => units(value, 6)

const weight = (value: Json | undefined) => units(value, 4)

/** A whole number of decimals as the integer 10 ^ decimals. */
const precision = (value: Json | undefined) => units(1, whole(value))

const even = 10_000n

const market = {
  decimals: 6,
  initialAssetWeight: even,
  maintenanceAssetWeight: even,
  initialLiabilityWeight: even,
  maintenanceLiabilityWeight: even,
  imfFactor: 0n,
  scaleStart: 0n,
}

const strictState = (item: Fields) => ({ mid: e6(item.spot), average: e6(item.twap5m) })

const unitOf = (balances: readonly { asset: string; quantity: bigint }[]) =>
  ({ id: 'unit', mode: 'cross', balances, positions: [] }) as const

const assetWeight: Adapter = (input) => {
  const curve = driftAssetWeight({
    weight: integer(input.assetWeight),
    imfFactor: integer(input.imfFactor),
    precision: precision(input.decimals),
  })
  return { weight: scaled(evaluateCurve(curve, { amount: integer(input.size) }), 0) }
}

const liabilityWeight: Adapter = (input) => {
  const curve = driftLiabilityWeight({
    weight: integer(input.liabilityWeight),
    imfFactor: integer(input.imfFactor),
    precision: precision(input.decimals),
  })
  return { weight: scaled(evaluateCurve(curve, { amount: integer(input.size) }), 0) }
}

const scaledWeight: Adapter = (input) => {
  const curve = driftInitialAssetWeight({
    weight: integer(input.initialAssetWeight),
    imfFactor: 0n,
    precision: precision(6),
    scaleStart: e6(input.scaleStartUsd),
  })
  const at = { totalDeposits: e6(input.depositTokens), mid: e6(input.price), amount: 0n }
  return { weight: scaled(evaluateCurve(curve, at), 0) }
}

const strict: Adapter = (input) => {
  const quantity = integer(input.amount)
  const holders = { asset: collateral('token', quantity), liability: liability('token', quantity) }
  const even = weight(input.weight)
  const spot = {
    ...market,
    initialAssetWeight: even,
    maintenanceAssetWeight: even,
    initialLiabilityWeight: even,
    maintenanceLiabilityWeight: even,
  }
  const margin = evaluateMargin(
    drift({ spot: { token: spot }, perps: {}, quoteAsset: 'token' }),
    unitOf([pick(holders, input.side)]),
    { states: named([['token', strictState(input)]]) },
  )
  const { available, owed } = margin.initial
  return { value: scaled(pick({ asset: available, liability: owed }, input.side), 0) }
}

const pair: Adapter = (input) => {
  const assets = list(input.assets).map((item, index) => ({
    id: `asset${index}`,
    item: fields(item),
  }))
  const liabilities = list(input.liabilities).map((item, index) => ({
    id: `debt${index}`,
    item: fields(item),
  }))
  const spot = [
    ...assets.map(({ id, item }) => {
      const held = weight(item.weight)
      return [id, { ...market, initialAssetWeight: held, maintenanceAssetWeight: held }] as const
    }),
    ...liabilities.map(({ id, item }) => {
      const owed = weight(item.weight)
      const weights = { initialLiabilityWeight: owed, maintenanceLiabilityWeight: owed }
      return [id, { ...market, ...weights }] as const
    }),
  ]
  const margin = evaluateMargin(
    drift({ spot: Object.fromEntries(spot), perps: {}, quoteAsset: 'asset0', strict: 'both' }),
    unitOf([
      ...assets.map(({ id, item }) => collateral(id, e6(item.amount))),
      ...liabilities.map(({ id, item }) => liability(id, e6(item.amount))),
    ]),
    { states: named([...assets, ...liabilities].map(({ id, item }) => [id, strictState(item)])) },
  )
  return {
    totalCollateral: scaled(margin.maintenance.available, 6),
    marginRequirement: scaled(margin.maintenance.required, 6),
  }
}

/** A position of one dollar a piece that neither gained nor lost. */
const quoteDepeg: Adapter = (input) => {
  const ratio = weight(input.marginRatio)
  const perp = {
    marginRatioInitial: ratio,
    marginRatioMaintenance: ratio,
    imfFactor: 0n,
    profitWeightInitial: even,
    profitWeightMaintenance: even,
  }
  const usdc = { mid: e6(input.quoteSpot), average: e6(input.quoteTwap) }
  const margin = evaluateMargin(
    drift({ spot: { usdc: market }, perps: { perp }, strict: 'both' }),
    {
      id: 'unit',
      mode: 'cross',
      balances: [collateral('usdc', e6(input.quoteDeposit))],
      positions: [
        {
          market: 'perp',
          size: units(input.notionalUsd, 9),
          entry: { type: 'profit', profit: 0n },
        },
      ],
    },
    { states: named([['usdc', usdc] as const, ['perp', { mid: e6(1) }] as const]) },
  )
  return {
    marginRequirement: scaled(margin.maintenance.required, 6),
    totalCollateral: scaled(margin.maintenance.available, 6),
  }
}

const bid: Adapter = (input) => {
  const held = weight(input.initialAssetWeight)
  const base = { ...market, decimals: 9, initialAssetWeight: held, maintenanceAssetWeight: held }
  const margin = evaluateMargin(
    drift({ spot: { usdc: market, base }, perps: {} }),
    {
      id: 'unit',
      mode: 'cross',
      balances: [
        collateral('usdc', e6(input.usdc)),
        { asset: 'base', quantity: 0n, openBids: units(input.openBidBase, 9), openOrders: 1n },
      ],
      positions: [],
    },
    {
      states: named([
        ['usdc', { mid: e6(1) }] as const,
        ['base', { mid: e6(input.price) }] as const,
      ]),
    },
  )
  return {
    marginRequirement: scaled(margin.initial.required, 6),
    totalCollateral: scaled(margin.initial.available, 6),
  }
}

export const driftAdapters = {
  'drift.aw': assetWeight,
  'drift.lw': liabilityWeight,
  'drift.scaledIaw': scaledWeight,
  'drift.strict': strict,
  'drift.strictPair': pair,
  'drift.quote': quoteDepeg,
  'drift.bid': bid,
} satisfies Record<string, Adapter>
