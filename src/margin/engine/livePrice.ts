import { MarginInputError } from './MarginInputError.ts'
import type { MarketState } from './MarginUnit.ts'

/**
 * The state of a subject, once its prices are known to be alive. Throws `MarginInputError` when there is none, or when a
 * price is not above 0: what such a price would value cannot be judged.
 */
export function livePrice(
  states: ReadonlyMap<string, MarketState>,
  subject: string,
): MarketState & { mid: bigint } {
  const state = states.get(subject)
  const mid = state?.mid
  if (state === undefined || mid === undefined) {
    throw new MarginInputError(`${subject} has no price at this cut.`)
  }
  if (mid <= 0n || isBad(state.bid) || isBad(state.ask) || isBad(state.average)) {
    const { bid, ask, average } = state
    throw new MarginInputError(
      `A price of ${subject} is not above 0: middle ${mid}, bid ${bid ?? 'none'}, ask ${ask ?? 'none'}, average ${average ?? 'none'}.`,
    )
  }
  // CAST: `mid` was just seen to be a bigint; copying the state would cost more than valuing a line.
  return state as MarketState & { mid: bigint }
}

function isBad(price: bigint | undefined): boolean {
  return price !== undefined && price <= 0n
}
