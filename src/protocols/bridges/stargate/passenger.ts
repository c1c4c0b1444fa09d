import { concatHex, numberToHex, size, sliceHex } from 'viem'
import type { Address, Hex } from '../../../facts/primitives.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import { toWord } from '../../toWord.ts'

/** Who is paid how much of what at the end of a ride. */
export interface Passenger {
  assetId: number
  /** 32 bytes. */
  receiver: Hex
  /** In shared decimals, at most a uint64. */
  amountSD: bigint
}

/** Byte offsets of `libs/BusCodec.sol` and `libs/TaxiCodec.sol` (stargate-v2@4eec1af3). */
const seat = { receiver: 2, amountSD: 34, nativeDrop: 42, end: 43 } as const
const TAXI = 1
const BUS = 2
const BUS_HEADER_BYTES = 33

/** The passenger of a seat; undefined when the bytes are none. */
export function parsePassenger(bytes: Hex): Passenger | undefined {
  return size(bytes) === seat.end ? readPassenger(bytes) : undefined
}

/** Everybody whom a message of the token messaging pays, in order; undefined when it is no such message. */
export function parsePassengers(message: Hex): readonly Passenger[] | undefined {
  const length = size(message)
  if (length === 0) return undefined
  const kind = Number(sliceHex(message, 0, 1))
  if (kind === TAXI)
    return length < 1 + seat.nativeDrop ? undefined : [readPassenger(sliceHex(message, 1))]
  const seats = (length - BUS_HEADER_BYTES) / seat.end
  if (kind !== BUS || !Number.isInteger(seats) || seats < 1) return undefined
  return Array.from({ length: seats }, (_, i) =>
    readPassenger(sliceHex(message, BUS_HEADER_BYTES + i * seat.end)),
  )
}

/** Whether one passenger rides alone. */
export function isTaxi(message: Hex): boolean {
  return size(message) > 0 && Number(sliceHex(message, 0, 1)) === TAXI
}

/** What both sides know of a passenger: its packet and its contents, but not its seat. */
export function seatKeyOf(guid: Hex, { assetId, receiver, amountSD }: Passenger): Hex {
  const asset = numberToHex(assetId, { size: 2 })
  return keccak256(concatHex([guid, asset, receiver, numberToHex(amountSD, { size: 8 })]))
}

/** What a passenger is called before its bus leaves. */
export function ticketKeyOf(
  messaging: Address,
  srcEid: number,
  dstEid: number,
  ticketId: bigint,
): Hex {
  const eids = [srcEid, dstEid].map((eid) => numberToHex(eid, { size: 4 }))
  return keccak256(concatHex([toWord(messaging), ...eids, numberToHex(ticketId, { size: 9 })]))
}

function readPassenger(bytes: Hex): Passenger {
  return {
    assetId: Number(sliceHex(bytes, 0, seat.receiver)),
    receiver: sliceHex(bytes, seat.receiver, seat.amountSD),
    amountSD: BigInt(sliceHex(bytes, seat.amountSD, seat.nativeDrop)),
  }
}
