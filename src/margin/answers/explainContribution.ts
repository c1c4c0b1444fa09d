import { maxOf } from '../../utils/maxOf.ts'
import type { Contribution } from '../MarginStatus.ts'

/** What the rules take off one line, 1e18 USD and never negative, and why in one sentence. */
export interface Haircut {
  initialE18: bigint
  maintenanceE18: bigint
  reason: string
}

/** The haircut of one line of a breakdown: value less what counts of it, or what a position requires. */
export function explainContribution(line: Contribution): Haircut {
  const { valueE18, initialE18, maintenanceE18 } = line
  return {
    initialE18: maxOf(valueE18 - initialE18, 0n),
    maintenanceE18: maxOf(valueE18 - maintenanceE18, 0n),
    reason: reasonOf(line),
  }
}

function reasonOf({ kind, subject, initialBps, maintenanceBps }: Contribution): string {
  const [initial, maintenance] = [toPercent(initialBps), toPercent(maintenanceBps)]
  switch (kind) {
    case 'holding':
      return maintenanceBps === 0n
        ? `Nothing of ${subject} counts here.`
        : `Of ${subject} ${initial} count for new risk, ${maintenance} to keep it.`
    case 'liability':
      return 'What is owed counts whole.'
    case 'inFlight':
      return `Crossing a bridge: nothing counts for new risk, after the haircut of the route and its age ${maintenance} to keep it.`
    case 'lagOffset':
      return `Credited before its origin shows it sent: taken back at ${initial}, the larger weight of ${subject}.`
    case 'unbacked':
      return `Credited without a source: taken back at ${initial}, the larger weight of ${subject}.`
    case 'charge':
      return 'What the venue takes of the whole unit, or asks it to keep: fees, impact, the reward of a keeper.'
    case 'position':
      return `Profit or loss, less a requirement of ${initial} of its size for new risk, ${maintenance} to keep it.`
  }
}

/** Basis points as a percentage with no more digits than it needs. */
function toPercent(bps: bigint): string {
  const digits = (bps % 100n).toString().padStart(2, '0').replace(/0+$/, '')
  return digits === '' ? `${bps / 100n} %` : `${bps / 100n}.${digits} %`
}
