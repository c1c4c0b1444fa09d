import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { fromWord, toWord } from '../../toWord.ts'
import { type Packet, parsePacket, senderOf } from '../layerzero/packet.ts'

/** What every pool of the mainnet deployment counts messages in. */
const SHARED_DECIMALS = 6

/** A packet that the token messaging of this chain sent. */
export interface PacketLog {
  log: RawLog
  packet: Packet
}

/** The endpoint carries packets of every application; those of others are passed over before anything is hashed. */
export function ownPackets(
  packets: readonly { log: RawLog; encodedPayload: Hex }[],
  route: BridgeRoute,
): readonly PacketLog[] {
  return packets.flatMap(({ log, encodedPayload }) => {
    const word = senderOf(encodedPayload)
    const sender = word && fromWord(word)
    const isOwn = sender !== undefined && route.contractsOf('tokenMessaging').includes(sender)
    const packet = isOwn ? parsePacket(encodedPayload) : undefined
    return packet ? [{ log, packet }] : []
  })
}

/** The token of the route with its units in one unit of a message; undefined where the config has not one such token. */
export function tokenOf({ tokens }: BridgeRoute): { token: Address; rate: bigint } | undefined {
  const [only, other] = [...tokens]
  if (only === undefined || other !== undefined || only[1] < SHARED_DECIMALS) return undefined
  return { token: only[0], rate: 10n ** BigInt(only[1] - SHARED_DECIMALS) }
}

/** Why `tokenOf` has no answer. */
export const noToken = 'The config has not one token with six decimals or more for this chain.'

/** Whom a sender pays and a recipient is paid by: a pool holds what is sent, a StargateOFT burns and mints. */
export function carrierOf(pool: Address, token: Address, route: BridgeRoute): Address {
  return route.contractsOf('burnMintPool').includes(pool) ? token : pool
}

/** Whether the config has this contract as the token messaging of that endpoint. A chain that is not followed may have any. */
export function isMessaging(eid: number, peer: Hex, route: BridgeRoute): boolean {
  const known = route.peersOf(eid, 'tokenMessaging')
  return known === undefined || known.some((address) => toWord(address) === peer)
}
