import { concat, type Hex, keccak256, pad, toHex } from 'viem'
import { addressOf, type LogParts } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import type { MemberParts } from './routes.ts'

/** USDC with 6 decimals at home and 18 away; messages count in 6. */
const sides = {
  home: { chainId: 1, eid: 30101, n: 1, rate: 1n },
  away: { chainId: 56, eid: 30102, n: 2, rate: 10n ** 12n },
}
export type Side = (typeof sides)['home']
export const { home, away } = sides
export const endpointOf = ({ n }: Side) => addressOf(0x1000 + n)
export const messagingOf = ({ n }: Side) => addressOf(0x2000 + n)
export const poolOf = ({ n }: Side) => addressOf(0x3000 + n)
export const tokenOf = ({ n }: Side) => addressOf(0x4000 + n)
export const otherPool = addressOf(0x5000)
export const [alice, bob, carol] = [0xa11ce, 0xb0b, 0xca].map(addressOf) as [Hex, Hex, Hex]
export const [usdc, usdt] = [1, 2]

const memberOf = (side: Side): MemberParts => ({
  chainId: side.chainId,
  domain: `${side.eid}`,
  contracts: {
    endpoint: endpointOf(side),
    tokenMessaging: messagingOf(side),
    pool: poolOf(side),
  },
  tokens: { [tokenOf(side)]: side === home ? 6 : 18 },
})
export const members = [memberOf(home), memberOf(away)]

export interface Rider {
  amountSD?: bigint
  receiver?: Hex
  assetId?: number
  /** Token units, negative for a reward. */
  fee?: bigint
}

export const row = (name: string) => rowOf('stargate', 'v2', name)
export const endpointRow = (name: string) => rowOf('layerzero', 'v2', name)

/** assetId, receiver, amountSD and whether native money is dropped, as `BusCodec` packs them. */
const seatOf = ({ amountSD = 5n, receiver = bob, assetId = usdc }: Rider): Hex =>
  concat([toHex(assetId, { size: 2 }), pad(receiver), toHex(amountSD, { size: 8 }), '0x00'])
const taxiOf = (rider: Rider): Hex => concat(['0x01', seatOf(rider).slice(0, -2) as Hex])
export const busOf = (riders: readonly Rider[]): Hex =>
  concat(['0x02', toHex(0n, { size: 32 }), ...riders.map(seatOf)])

function headerOf(from: Side, nonce: bigint): Hex {
  const to = from === home ? away : home
  return concat([
    toHex(nonce, { size: 8 }),
    toHex(from.eid, { size: 4 }),
    pad(messagingOf(from)),
    toHex(to.eid, { size: 4 }),
    pad(messagingOf(to)),
  ])
}
export const guidOf = (nonce = 7n, from: Side = home): Hex => keccak256(headerOf(from, nonce))

export const packet = (message: Hex, from: Side = home, nonce = 7n): LogParts =>
  encodeRow(endpointRow('PacketSent'), endpointOf(from), {
    encodedPayload: concat(['0x01', headerOf(from, nonce), guidOf(nonce, from), message]),
    options: '0x',
    sendLibrary: addressOf(9),
  })

const oftSent = (guid: Hex, { amountSD = 5n, fee = 0n }: Rider, from: Side, pool = poolOf(from)) =>
  encodeRow(row('OFTSent'), pool, {
    guid,
    dstEid: (from === home ? away : home).eid,
    fromAddress: alice,
    amountSentLD: amountSD * from.rate + fee,
    amountReceivedLD: amountSD * from.rate,
  })

export const taxi = (rider: Rider = {}, from: Side = home): LogParts[] => [
  packet(taxiOf(rider), from),
  oftSent(guidOf(7n, from), rider, from),
]

export function ride(ticketId: bigint, rider: Rider = {}, pool?: Hex): LogParts[] {
  const rode = { dstEid: away.eid, ticketId, fare: 1n, passenger: seatOf(rider) }
  return [
    encodeRow(row('BusRode'), messagingOf(home), rode),
    oftSent(pad('0x00'), rider, home, pool),
  ]
}

export const drive = (
  startTicketId: bigint,
  riders: readonly Rider[],
  said = riders.length,
): LogParts[] => [
  packet(busOf(riders)),
  encodeRow(row('BusDriven'), messagingOf(home), {
    dstEid: away.eid,
    startTicketId,
    numPassengers: said,
    guid: guidOf(),
  }),
]

export const receive = (
  { amountSD = 5n, receiver = bob }: Rider = {},
  from: Side = home,
): LogParts => {
  const to = from === home ? away : home
  return encodeRow(row('OFTReceived'), poolOf(to), {
    guid: guidOf(7n, from),
    srcEid: from.eid,
    toAddress: receiver,
    amountReceivedLD: amountSD * to.rate,
  })
}

export const cache = ({ amountSD = 5n, receiver = bob }: Rider = {}): LogParts =>
  encodeRow(row('UnreceivedTokenCached'), poolOf(away), {
    guid: guidOf(),
    index: 0,
    srcEid: home.eid,
    receiver,
    amountLD: amountSD * away.rate,
    composeMsg: '0x',
  })
