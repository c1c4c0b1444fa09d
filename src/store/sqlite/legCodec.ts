import type { Binding, Leg } from '../../facts/Leg.ts'
import type { Hex } from '../../facts/primitives.ts'
import { legSteps, legWays, toWord, unboundReasons } from './codes.ts'
import { type Dictionary, NONE } from './Dictionary.ts'
import { bytesToHex } from './hexBytes.ts'
import { decodeIntegers } from './integers.ts'

/** Columns of a leg beside its position and its transfer. */
export interface StoredLeg {
  via: number
  step: number
  bridge: number
  /** Null when it equals the key. */
  payload_hash: Buffer | null
  asset: number
  /** What moved; what the message carries, where it differs or a deadline stands behind it; the deadline. */
  amount: Buffer
  sender: number
  recipient: number
  origin: number
  destination: number
  unbound: number | null
  /** JSON list with amounts as strings, null when there is none. */
  bindings: string | null
  /** Row of the other name that the leg gives its transfer, null for none. */
  alias_id: number | null
}

/** `key`, `alias`, position, time and canonicity come from the rows that the leg refers to. */
export function decodeLeg(
  stored: StoredLeg,
  place: Pick<Leg, 'at' | 'timestamp' | 'canonical'> & { key: Hex; alias: Hex | undefined },
  dictionary: Dictionary,
): Leg {
  const { sender, recipient, unbound } = stored
  const { at, timestamp, canonical, key, alias } = place
  const [amount = 0n, carried, deadline] = decodeIntegers(stored.amount)
  return {
    at,
    timestamp,
    canonical,
    via: toWord(legWays, stored.via),
    step: toWord(legSteps, stored.step),
    bridge: dictionary.text(stored.bridge),
    key,
    ...(alias === undefined ? {} : { alias }),
    payloadHash: stored.payload_hash === null ? key : bytesToHex(stored.payload_hash),
    asset: dictionary.address(stored.asset),
    amount,
    ...(carried === undefined || (deadline !== undefined && carried === amount) ? {} : { carried }),
    ...(deadline === undefined ? {} : { deadline }),
    sender: sender === NONE ? undefined : dictionary.address(sender),
    recipient: recipient === NONE ? undefined : dictionary.address(recipient),
    origin: stored.origin,
    destination: stored.destination,
    bindings: stored.bindings === null ? [] : decodeBindings(stored.bindings),
    unbound: unbound === null ? undefined : toWord(unboundReasons, unbound),
  }
}

/** Amounts as strings, because JSON has no bigint. */
export function encodeBindings(bindings: readonly Binding[]): string {
  return JSON.stringify(bindings.map((binding) => ({ ...binding, amount: `${binding.amount}` })))
}

function decodeBindings(text: string): readonly Binding[] {
  // CAST: the text was written by encodeBindings, where only the amount changes its form.
  const stored = JSON.parse(text) as readonly (Omit<Binding, 'amount'> & { amount: string })[]
  return stored.map((binding) => ({ ...binding, amount: BigInt(binding.amount) }))
}
