import type { FeedConfig } from '../config/FeedConfig.ts'
import type { Address } from '../facts/primitives.ts'
import { pythReadSubject } from '../protocols/oracles/feedSeries.ts'
import type { Observation } from './FeedReading.ts'

/** The newest answer recorded under a contract and a subject. */
export type FindAnswer = (contract: Address, subject: string) => Observation | undefined

/** What a feed last answered inside the cut, of all that was logged and read of it. */
export function observeFeed(feed: FeedConfig, find: FindAnswer): Observation | undefined {
  const { id, address, source } = feed
  switch (source?.type) {
    case undefined:
      return find(address, '')
    case 'custom':
      return find(address, id)
    case 'pyth': {
      const [logged, read] = [
        find(address, source.priceId),
        find(address, pythReadSubject(source.priceId)),
      ]
      const newest = newer(read, logged)
      return newest && { ...newest, exponent: read?.exponent }
    }
    case 'proxy':
      return observeProxy(source.aggregators, find(address, ''), (aggregator) =>
        find(aggregator, ''),
      )
  }
}

/** A proxy's rounds carry the phase of its aggregator above the aggregator's own 64 bits. */
const PHASE_BITS = 64n

/**
 * A round counts once, whether it was logged by its aggregator or read of the proxy. Aggregators of other phases answer too,
 * before they are taken and after they were left, and do not count. Before the first reading the newest answer does.
 */
function observeProxy(
  aggregators: ReadonlyMap<bigint, Address>,
  read: Observation | undefined,
  find: (aggregator: Address) => Observation | undefined,
): Observation | undefined {
  if (read?.roundId === undefined) {
    const logged = [...aggregators].map(([phase, aggregator]) => ofPhase(phase, find(aggregator)))
    return logged.reduce((best, next) => newer(best, next), undefined)
  }
  const phase = read.roundId >> PHASE_BITS
  const aggregator = aggregators.get(phase)
  if (aggregator === undefined) return { ...read, movedTo: phase }
  return newer(read, ofPhase(phase, find(aggregator)))
}

function ofPhase(phase: bigint, logged: Observation | undefined): Observation | undefined {
  if (logged?.roundId === undefined) return undefined
  return { ...logged, roundId: (phase << PHASE_BITS) | logged.roundId }
}

/** The one of the higher round; of one round, or without rounds, the first that is there. */
function newer(a: Observation | undefined, b: Observation | undefined): Observation | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return (b.roundId ?? 0n) > (a.roundId ?? 0n) ? b : a
}
