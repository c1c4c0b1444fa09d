import type { AccrualFact, AccrualRule } from '../../facts/ValuationFacts.ts'
import { E18 } from '../../utils/fixedPoint.ts'

/** An index after its last fact: all 1e18, the time in seconds. */
export interface AccruedIndex {
  index: bigint
  time: bigint
  rate: bigint
  /** How much the rate grows in a day. */
  velocity: bigint
}

/** An index from the values of its series. */
export function toAccruedIndex(values: readonly bigint[]): AccruedIndex | undefined {
  const [index, time, rate = 0n, velocity = 0n] = values
  return index === undefined || time === undefined ? undefined : { index, time, rate, velocity }
}

/** Values of an index after a fact; its first one begins at 0, since only differences of indexes are ever used. */
export function accrueIndex(
  previous: readonly bigint[],
  { rule, time, inputs }: Pick<AccrualFact, 'rule' | 'time' | 'inputs'>,
): readonly bigint[] {
  const before = toAccruedIndex(previous)
  const [price = 0n, rate = 0n, velocity = 0n] = inputs
  const index =
    before === undefined ? 0n : before.index + growth(rule, before, { time, price, rate })
  return [index, time, rate, velocity]
}

/** The index at a later time at which nothing was logged, at the price of that time. */
export function indexAt(
  rule: AccrualRule,
  last: AccruedIndex,
  { time, price }: { time: bigint; price: bigint },
): bigint {
  const elapsed = ((time > last.time ? time - last.time : 0n) * E18) / DAY
  const rate = last.rate + (last.velocity * elapsed) / E18
  return last.index + growth(rule, last, { time, price, rate })
}

const DAY = 86_400n

/** Of Synthetix: the mean over four years, with one leap day. */
const YEAR = 31_557_600n

/** Every step rounds towards zero, as the contract's does. */
function growth(
  rule: AccrualRule,
  last: AccruedIndex,
  next: { time: bigint; price: bigint; rate: bigint },
): bigint {
  const seconds = next.time > last.time ? next.time - last.time : 0n
  switch (rule) {
    case 'fundingPerDay': {
      // Funding is paid against the skew, by the mean of the rates at both ends.
      const mean = (-(last.rate + next.rate) * E18) / (2n * E18)
      return (((mean * ((seconds * E18) / DAY)) / E18) * next.price) / E18
    }
    case 'interestPerYear':
      return (last.rate * ((seconds * E18) / YEAR)) / E18
  }
}
