import type { PriceChoice } from './MarginSystem.ts'
import type { MarketState } from './MarginUnit.ts'

/** The price of a state that a rule asks for; undefined when no live price is known. `isLong` matters to `closing`. */
export function choosePriceSide(
  state: MarketState,
  choice: PriceChoice,
  isLong: boolean,
): bigint | undefined {
  const { mid } = state
  if (mid === undefined) return undefined
  switch (choice) {
    case 'mid':
      return mid
    case 'bid':
      return state.bid ?? mid
    case 'ask':
      return state.ask ?? mid
    case 'closing':
      return (isLong ? state.bid : state.ask) ?? mid
    case 'lower':
      return state.average !== undefined && state.average < mid ? state.average : mid
    case 'higher':
      return state.average !== undefined && state.average > mid ? state.average : mid
  }
}
