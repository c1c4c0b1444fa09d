import { concatHex, numberToHex, size, sliceHex } from 'viem'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import { assert } from '../../../errors/assert.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import { keccak256 } from '../../../utils/keccak256.ts'

/** What a token bridge writes into a message. */
export interface TransferPayload {
  /** With at most eight decimals. */
  amount: bigint
  /** Token on the chain that it is of, 32 bytes. */
  tokenAddress: Hex
  tokenChain: number
  /** Who is paid, 32 bytes. */
  to: Hex
  toChain: number
  /** Who sent it, 32 bytes; a plain transfer does not say. */
  from: Hex | undefined
}

/** Byte offsets of `bridge/Bridge.sol`, encodeTransfer and encodeTransferWithPayload (wormhole@640e18488). */
const at = { amount: 1, tokenAddress: 33, tokenChain: 65, to: 67, toChain: 99, last: 101, end: 133 }

/** `other` is a message that moves nothing; undefined is none that a token bridge writes. */
export function parseTransferPayload(payload: Hex): TransferPayload | 'other' | undefined {
  if (size(payload) < 1) return undefined
  const kind = Number(sliceHex(payload, 0, 1))
  // Attestations of a token's name, and governance.
  if (kind !== 1 && kind !== 3) return 'other'
  const length = size(payload)
  if (kind === 1 ? length !== at.end : length < at.end) return undefined
  return {
    amount: BigInt(sliceHex(payload, at.amount, at.tokenAddress)),
    tokenAddress: sliceHex(payload, at.tokenAddress, at.tokenChain),
    tokenChain: Number(sliceHex(payload, at.tokenChain, at.to)),
    to: sliceHex(payload, at.to, at.toChain),
    toChain: Number(sliceHex(payload, at.toChain, at.last)),
    from: kind === 3 ? sliceHex(payload, at.last, at.end) : undefined,
  }
}

/** Units of a token of the route in one unit of a message. */
export function rateOf(token: Address, { tokens }: BridgeRoute): bigint {
  const decimals = tokens.get(token)
  assert(decimals !== undefined, 'a token that a carried message moves is of the route')
  return 10n ** BigInt(Math.max(decimals - 8, 0))
}

/** The identity of a message, and with its recipient, where that is known, what it must not contradict. */
export function keysOf(chain: number, emitter: Hex, sequence: bigint, recipient: Hex | undefined) {
  const key = keccak256(
    concatHex([numberToHex(chain, { size: 2 }), emitter, numberToHex(sequence, { size: 8 })]),
  )
  return {
    key,
    payloadHash: recipient === undefined ? key : keccak256(concatHex([key, recipient])),
  }
}
