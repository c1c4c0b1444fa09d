import { stringToHex } from 'viem'
import type { BridgeRoute, Domain } from '../../../config/BridgeRoute.ts'
import { type Address, type Hex, zeroAddress } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import type { Payment } from '../Payment.ts'

/** Hash of parts that both sides know. Contracts spell names and addresses in either case; no part holds the divider. */
export function hashOf(parts: readonly (string | number | bigint)[]): Hex {
  return keccak256(stringToHex(parts.map((part) => `${part}`.toLowerCase()).join('|')))
}

/** What the config calls a chain that a contract spells in either case, such as `Ethereum`. */
export function domainOf(name: string, route: BridgeRoute): Domain {
  return route.chainOf(name) === undefined ? name.toLowerCase() : name
}

/** The last payment before a log that is burnt, or taken by one of `holders`, in its amount. */
export function takenBefore(
  { logIndex }: RawLog,
  amount: bigint,
  holders: readonly Address[],
  payments: readonly Payment[],
): Payment | undefined {
  return payments.findLast(
    ({ to, value, log }) =>
      log.logIndex < logIndex && value === amount && (to === zeroAddress || holders.includes(to)),
  )
}

/** Whom a payment leaves or reaches on the bridge's side: the token itself where it mints or burns. */
export function carrierOf(side: Address, { log }: Payment): Address {
  return side === zeroAddress ? log.address : side
}

/** An address that a contract writes as text or bytes; undefined where it is no EVM address. */
export function toRecipient(text: string): Address | undefined {
  const lower = text.toLowerCase()
  return /^0x[0-9a-f]{40}$/.test(lower) ? `0x${lower.slice(2)}` : undefined
}
