import { concatHex, numberToHex, size, sliceHex } from 'viem'
import type { Hex } from '../../../facts/primitives.ts'

/** What an OFT writes into a packet. */
export interface OftMessage {
  /** Who is paid on the destination, 32 bytes. */
  sendTo: Hex
  /** In shared decimals, at most a uint64. */
  amountSD: bigint
  /** Composer of the origin and its message, behind each other; empty where nothing is composed. */
  compose: Hex
}

/** Byte offsets of `libs/OFTMsgCodec.sol` and `libs/OFTComposeMsgCodec.sol` (@layerzerolabs/oft-evm 4.0.1). */
const message = { amountSD: 32, compose: 40 } as const
const composed = { srcEid: 8, amountLD: 12, compose: 44 } as const

/** Undefined where no OFT wrote it: too short, or composed without its 32 bytes of who composed. */
export function parseOftMessage(bytes: Hex): OftMessage | undefined {
  const length = size(bytes)
  if (length < message.compose || (length > message.compose && length < message.compose + 32))
    return undefined
  return {
    sendTo: sliceHex(bytes, 0, message.amountSD),
    amountSD: BigInt(sliceHex(bytes, message.amountSD, message.compose)),
    compose: tailOf(bytes, message.compose),
  }
}

/** The bytes of a message again, as the origin wrote them. */
export function encodeOftMessage({ sendTo, amountSD, compose }: OftMessage): Hex {
  return concatHex([sendTo, numberToHex(amountSD, { size: 8 }), compose])
}

/** What an OFT hands to a composer on the destination; `amountLD` in the destination's decimals. */
export function parseComposedMessage(bytes: Hex) {
  if (size(bytes) < composed.compose + 32) return undefined
  return {
    nonce: BigInt(sliceHex(bytes, 0, composed.srcEid)),
    srcEid: Number(sliceHex(bytes, composed.srcEid, composed.amountLD)),
    amountLD: BigInt(sliceHex(bytes, composed.amountLD, composed.compose)),
    compose: tailOf(bytes, composed.compose),
  }
}

function tailOf(bytes: Hex, from: number): Hex {
  return size(bytes) > from ? sliceHex(bytes, from) : '0x'
}
