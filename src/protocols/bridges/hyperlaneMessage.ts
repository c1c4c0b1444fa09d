import type { Hex } from '../../facts/primitives.ts'

/** A Hyperlane v3 message with a warp route's body. */
export interface WarpMessage {
  version: number
  originDomain: number
  /** Origin router, 32 bytes. */
  sender: Hex
  destinationDomain: number
  /** Destination router, 32 bytes. */
  router: Hex
  /** Who is paid on the destination, 32 bytes. */
  recipient: Hex
}

/**
 * Byte offsets of `libs/Message.sol` (@hyperlane-xyz/core 12.1.0): version 0, nonce 1, origin 5, sender 9,
 * destination 41, recipient 45, body 77; and of `token/libs/TokenMessage.sol`: recipient 0, amount 32, metadata 64.
 */
const bodyOffset = 77
const bytesMin = bodyOffset + 64

/** Reads a message by its byte offsets; undefined when it is too short to hold a transfer. */
export function parseWarpMessage(message: Hex): WarpMessage | undefined {
  const bytes = (from: number, size: number): Hex =>
    `0x${message.slice(2 + from * 2, 2 + (from + size) * 2)}`
  if (message.length < 2 + bytesMin * 2) return undefined
  return {
    version: Number(bytes(0, 1)),
    originDomain: Number(bytes(5, 4)),
    sender: bytes(9, 32),
    destinationDomain: Number(bytes(41, 4)),
    router: bytes(45, 32),
    recipient: bytes(bodyOffset, 32),
  }
}
