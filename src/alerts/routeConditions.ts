import type { ChainId } from '../facts/primitives.ts'
import { groupBy } from '../utils/groupBy.ts'
import type { Condition } from './Condition.ts'

/** A contract that stops traffic of a bridge. */
export interface PauseSight {
  bridge: string
  chainId: ChainId
  contract: string
  way: 'out' | 'in' | 'both'
  lane: ChainId | undefined
  /** Seconds. */
  since: bigint | undefined
  evidence: string
}

/** A route that has halted. */
export interface HaltSight {
  bridge: string
  origin: ChainId
  destination: ChainId
  /** Sentence that says what of it is stuck. */
  reason: string
  /** When the first of the stuck was sent, seconds. */
  since: bigint | undefined
  isConfirmed: boolean
  /** Keys of the stuck transfers. */
  evidence: readonly string[]
}

/** One condition per contract that stops a bridge, however many routes it is in the way of. */
export function pauseConditions(pauses: readonly PauseSight[]): readonly Condition[] {
  return [...groupBy(pauses, subjectOf)].map(([subject, own]) => {
    const [{ bridge, chainId, contract }] = own
    const times = own.flatMap(({ since }) => since ?? [])
    const since = times.reduce<bigint | undefined>(
      (first, time) => (first === undefined || time < first ? time : first),
      undefined,
    )
    return {
      code: 'ROUTE_PAUSED',
      severity: 'warning',
      isConfirmed: true,
      chains: [...new Set([chainId, ...own.flatMap(({ lane }) => lane ?? [])])],
      subject,
      since,
      text: `Bridge ${bridge} is paused by ${contract} on chain ${chainId}: ${own.map(whatStops).join(', ')}.`,
      evidence: own.map(({ evidence }) => evidence),
    }
  })
}

/** One condition in place of an alert per transfer of the route. */
export function haltConditions(halts: readonly HaltSight[]): readonly Condition[] {
  return halts.map(({ bridge, origin, destination, reason, since, isConfirmed, evidence }) => ({
    code: 'ROUTE_HALTED',
    severity: 'warning',
    isConfirmed,
    chains: [origin, destination],
    subject: `${bridge}:${origin}:${destination}`,
    since,
    text: `Bridge ${bridge} from chain ${origin} to ${destination} has halted. ${reason}`,
    evidence,
  }))
}

function subjectOf({ bridge, chainId, contract }: PauseSight): string {
  return `${bridge}:${chainId}:${contract}`
}

function whatStops({ way, lane }: PauseSight): string {
  const words = { out: 'nothing leaves', in: 'nothing arrives', both: 'nothing leaves or arrives' }
  return lane === undefined ? words[way] : `${words[way]} to or from chain ${lane}`
}
