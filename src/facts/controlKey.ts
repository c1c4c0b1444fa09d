import type { ControlFact, ControlWay, LimitPeriod } from './BridgeFacts.ts'
import type { Address, ChainId } from './primitives.ts'
import type { SeriesKey } from './Series.ts'

/** What a running value of kind `control` is of, beside its contract: read back from the key by `parseControlSubject`. */
interface ControlSubject {
  way: ControlWay
  /** Chain at the other end; undefined where it is about all of them. */
  lane: ChainId | undefined
  /** Undefined for a pause. */
  limit: { per: LimitPeriod; token: Address } | undefined
}

/** Keys of the running values that a control fact sets: one per lane. A pause and its end set the same, and so do a limit and its end. */
export function controlKeys(chainId: ChainId, body: ControlFact): readonly SeriesKey[] {
  const { bridge: venue, contract, way, lanes = [undefined], change } = body
  const limit = 'token' in change ? change : undefined
  return lanes.map((lane) => ({
    kind: 'control',
    chainId,
    contract,
    venue,
    account: undefined,
    unit: undefined,
    subject: spell({ way, lane, limit }),
  }))
}

function spell({ way, lane, limit }: ControlSubject): string {
  const words = [way, lane === undefined ? '*' : String(lane)]
  return (limit === undefined ? words : [...words, limit.per, limit.token]).join(' ')
}

/** The words of a key that `controlKeys` made. */
export function parseControlSubject(subject: string): ControlSubject {
  // CAST: `spell` wrote these words, of these types.
  const [way, lane, per, token] = subject.split(' ') as [
    ControlWay,
    string,
    LimitPeriod | undefined,
    Address | undefined,
  ]
  return {
    way,
    lane: lane === '*' ? undefined : Number(lane),
    limit: per === undefined || token === undefined ? undefined : { per, token },
  }
}
