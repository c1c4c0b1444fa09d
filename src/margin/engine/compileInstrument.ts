import { absBigInt } from '../../utils/fixedPoint.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { choosePriceSide } from './choosePriceSide.ts'
import { type CompiledCurve, type CurveArguments, compileCurve } from './compileCurve.ts'
import { livePrice } from './livePrice.ts'
import type { Part, SideSums } from './Margin.ts'
import type { InstrumentRisk, PriceChoice } from './MarginSystem.ts'
import type { MarginView, MarketState, Position } from './MarginUnit.ts'
import { mulDiv } from './mulDiv.ts'
import { settlePrices } from './settlePrices.ts'

/** A position of one market as a part; throws `MarginInputError` for what cannot be valued. */
export type PositionEvaluator = (position: Position, view: MarginView) => Part

/** Compiles the rules of one market. */
export function compileInstrument(market: string, risk: InstrumentRisk): PositionEvaluator {
  const { scale, multiplier = 1n, price, notional: rounding, quote } = risk
  const [initial, maintenance] = [compileCurve(risk.initial), compileCurve(risk.maintenance)]
  const [initialProfit, maintenanceProfit] = [risk.initialProfit, risk.maintenanceProfit].map(
    (curve) => (curve === undefined ? undefined : compileCurve(curve)),
  )
  return (position, view) => {
    const state = livePrice(view.states, market)
    const size = worstSize(position)
    const line = (choice: PriceChoice, isStrict: boolean) => {
      const price = choosePriceSide(state, choice, position.size >= 0n) ?? state.mid
      const value = mulDiv(size * multiplier, price, scale, rounding)
      const profit = profitOf(position, price, risk)
      const settle = quote === undefined ? undefined : settlePrices(quote, isStrict, view)
      return lineArguments(position, state, view, {
        amount: size,
        price,
        value: settle === undefined ? value : settle.owed(value),
        profit: settle === undefined ? profit : settle.signed(profit),
      })
    }
    const middle = line('mid', false)
    const side = (at: PositionArguments, requirement: CompiledCurve, weigh: Weigh): SideSums => ({
      available: weigh === undefined ? at.profit : weigh(at),
      owed: 0n,
      requirement: requirement(at),
    })
    const sideLine = (purpose: 'initial' | 'maintenance') => {
      const isStrict = quote?.isStrict[purpose] === true
      return price[purpose] === 'mid' && !isStrict ? middle : line(price[purpose], isStrict)
    }
    return {
      kind: 'position',
      subject: market,
      equity: middle.profit,
      value: middle.value,
      initial: side(sideLine('initial'), initial, initialProfit),
      maintenance: side(sideLine('maintenance'), maintenance, maintenanceProfit),
    }
  }
}

type Weigh = CompiledCurve | undefined

/** Open orders count as filled on the side that leaves more. */
function worstSize(position: Position): bigint {
  const { size, openBids = 0n, openAsks = 0n } = position
  if (openBids === 0n && openAsks === 0n) return absBigInt(size)
  return maxOf(absBigInt(size + openBids), absBigInt(size + openAsks))
}

function profitOf(position: Position, price: bigint, risk: InstrumentRisk): bigint {
  const gained = gainOf(position, price, risk) + (position.due ?? 0n) - (position.owed ?? 0n)
  const { profitCap } = position
  if (profitCap === undefined || gained <= 0n) return gained
  return mulDiv(gained, profitCap.numerator, profitCap.denominator, 'floor')
}

function gainOf(position: Position, price: bigint, risk: InstrumentRisk): bigint {
  const { entry, size } = position
  const { multiplier = 1n } = risk
  switch (entry.type) {
    case 'profit':
      return entry.profit
    case 'value':
      return mulDiv(size * multiplier, price, risk.scale, risk.profit) - entry.value
    case 'price':
      return mulDiv(size * multiplier, price - entry.price, risk.scale, risk.profit)
  }
}

interface PositionArguments extends CurveArguments {
  readonly value: bigint
  readonly profit: bigint
}

function lineArguments(
  position: Position,
  state: MarketState & { mid: bigint },
  view: MarginView,
  valued: { amount: bigint; price: bigint; value: bigint; profit: bigint },
): PositionArguments {
  return {
    amount: valued.amount,
    price: valued.price,
    value: valued.value,
    profit: valued.profit,
    mid: state.mid,
    entryValue: costOf(position),
    leverage: position.leverage,
    customFraction: position.customFraction ?? 0n,
    openOrders: position.openOrders ?? 0n,
    openInterest: state.openInterest,
    confidence: state.confidence,
    time: view.time,
  }
}

function costOf({ entry }: Position): bigint | undefined {
  switch (entry.type) {
    case 'value':
      return absBigInt(entry.value)
    case 'profit':
      return entry.cost === undefined ? undefined : absBigInt(entry.cost)
    case 'price':
      return undefined
  }
}
