import type { SequencerConfig } from '../config/Project.ts'
import { minOf } from '../utils/minOf.ts'
import type { Observation } from './FeedReading.ts'

/** What a chain's uptime feed says at a cut; seconds. */
export interface SequencerState {
  chainId: SequencerConfig['chainId']
  feed: SequencerConfig['address']
  /** `grace`: it runs again, and people have not yet had the time to act. */
  state: 'up' | 'down' | 'grace'
  /** When it changed to this. */
  since: bigint
  /** End of the grace, while it lasts. */
  graceUntil: bigint | undefined
  /** Block that recorded it. */
  blockNumber: bigint | undefined
}

/**
 * State of a sequencer at a cut. Anything but 0 is down: what is not known to run is not trusted. `updatedAt` of its answer is
 * when the status began, not when it was last confirmed, so that a confirmation never begins a new grace (rpc-faults F100).
 * Undefined before its first answer.
 */
export function sequencerAt(
  { chainId, address, graceSeconds }: SequencerConfig,
  observation: Observation | undefined,
  asOf: bigint,
): SequencerState | undefined {
  if (observation === undefined) return undefined
  const { answer, updatedAt, roundId, blockNumber } = observation
  const since = minOf(updatedAt, asOf)
  const base = { chainId, feed: address, since, blockNumber }
  if (answer !== 0n) return { ...base, state: 'down', graceUntil: undefined }
  const graceUntil = since + graceSeconds
  // Its first round says that the feed was made, not that the sequencer came back.
  const isFirst = roundId === FIRST_ROUND
  if (isFirst || asOf >= graceUntil) return { ...base, state: 'up', graceUntil: undefined }
  return { ...base, state: 'grace', graceUntil }
}

const FIRST_ROUND = 1n
