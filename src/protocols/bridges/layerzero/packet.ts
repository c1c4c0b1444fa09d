import { concatHex, numberToHex } from 'viem'
import type { Hex } from '../../../facts/primitives.ts'
import { keccak256 } from '../../../utils/keccak256.ts'

/** Where a packet comes from and goes to. `sender` and `receiver` are contracts as 32 bytes. */
export interface PacketHeader {
  nonce: bigint
  srcEid: number
  sender: Hex
  dstEid: number
  receiver: Hex
}

/** What the endpoint of a destination calls the place that a packet came from. */
export interface PacketOrigin {
  srcEid: number
  sender: Hex
  nonce: bigint
}

/** A packet as the endpoint of its origin logs it. */
export interface Packet extends PacketHeader {
  guid: Hex
  message: Hex
  /** keccak256(guid ‖ message): what verifiers sign. The guid alone commits to no message. */
  payloadHash: Hex
}

/** Byte offsets of `messagelib/libs/PacketV1Codec.sol` (@layerzerolabs/lz-evm-protocol-v2 3.0.168). */
const offsets = {
  nonce: 1,
  srcEid: 9,
  sender: 13,
  dstEid: 45,
  receiver: 49,
  guid: 81,
  message: 113,
}

/** Reads the 81 bytes that verifiers sign with the payload; undefined when they are no header of version 1. */
export function parsePacketHeader(header: Hex): PacketHeader | undefined {
  return header.length === 2 + offsets.guid * 2 && header.startsWith('01', 2)
    ? readHeader(header)
    : undefined
}

/** Reads a whole packet; undefined when it is none of version 1, or its guid is not its header's. */
export function parsePacket(encoded: Hex): Packet | undefined {
  if (encoded.length < 2 + offsets.message * 2 || !encoded.startsWith('01', 2)) return undefined
  const header = readHeader(encoded)
  const guid = slice(encoded, offsets.guid, offsets.message)
  if (guid !== guidOf(header)) return undefined
  const message = slice(encoded, offsets.message)
  return { ...header, guid, message, payloadHash: payloadHashOf(guid, message) }
}

/** Who sent an encoded packet, 32 bytes, without a look at the rest; undefined when it is too short. */
export function senderOf(encoded: Hex): Hex | undefined {
  return encoded.length < 2 + offsets.message * 2
    ? undefined
    : slice(encoded, offsets.sender, offsets.dstEid)
}

/** What origin and destination compute alike (`libs/GUID.sol`). */
export function guidOf({ nonce, srcEid, sender, dstEid, receiver }: PacketHeader): Hex {
  return keccak256(
    concatHex([
      numberToHex(nonce, { size: 8 }),
      numberToHex(srcEid, { size: 4 }),
      sender,
      numberToHex(dstEid, { size: 4 }),
      receiver,
    ]),
  )
}

export function payloadHashOf(guid: Hex, message: Hex): Hex {
  return keccak256(concatHex([guid, message]))
}

function readHeader(bytes: Hex): PacketHeader {
  return {
    nonce: BigInt(slice(bytes, offsets.nonce, offsets.srcEid)),
    srcEid: Number(slice(bytes, offsets.srcEid, offsets.sender)),
    sender: slice(bytes, offsets.sender, offsets.dstEid),
    dstEid: Number(slice(bytes, offsets.dstEid, offsets.receiver)),
    receiver: slice(bytes, offsets.receiver, offsets.guid),
  }
}

function slice(bytes: Hex, from: number, to?: number): Hex {
  return `0x${bytes.slice(2 + from * 2, to === undefined ? undefined : 2 + to * 2)}`
}
