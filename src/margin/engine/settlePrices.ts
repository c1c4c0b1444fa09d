import { choosePriceSide } from './choosePriceSide.ts'
import { livePrice } from './livePrice.ts'
import type { InstrumentRisk } from './MarginSystem.ts'
import type { MarginView } from './MarginUnit.ts'
import { mulDiv } from './mulDiv.ts'

/**
 * Values in a quote asset as values of the system: what is required at the higher price, profit at the lower, loss at the
 * higher, each rounded towards zero as Drift does.
 */
export function settlePrices(
  quote: NonNullable<InstrumentRisk['quote']>,
  isStrict: boolean,
  view: MarginView,
): { owed(value: bigint): bigint; signed(value: bigint): bigint } {
  const state = livePrice(view.states, quote.asset)
  const lower = (isStrict ? choosePriceSide(state, 'lower', true) : undefined) ?? state.mid
  const higher = (isStrict ? choosePriceSide(state, 'higher', true) : undefined) ?? state.mid
  const at = (value: bigint, price: bigint) => mulDiv(value, price, quote.one, 'truncate')
  return {
    owed: (value) => at(value, higher),
    signed: (value) => at(value, value > 0n ? lower : higher),
  }
}
