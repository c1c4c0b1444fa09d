/**
 * LayerZero v2 with OFTs: `endpoint` (EndpointV2), `oft` (the OFT, or the adapter that holds the token), and optionally
 * `receiveLibrary` (ReceiveUln302), `burnMintAdapter` (those of `oft` that burn and mint a token other than themselves) and
 * `executor` (whose alerts are believed).
 *
 * Origin:      `OFTSent(guid, …, amountSentLD, amountReceivedLD)` of the OFT, after the `PacketSent(encodedPayload)` of the
 *              endpoint that carries it.
 * Verified:    `PayloadVerified(dvn, header, …, proofHash)` of the library by each verifier, then `PacketVerified(origin,
 *              receiver, payloadHash)` of the endpoint once enough of them have.
 * Destination: `OFTReceived(guid, …, amountReceivedLD)` of the OFT, before the `PacketDelivered(origin, receiver)` of the
 *              endpoint and, where it is composed, after its `ComposeSent(from, to, guid, …, message)`. The tokens are the
 *              composer's from then on; what it does with them is a second transaction, which a venue's own credit closes.
 * Failed:      `LzReceiveAlert` may be tried again by anyone; `LzComposeAlert` says so of the second step;
 *              `PacketNilified` asks the verifiers once more. Anybody may log an alert of anything, so that it never
 *              moves an amount, counts only of the very payload that was sent, and only by the executor where one is configured.
 * Lost:        `PacketBurnt`, `InboundNonceSkipped`, and `PacketDelivered` of a packet that the OFT's owner cleared, which has
 *              no `OFTReceived`, are final.
 *
 * Both sides share the guid, a hash of (nonce, origin, sender, destination, receiver). It commits to no message: after a
 * reorg of the origin the same nonce carries another one. Hence the payload hash is keccak256(guid ‖ message), which the
 * destination builds again from what it paid. Amounts cross in shared decimals; the dust below them never leaves the sender,
 * and what a fee keeps is `amountSentLD` less `amountReceivedLD`.
 *
 * Control:     `PeerSet(eid, peer)` of the OFT closes its lane both ways where the peer is zero, and opens it where it is not: an
 *              OFT without a peer neither sends nor receives. Other pauses, and rate limits, are extensions of each OFT, which log
 *              them as they like or not at all, so that silence says nothing.
 *
 * Not read: `ComposeDelivered` says that a composer ran, not what it paid; `UlnConfigSet`, `DefaultUlnConfigsSet`,
 * `ReceiveLibrarySet` and `DelegateSet` change the trust configuration, for which there is no fact yet; nor is it judged whom a
 * peer is.
 */
import { parseAbi } from 'viem'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { findDeliveries } from './findDeliveries.ts'
import { findPeers } from './findPeers.ts'
import { findSends } from './findSends.ts'
import { findSteps } from './findSteps.ts'

const endpointAbi = parseAbi([
  'event PacketSent(bytes encodedPayload, bytes options, address sendLibrary)',
  'event PacketVerified((uint32 srcEid, bytes32 sender, uint64 nonce) origin, address receiver, bytes32 payloadHash)',
  'event PacketDelivered((uint32 srcEid, bytes32 sender, uint64 nonce) origin, address receiver)',
  'event LzReceiveAlert(address indexed receiver, address indexed executor, (uint32 srcEid, bytes32 sender, uint64 nonce) origin, bytes32 guid, uint256 gas, uint256 value, bytes message, bytes extraData, bytes reason)',
  'event ComposeSent(address from, address to, bytes32 guid, uint16 index, bytes message)',
  'event LzComposeAlert(address indexed from, address indexed to, address indexed executor, bytes32 guid, uint16 index, uint256 gas, uint256 value, bytes message, bytes extraData, bytes reason)',
  'event InboundNonceSkipped(uint32 srcEid, bytes32 sender, address receiver, uint64 nonce)',
  'event PacketNilified(uint32 srcEid, bytes32 sender, address receiver, uint64 nonce, bytes32 payloadHash)',
  'event PacketBurnt(uint32 srcEid, bytes32 sender, address receiver, uint64 nonce, bytes32 payloadHash)',
])

const oftAbi = parseAbi([
  'event OFTSent(bytes32 indexed guid, uint32 dstEid, address indexed fromAddress, uint256 amountSentLD, uint256 amountReceivedLD)',
  'event OFTReceived(bytes32 indexed guid, uint32 srcEid, address indexed toAddress, uint256 amountReceivedLD)',
  'event PeerSet(uint32 eid, bytes32 peer)',
])

const receiveLibraryAbi = parseAbi([
  'event PayloadVerified(address dvn, bytes header, uint256 confirmations, bytes32 proofHash)',
])

/** OFTs with the six shared decimals that `OFTCore.sharedDecimals` has unless it is overridden. */
export const oft = createOft('oft', 6)

/** OFTs with eight, as those of bitcoin are. */
export const oft8 = createOft('oft-8', 8)

function createOft(name: string, sharedDecimals: number) {
  return createProtocol({
    name,
    version: 2,
    domain: 'layerzero',
    policy: { stuckAfterSeconds: 1_800n },
    contracts: {
      endpoint: { abi: endpointAbi },
      oft: { abi: oftAbi },
      receiveLibrary: { abi: receiveLibraryAbi, isOptional: true },
      burnMintAdapter: { isOptional: true },
      executor: { isOptional: true },
    },
    toFindings: (events, route) => [
      ...findPeers(eventsNamed(events, 'PeerSet'), route),
      ...findSends(
        { sent: eventsNamed(events, 'OFTSent'), packets: eventsNamed(events, 'PacketSent') },
        route,
        sharedDecimals,
      ),
      ...findDeliveries(
        {
          received: eventsNamed(events, 'OFTReceived'),
          delivered: eventsNamed(events, 'PacketDelivered'),
          composed: eventsNamed(events, 'ComposeSent'),
        },
        route,
        sharedDecimals,
      ),
      ...findSteps(
        {
          signed: eventsNamed(events, 'PayloadVerified'),
          verified: eventsNamed(events, 'PacketVerified'),
          alerts: eventsNamed(events, 'LzReceiveAlert'),
          composeAlerts: eventsNamed(events, 'LzComposeAlert'),
          nilified: eventsNamed(events, 'PacketNilified'),
          burnt: eventsNamed(events, 'PacketBurnt'),
          skipped: eventsNamed(events, 'InboundNonceSkipped'),
        },
        route,
      ),
    ],
  })
}
