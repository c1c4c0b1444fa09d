import type { Binding, Leg } from '../../facts/Leg.ts'
import type { Hex } from '../../facts/primitives.ts'
import { legSteps, legWays, toCode, toWord, unboundReasons } from './codes.ts'
import { type Dictionary, NONE } from './Dictionary.ts'
import { bytesToHex, hexToBytes } from './hexBytes.ts'
import type { Interning } from './Interning.ts'
import { decodeIntegers, encodeIntegers } from './integers.ts'

/** Columns of a leg beside its position and its transfer. */
export interface StoredLeg {
  via: number
  step: number
  bridge: number
  /** Null when it equals the key. */
  payload_hash: Buffer | null
  asset: number
  amount: Buffer
  sender: number
  recipient: number
  origin: number
  destination: number
  unbound: number | null
  /** JSON list with amounts as strings, null when there is none. */
  bindings: string | null
}

export function encodeLeg(leg: Leg, interning: Interning): StoredLeg {
  const { sender, recipient, unbound, bindings } = leg
  return {
    via: toCode(legWays, leg.via),
    step: toCode(legSteps, leg.step),
    bridge: interning.text(leg.bridge),
    payload_hash: leg.payloadHash === leg.key ? null : hexToBytes(leg.payloadHash),
    asset: interning.address(leg.asset),
    amount: encodeIntegers([leg.amount]),
    sender: sender === undefined ? NONE : interning.address(sender),
    recipient: recipient === undefined ? NONE : interning.address(recipient),
    origin: leg.origin,
    destination: leg.destination,
    unbound: unbound === undefined ? null : toCode(unboundReasons, unbound),
    bindings: bindings.length === 0 ? null : encodeBindings(bindings),
  }
}

/** `key`, position, time and canonicity come from the rows that the leg refers to. */
export function decodeLeg(
  stored: StoredLeg,
  place: Pick<Leg, 'at' | 'timestamp' | 'canonical'> & { key: Hex },
  dictionary: Dictionary,
): Leg {
  const { sender, recipient, unbound } = stored
  const { at, timestamp, canonical, key } = place
  return {
    at,
    timestamp,
    canonical,
    via: toWord(legWays, stored.via),
    step: toWord(legSteps, stored.step),
    bridge: dictionary.text(stored.bridge),
    key,
    payloadHash: stored.payload_hash === null ? key : bytesToHex(stored.payload_hash),
    asset: dictionary.address(stored.asset),
    amount: decodeIntegers(stored.amount)[0] ?? 0n,
    sender: sender === NONE ? undefined : dictionary.address(sender),
    recipient: recipient === NONE ? undefined : dictionary.address(recipient),
    origin: stored.origin,
    destination: stored.destination,
    bindings: stored.bindings === null ? [] : decodeBindings(stored.bindings),
    unbound: unbound === null ? undefined : toWord(unboundReasons, unbound),
  }
}

function encodeBindings(bindings: readonly Binding[]): string {
  return JSON.stringify(bindings.map((binding) => ({ ...binding, amount: `${binding.amount}` })))
}

function decodeBindings(text: string): readonly Binding[] {
  // CAST: the text was written by encodeBindings, where only the amount changes its form.
  const stored = JSON.parse(text) as readonly (Omit<Binding, 'amount'> & { amount: string })[]
  return stored.map((binding) => ({ ...binding, amount: BigInt(binding.amount) }))
}
