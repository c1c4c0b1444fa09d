import {
  collateral,
  compareRisk,
  dydxV4,
  dydxV4InitialFraction,
  evaluateCurve,
  evaluateMargin,
} from '../../../../src/index.ts'
import { type Adapter, type Fields, integer, named, scaled, whole } from '../decimal.ts'

const position = (size: bigint, cost: bigint) => ({
  market: 'perp',
  size,
  entry: { type: 'value', value: cost } as const,
})

const caps = (input: Fields) => ({
  initialMarginPpm: integer(input.initialMarginPpm),
  openInterestLowerCap: integer(input.openInterestLowerCap),
  openInterestUpperCap: integer(input.openInterestUpperCap),
})

const inQuote = { atomicResolution: 0, priceExponent: 0, maintenanceFractionPpm: 1_000_000n }

const notional = (quantums: bigint, openInterest: bigint, input: Fields) =>
  evaluateMargin(
    dydxV4({ markets: { perp: { ...caps(input), ...inQuote } }, quoteAtomicResolution: 0 }),
    { id: 'unit', mode: 'cross', balances: [], positions: [position(quantums, 0n)] },
    { states: named([['perp', { mid: 1n, openInterest }]]) },
  )

const im: Adapter = (input) => {
  const margin = notional(integer(input.quoteQuantums), integer(input.openInterestNotional), input)
  return { initialMarginQuoteQuantums: scaled(margin.initial.requirement, 0) }
}

const imf: Adapter = (input) => {
  const openInterest = integer(input.openInterestNotional)
  return { imfPpm: scaled(evaluateCurve(dydxV4InitialFraction(caps(input)), { openInterest }), 0) }
}

const req: Adapter = (input) => {
  const market = {
    ...caps(input),
    maintenanceFractionPpm: integer(input.maintenanceFractionPpm),
    atomicResolution: whole(input.baseAtomicResolution),
    priceExponent: whole(input.exponent),
  }
  const quoteAtomicResolution = whole(input.quoteAtomicResolution)
  const openInterest = integer(input.openInterestBaseQuantums)
  const margin = evaluateMargin(
    dydxV4({ markets: { perp: market }, quoteAtomicResolution }),
    {
      id: 'unit',
      mode: 'cross',
      balances: [],
      positions: [position(integer(input.baseQuantums), 0n)],
    },
    { states: named([['perp', { mid: integer(input.price), openInterest }]]) },
  )
  return {
    imr: scaled(margin.initial.requirement, 0),
    mmr: scaled(margin.maintenance.requirement, 0),
  }
}

/** A position whose requirement is all of its notional, bought at its price: net collateral is the quote balance. */
const liq: Adapter = (input) => {
  const mmr = integer(input.mmr)
  const all = { initialMarginPpm: 1_000_000n, openInterestLowerCap: 0n, openInterestUpperCap: 0n }
  const margin = evaluateMargin(
    dydxV4({ markets: { perp: { ...all, ...inQuote } }, quoteAtomicResolution: 0 }),
    {
      id: 'unit',
      mode: 'cross',
      balances: [collateral('usdc', integer(input.nc))],
      positions: [position(mmr, mmr)],
    },
    { states: named([['perp', { mid: 1n, openInterest: 0n }]]) },
  )
  return { liquidatable: margin.isLiquidatable }
}

const cmp: Adapter = (input) => ({
  cmp: compareRisk(
    { netCollateral: integer(input.firstNC), requirement: integer(input.firstMMR) },
    { netCollateral: integer(input.secondNC), requirement: integer(input.secondMMR) },
  ),
})

export const dydx = {
  'dydx.im': im,
  'dydx.imf': imf,
  'dydx.req': req,
  'dydx.liq': liq,
  'dydx.cmp': cmp,
} satisfies Record<string, Adapter>
