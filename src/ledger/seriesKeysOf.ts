import type { Fact } from '../facts/Fact.ts'
import type { SeriesKey } from '../facts/Series.ts'
import { foldFacts } from './fold/foldFacts.ts'

/** Keys whose running values a fact moves. */
export function seriesKeysOf(fact: Fact): readonly SeriesKey[] {
  return foldFacts([toCredit(fact)], [], new Map()).map(({ key }) => key)
}

/** A debit alone would fall below zero, and which keys it moves does not depend on its size. */
function toCredit(fact: Fact): Fact {
  const { body } = fact
  if (body.kind === 'charge') return { ...fact, body: { ...body, amount: 0n, debtAfter: 0n } }
  if (body.kind === 'net') return { ...fact, body: { ...body, amount: 0n } }
  if (body.kind !== 'balance') return fact
  return { ...fact, body: { ...body, change: { type: 'absolute', value: 0n } } }
}
