/**
 * Stargate v2: `pool` (StargatePool or StargateOFT of one asset), `tokenMessaging` and `endpoint` (LayerZero's EndpointV2) of
 * each chain, with the one `token` of that asset, and optionally `burnMintPool` (those of `pool` that burn and mint).
 *
 * Taxi:        `OFTSent(guid, …)` of the pool, after the `PacketSent` of the endpoint that carries it alone.
 * Bus:         `BusRode(dstEid, ticketId, …, passenger)` of the messaging and then `OFTSent` without a guid: the passenger waits
 *              for a bus. It leaves with `BusDriven(dstEid, startTicketId, numPassengers, guid)`, after the `PacketSent` that
 *              lists its passengers in the order of their tickets.
 * Destination: `OFTReceived(guid, …, toAddress, amountReceivedLD)` of the pool, once for each passenger, which does not say its
 *              seat. `UnreceivedTokenCached` may be paid out later; so may a packet that `LzReceiveAlert` says failed.
 *
 * Both sides share keccak256(guid, asset id, receiver, shared amount): what a seat is without its number. Passengers of one
 * bus who agree in all of that share the key; nothing tells them apart, and they are matched by count. A ticket is known
 * before its guid, so that it is a name of its own, which `BusDriven` links. A taxi also goes by its guid, which is all that a
 * venue knows of it: a bus carries many under one. `amountSentLD` less `amountReceivedLD` is the fee, or, where it is negative, a reward; what arrives is the latter to the last unit.
 *
 * Control:     `PauseSet(paused)` of a pool stops both ways past it.
 *
 * A log has room for 16 facts, so that of one bus 32 passengers of the asset are told, in two logs; further ones are
 * quarantined. Asset ids are those of Stargate's mainnet deployment; a bridge carries one asset.
 *
 * Not read: `CreditsSent` and `CreditsReceived` move credits between pools, `Deposited` and `Redeemed` what providers own; none
 * of them is a transfer. `PacketVerified`, `PacketDelivered`, `PayloadVerified`, `ComposeSent`,
 * `ComposeDelivered`, `LzComposeAlert`, `PacketNilified`, `PacketBurnt` and `InboundNonceSkipped` name a guid or less, and no
 * seat. `UlnConfigSet`, `DefaultUlnConfigsSet`, `ReceiveLibrarySet`, `DelegateSet` and `PeerSet` change the trust
 * configuration, for which there is no fact yet.
 */
import { parseAbi } from 'viem'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { findToggles } from '../findToggles.ts'
import { findBuses } from './findBuses.ts'
import { findPayouts } from './findPayouts.ts'
import { findRides } from './findRides.ts'

const endpointAbi = parseAbi([
  'event PacketSent(bytes encodedPayload, bytes options, address sendLibrary)',
  'event LzReceiveAlert(address indexed receiver, address indexed executor, (uint32 srcEid, bytes32 sender, uint64 nonce) origin, bytes32 guid, uint256 gas, uint256 value, bytes message, bytes extraData, bytes reason)',
])

const messagingAbi = parseAbi([
  'event BusRode(uint32 dstEid, uint72 ticketId, uint80 fare, bytes passenger)',
  'event BusDriven(uint32 dstEid, uint72 startTicketId, uint8 numPassengers, bytes32 guid)',
])

const poolAbi = parseAbi([
  'event OFTSent(bytes32 indexed guid, uint32 dstEid, address indexed fromAddress, uint256 amountSentLD, uint256 amountReceivedLD)',
  'event OFTReceived(bytes32 indexed guid, uint32 srcEid, address indexed toAddress, uint256 amountReceivedLD)',
  'event PauseSet(bool paused)',
  'event UnreceivedTokenCached(bytes32 guid, uint8 index, uint32 srcEid, address receiver, uint256 amountLD, bytes composeMsg)',
])

export const stargateUsdc = createStargate('stargate-v2-usdc', 1)
export const stargateUsdt = createStargate('stargate-v2-usdt', 2)
export const stargateEth = createStargate('stargate-v2-eth', 13)

function createStargate(name: string, assetId: number) {
  return createProtocol({
    name,
    version: 2,
    domain: 'layerzero',
    keys: 'shared',
    // A taxi takes LayerZero's minutes; a bus leaves when it is full or somebody pays for it (bridges.md §1.4).
    policy: { stuckAfterSeconds: 1_800n },
    contracts: {
      endpoint: { abi: endpointAbi },
      tokenMessaging: { abi: messagingAbi },
      pool: { abi: poolAbi },
      burnMintPool: { isOptional: true },
    },
    pausedBy: ['pool'],
    toFindings: (events, route) => {
      const packets = eventsNamed(events, 'PacketSent')
      const toggles = eventsNamed(events, 'PauseSet')
      return [
        ...findToggles(
          toggles.map(({ log, paused: isPaused }) => ({ log, isPaused })),
          route,
        ),
        ...findRides(
          { sent: eventsNamed(events, 'OFTSent'), rode: eventsNamed(events, 'BusRode'), packets },
          route,
          assetId,
        ),
        ...findBuses({ driven: eventsNamed(events, 'BusDriven'), packets }, route, assetId),
        ...findPayouts(
          {
            received: eventsNamed(events, 'OFTReceived'),
            cached: eventsNamed(events, 'UnreceivedTokenCached'),
            alerts: eventsNamed(events, 'LzReceiveAlert'),
          },
          route,
          assetId,
        ),
      ]
    },
  })
}
