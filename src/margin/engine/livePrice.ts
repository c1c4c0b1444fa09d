import { MarginInputError } from './MarginInputError.ts'
import type { MarketState } from './MarginUnit.ts'

/**
 * The state of a subject, once its prices are known to be alive. Throws `MarginInputError` when there is none, or when a
 * price is not above 0: what such a price would value cannot be judged.
 */
export function livePrice(states: States, subject: string): MarketState & { mid: bigint } {
  const state = states.get(subject)
  const mid = state?.mid
  if (state === undefined || mid === undefined) throw missingPrice(states, subject)
  if (mid <= 0n || isBad(state.bid) || isBad(state.ask) || isBad(state.average)) {
    const { bid, ask, average } = state
    throw new MarginInputError(
      `A price of ${subject} is not above 0: middle ${mid}, bid ${bid ?? 'none'}, ask ${ask ?? 'none'}, average ${average ?? 'none'}.`,
    )
  }
  // CAST: `mid` was just seen to be a bigint; copying the state would cost more than valuing a line.
  return state as MarketState & { mid: bigint }
}

type States = ReadonlyMap<string, MarketState>

/** Bounds ask at every prefix for what is missing, and the trace of an error costs more than a line's whole valuation. */
const missingPrices = new WeakMap<States, Map<string, MarginInputError>>()

function missingPrice(states: States, subject: string): MarginInputError {
  const made = missingPrices.get(states) ?? new Map<string, MarginInputError>()
  missingPrices.set(states, made)
  const error = made.get(subject) ?? new MarginInputError(`${subject} has no price at this cut.`)
  made.set(subject, error)
  return error
}

function isBad(price: bigint | undefined): boolean {
  return price !== undefined && price <= 0n
}
