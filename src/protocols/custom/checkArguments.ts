import type { Address, Hex } from '../../facts/primitives.ts'
import { CustomContractError } from './CustomContractError.ts'

/**
 * Checks what an operator's function passes to a builder. Configs in plain JavaScript have no compiler, and a number in
 * place of a bigint would only show in the store.
 */

const addressPattern = /^0x[0-9a-f]{40}$/
const hashPattern = /^0x[0-9a-f]{64}$/

/** Lower-cased; throws `CustomContractError` unless it is 20 bytes of hex. */
export function toAddress(field: string, value: Address): Address {
  const address = String(value).toLowerCase()
  if (addressPattern.test(address)) return toHex(address)
  throw new CustomContractError({
    problem: `\`${field}\` is ${address}, which is not an address.`,
    cure: 'Pass 20 bytes of hex, such as an address argument of the event.',
  })
}

/** Lower-cased; throws `CustomContractError` unless it is 32 bytes of hex. */
export function toHash(field: string, value: Hex): Hex {
  const hash = String(value).toLowerCase()
  if (hashPattern.test(hash)) return toHex(hash)
  throw new CustomContractError({
    problem: `\`${field}\` is ${hash}, which is not 32 bytes.`,
    cure: 'Pass the bytes32 that both sides of the transfer share.',
  })
}

/** Throws `CustomContractError` unless it is a bigint. */
export function toBigint(field: string, value: bigint): bigint {
  if (typeof value === 'bigint') return value
  throw new CustomContractError({
    problem: `\`${field}\` is ${String(value)}, which is not a bigint.`,
    cure: 'Pass the amount as the event gives it, or wrap a small integer in BigInt().',
  })
}

/** Throws `CustomContractError` unless it is a bigint of at least 0. */
export function toAmount(field: string, value: bigint, cure: string): bigint {
  if (toBigint(field, value) >= 0n) return value
  throw new CustomContractError({ problem: `\`${field}\` is ${value}, below zero.`, cure })
}

function toHex(value: string): Hex {
  // CAST: both patterns begin with 0x.
  return value as Hex
}
