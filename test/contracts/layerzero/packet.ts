import {
  type Address,
  concatHex,
  type Hex,
  keccak256,
  type Log,
  parseAbi,
  parseEventLogs,
  sliceHex,
} from 'viem'

const endpointAbi = parseAbi([
  'event PacketSent(bytes encodedPayload, bytes options, address sendLibrary)',
  'event ComposeSent(address from, address to, bytes32 guid, uint16 index, bytes message)',
])

/** A packet as the endpoint of its origin logs it, cut by the offsets of LayerZero's `PacketV1Codec.sol`. */
export interface SentPacket {
  /** What verifiers sign, with the hash of the payload. */
  header: Hex
  payloadHash: Hex
  origin: { srcEid: number; sender: Hex; nonce: bigint }
  receiver: Address
  guid: Hex
  message: Hex
}

/** The one packet that a transaction sent. */
export function packetOf(logs: readonly Log[]): SentPacket {
  const [event, other] = parseEventLogs({
    abi: endpointAbi,
    eventName: 'PacketSent',
    logs: [...logs],
  })
  if (event === undefined || other !== undefined) throw new Error('one packet was sent')
  const encoded = event.args.encodedPayload
  const guid = sliceHex(encoded, 81, 113)
  const message = sliceHex(encoded, 113)
  return {
    header: sliceHex(encoded, 0, 81),
    payloadHash: keccak256(concatHex([guid, message])),
    origin: {
      nonce: BigInt(sliceHex(encoded, 1, 9)),
      srcEid: Number(sliceHex(encoded, 9, 13)),
      sender: sliceHex(encoded, 13, 45),
    },
    receiver: sliceHex(encoded, 61, 81),
    guid,
    message,
  }
}

/** What a delivery left with the endpoint for a composer. */
export function composeOf(logs: readonly Log[]) {
  const [event] = parseEventLogs({ abi: endpointAbi, eventName: 'ComposeSent', logs: [...logs] })
  if (event === undefined) throw new Error('a composed message waits')
  return event.args
}
