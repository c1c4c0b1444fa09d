import { absBigInt } from '../../utils/fixedPoint.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { choosePriceSide } from './choosePriceSide.ts'
import { type CompiledCurve, compileCurve } from './compileCurve.ts'
import { LineArguments } from './LineArguments.ts'
import { livePrice } from './livePrice.ts'
import type { Part, SideSums } from './Margin.ts'
import type { InstrumentRisk } from './MarginSystem.ts'
import type { MarginView, MarketState, Position } from './MarginUnit.ts'
import { mulDiv } from './mulDiv.ts'
import { settlePrices } from './settlePrices.ts'

/** A position of one market as a part; throws `MarginInputError` for what cannot be valued. */
export type PositionEvaluator = (position: Position, view: MarginView) => Part

/** Compiles the rules of one market. */
export function compileInstrument(market: string, risk: InstrumentRisk): PositionEvaluator {
  const initial = compileSide(risk.initial, risk.initialProfit)
  const maintenance = compileSide(risk.maintenance, risk.maintenanceProfit)
  return (position, view) => {
    const state = livePrice(view.states, risk.pricedBy ?? market)
    const middle = middleLine(position, state, view, risk)
    return {
      kind: 'position',
      subject: market,
      line: position,
      equity: middle.profit,
      value: middle.value,
      initial: initial(sideLine(middle, position, state, view, risk, 'initial')),
      maintenance: maintenance(sideLine(middle, position, state, view, risk, 'maintenance')),
    }
  }
}

type LiveState = MarketState & { mid: bigint }

function compileSide(
  requirement: InstrumentRisk['initial'],
  profit: InstrumentRisk['initialProfit'],
): (line: LineArguments) => SideSums {
  const require = compileCurve(requirement)
  const weigh: CompiledCurve | undefined = profit === undefined ? undefined : compileCurve(profit)
  return (line) => ({
    available: weigh === undefined ? line.profit : weigh(line),
    owed: 0n,
    requirement: require(line),
  })
}

function middleLine(
  position: Position,
  state: LiveState,
  view: MarginView,
  risk: InstrumentRisk,
): LineArguments {
  const line = new LineArguments(view, state)
  line.quantity = absBigInt(position.size)
  line.amount = worstSize(position)
  line.mid = state.mid
  line.price = state.mid
  line.value = notionalAt(line.amount, state.mid, risk, view, false)
  line.profit = profitAt(position, state.mid, risk, view, false)
  line.entryValue = costOf(position)
  line.leverage = position.leverage
  line.customFraction = position.customFraction ?? 0n
  line.openOrders = position.openOrders ?? 0n
  return line
}

function sideLine(
  middle: LineArguments,
  position: Position,
  state: LiveState,
  view: MarginView,
  risk: InstrumentRisk,
  purpose: 'initial' | 'maintenance',
): LineArguments {
  const isStrict = risk.quote?.isStrict[purpose] === true
  const price = choosePriceSide(state, risk.price[purpose], position.size >= 0n) ?? state.mid
  if (price === middle.price && !isStrict) return middle
  return middle.atPrice(
    price,
    notionalAt(middle.amount, price, risk, view, isStrict),
    profitAt(position, price, risk, view, isStrict),
  )
}

/** Open orders count as filled on the side that leaves more. */
function worstSize(position: Position): bigint {
  const { size, openBids = 0n, openAsks = 0n } = position
  if (openBids === 0n && openAsks === 0n) return absBigInt(size)
  return maxOf(absBigInt(size + openBids), absBigInt(size + openAsks))
}

function notionalAt(
  size: bigint,
  price: bigint,
  risk: InstrumentRisk,
  view: MarginView,
  isStrict: boolean,
): bigint {
  const { multiplier, scale, notional, quote } = risk
  const amount = multiplier === undefined ? size : size * multiplier
  const value = mulDiv(amount, price, scale, notional)
  return quote === undefined ? value : settlePrices(quote, isStrict, view).owed(value)
}

function profitAt(
  position: Position,
  price: bigint,
  risk: InstrumentRisk,
  view: MarginView,
  isStrict: boolean,
): bigint {
  const { quote } = risk
  const gained = gainOf(position, price, risk) + (position.due ?? 0n) - (position.owed ?? 0n)
  const profit = capped(gained, position.profitCap)
  return quote === undefined ? profit : settlePrices(quote, isStrict, view).signed(profit)
}

function capped(profit: bigint, cap: Position['profitCap']): bigint {
  if (cap === undefined || profit <= 0n) return profit
  return mulDiv(profit, cap.numerator, cap.denominator, 'floor')
}

function gainOf({ entry, size }: Position, price: bigint, risk: InstrumentRisk): bigint {
  const { multiplier, scale } = risk
  const amount = multiplier === undefined ? size : size * multiplier
  switch (entry.type) {
    case 'profit':
      return entry.profit
    case 'value':
      return mulDiv(amount, price, scale, risk.profit) - entry.value
    case 'price':
      return mulDiv(amount, price - entry.price, scale, risk.profit)
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
