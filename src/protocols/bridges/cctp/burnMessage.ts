import type { Hex } from '../../../facts/primitives.ts'

/** Message versions: 0 is CCTP v1, 1 is CCTP v2. */
export type MessageVersion = 0 | 1

/** What a token messenger writes into a message's body. */
export interface BurnMessage {
  /** Token on the origin, 32 bytes. */
  burnToken: Hex
  /** Who is paid on the destination, 32 bytes. */
  mintRecipient: Hex
  amount: bigint
  /** Who burned, 32 bytes. */
  messageSender: Hex
  /** The rest is v2's; zero and empty in v1. */
  maxFee: bigint
  feeExecuted: bigint
  hookData: Hex
}

/** A message as `MessageSent` logs it, with a token messenger's body. */
export interface SentMessage {
  version: number
  originDomain: number
  destinationDomain: number
  /** v1's uint64; v2's is zero on the origin, because Circle's service fills it in. */
  nonce: bigint
  /** Token messenger of the origin, 32 bytes. */
  sender: Hex
  /** Token messenger of the destination, 32 bytes. */
  recipient: Hex
  destinationCaller: Hex
  body: Hex
}

/**
 * Byte offsets of `messages/Message.sol` and `messages/v2/MessageV2.sol` (circlefin/evm-cctp-contracts@4061786). Both begin
 * with version 0, origin 4, destination 8 and nonce 12.
 */
const layouts = {
  0: { nonceBytes: 8, sender: 20, recipient: 52, destinationCaller: 84, body: 116 },
  1: { nonceBytes: 32, sender: 44, recipient: 76, destinationCaller: 108, body: 148 },
} as const

/** Byte offsets of `BurnMessage.sol` and `BurnMessageV2.sol`; v1's body ends behind the sender, v2's with any hook data. */
const body = {
  burnToken: 4,
  mintRecipient: 36,
  amount: 68,
  messageSender: 100,
  maxFee: 132,
  feeExecuted: 164,
  hookData: 228,
} as const

/** Reads a message by its byte offsets; undefined when it is too short or of another version. */
export function parseMessage(message: Hex, version: MessageVersion): SentMessage | undefined {
  const layout = layouts[version]
  const read = readerOf(message)
  if (byteLength(message) < layout.body || read.number(0, 4) !== version) return undefined
  return {
    version,
    originDomain: read.number(4, 4),
    destinationDomain: read.number(8, 4),
    nonce: BigInt(read.bytes(12, layout.nonceBytes)),
    sender: read.bytes(layout.sender, 32),
    recipient: read.bytes(layout.recipient, 32),
    destinationCaller: read.bytes(layout.destinationCaller, 32),
    body: read.bytes(layout.body),
  }
}

/** Reads a body by its byte offsets; undefined where no token messenger of this version wrote it. */
export function parseBurnMessage(message: Hex, version: MessageVersion): BurnMessage | undefined {
  const length = byteLength(message)
  const read = readerOf(message)
  if (version === 0 ? length !== body.maxFee : length < body.hookData) return undefined
  if (read.number(0, 4) !== version) return undefined
  const common = {
    burnToken: read.bytes(body.burnToken, 32),
    mintRecipient: read.bytes(body.mintRecipient, 32),
    amount: BigInt(read.bytes(body.amount, 32)),
    messageSender: read.bytes(body.messageSender, 32),
  }
  if (version === 0) return { ...common, maxFee: 0n, feeExecuted: 0n, hookData: '0x' }
  return {
    ...common,
    maxFee: BigInt(read.bytes(body.maxFee, 32)),
    feeExecuted: BigInt(read.bytes(body.feeExecuted, 32)),
    hookData: read.bytes(body.hookData),
  }
}

function byteLength(hex: Hex): number {
  return (hex.length - 2) / 2
}

function readerOf(hex: Hex) {
  const bytes = (from: number, size?: number): Hex =>
    `0x${hex.slice(2 + from * 2, size === undefined ? undefined : 2 + (from + size) * 2)}`
  return { bytes, number: (from: number, size: number) => Number(bytes(from, size)) }
}
