import { assert } from '../../errors/assert.ts'
import type { ObservationKind } from '../../facts/BackingFacts.ts'
import type { LegStep } from '../../facts/BridgeFacts.ts'
import type { FactBody } from '../../facts/Fact.ts'
import type { Leg, UnboundReason } from '../../facts/Leg.ts'
import type { SeriesKind } from '../../facts/Series.ts'
import type { RecordedProgress } from '../Recorded.ts'

// The place of a word in its list is what is stored, so these lists only ever grow at their end.

export const factKinds = [
  'balance',
  'position',
  'leg',
  'price',
  'index',
  'custody',
  'owner',
  'liquidation',
  'resolution',
  'control',
  'escrow',
  'supply',
  'flow',
  'observed',
  'parameter',
  'feedPrice',
  'charge',
  'accrual',
  'net',
  'trade',
] as const satisfies readonly FactBody['kind'][]

export const seriesKinds = [
  'holding',
  'liability',
  'total',
  'position',
  'price',
  'index',
  'residual',
  'liquidation',
  'owner',
  'control',
  'escrowed',
  'supply',
  'flow',
  'observed',
  'parameter',
] as const satisfies readonly SeriesKind[]

export const observationKinds = [
  'balance',
  'supply',
  'mintLimit',
  'mintLeft',
  'burnLimit',
  'burnLeft',
] as const satisfies readonly ObservationKind[]

export const legSteps = [
  'queued',
  'sent',
  'attested',
  'committed',
  'credited',
  'failed',
  'cancelled',
  'refunded',
] as const satisfies readonly LegStep[]

export const legWays = ['bridge', 'venue'] as const satisfies readonly Leg['via'][]

export const unboundReasons = [
  'NO_BALANCE_FACT',
  'NO_MOVEMENT',
  'AMBIGUOUS',
  'NOT_COLLATERAL',
] as const satisfies readonly UnboundReason[]

export const phases = ['backfill', 'live'] as const satisfies readonly RecordedProgress['phase'][]

/** Stored number of a word. */
export function toCode<word extends string>(words: readonly word[], word: word): number {
  const code = words.indexOf(word)
  assert(code >= 0, `"${word}" has no stored number`)
  return code
}

/** Word of a stored number. */
export function toWord<word extends string>(words: readonly word[], code: number): word {
  const word = words[code]
  assert(word !== undefined, `no word is stored as ${code}`)
  return word
}
