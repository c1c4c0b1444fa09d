/**
 * Wormhole Native Token Transfers: `manager` (NttManager) of each chain, with the one `token` that it moves, and optionally
 * `transceiver` (WormholeTransceiver), which says what a manager without digests sent and where a message came from.
 *
 * Origin:      `TransferSent(recipient, …, amount, …, recipientChain, msgSequence)` of the manager and right after it
 *              `TransferSent(digest)`, after the payment to the manager; older managers log no digest, which is then that of
 *              the payload in the transceiver's `SendTransceiverMessage`.
 * Queued:      past its rate limit a manager takes the tokens and logs only `OutboundTransferQueued(queueSequence)`: they
 *              are on their way, and there is no digest yet. When it is released, in a transaction without a payment, the
 *              `TransferSent`s of that sequence follow; `OutboundTransferCancelled(sequence, …, amount)` pays it back.
 * Verified:    `MessageAttestedTo(digest, …)` of each transceiver; `InboundTransferQueued(digest)` where the destination's
 *              own limit delays it.
 * Destination: `TransferRedeemed(digest)`, before the one payment or mint that says the amount. `ReceivedMessage` of the
 *              transceiver names the origin.
 *
 * Both sides share the digest, which commits to the whole message. What is queued goes by (chain, manager, sequence) until
 * its release names both: the one link of this protocol. Amounts cross with at most eight decimals; both sides count them in
 * eight, and dust never leaves the sender.
 *
 * Control:     `Paused(paused)` and `NotPaused(notPaused)` of the manager stop both ways and let them pass again. Its rate limits are
 *              set without a log; what they hold back is told by the queues.
 *
 * Not read: `ThresholdChanged`, `PeerUpdated` and `TransceiverAdded` change the trust configuration, for which there is no
 * fact yet. A manager that unwraps native money logs no payment, so that its redemption is quarantined.
 */
import { parseAbi } from 'viem'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { findPauses } from '../findPauses.ts'
import { paymentAbi } from '../Payment.ts'
import { findNttArrivals } from './findNttArrivals.ts'
import { findNttSends } from './findNttSends.ts'

const managerAbi = parseAbi([
  'event TransferSent(bytes32 indexed recipient, bytes32 indexed refundAddress, uint256 amount, uint256 fee, uint16 recipientChain, uint64 msgSequence)',
  'event TransferSent(bytes32 indexed digest)',
  'event OutboundTransferQueued(uint64 queueSequence)',
  'event OutboundTransferCancelled(uint256 sequence, address recipient, uint256 amount)',
  'event Paused(bool paused)',
  'event NotPaused(bool notPaused)',
  'event MessageAttestedTo(bytes32 digest, address transceiver, uint8 index)',
  'event InboundTransferQueued(bytes32 digest)',
  'event TransferRedeemed(bytes32 indexed digest)',
])

const transceiverAbi = parseAbi([
  'event SendTransceiverMessage(uint16 recipientChain, (bytes32 sourceNttManagerAddress, bytes32 recipientNttManagerAddress, bytes nttManagerPayload, bytes transceiverPayload) message)',
  'event ReceivedMessage(bytes32 digest, uint16 emitterChainId, bytes32 emitterAddress, uint64 sequence)',
])

export const ntt = createProtocol({
  name: 'wormhole-ntt',
  domain: 'wormhole',
  // As the token bridge's; a rate limit's queue holds it for a day, during which it says QUEUED (bridges.md §1.4).
  policy: { stuckAfterSeconds: 7_200n },
  contracts: {
    manager: { abi: managerAbi },
    transceiver: { abi: transceiverAbi, isOptional: true },
    token: {
      abi: paymentAbi,
      paidBy: ['manager'],
      paidTo: ['manager'],
    },
  },
  pausedBy: ['manager'],
  toFindings: (events, route) => {
    const payments = eventsNamed(events, 'Transfer')
    const sent = eventsNamed(events, 'TransferSent')
    return [
      ...findPauses(
        { paused: eventsNamed(events, 'Paused'), resumed: eventsNamed(events, 'NotPaused') },
        route,
      ),
      ...findNttSends(
        {
          sent: sent.flatMap((event) => ('msgSequence' in event ? [event] : [])),
          digests: sent.flatMap((event) => ('digest' in event ? [event] : [])),
          messages: eventsNamed(events, 'SendTransceiverMessage'),
          queued: eventsNamed(events, 'OutboundTransferQueued'),
          payments,
        },
        route,
      ),
      ...findNttArrivals(
        {
          attested: eventsNamed(events, 'MessageAttestedTo'),
          delayed: eventsNamed(events, 'InboundTransferQueued'),
          redeemed: eventsNamed(events, 'TransferRedeemed'),
          cancelled: eventsNamed(events, 'OutboundTransferCancelled'),
          received: eventsNamed(events, 'ReceivedMessage'),
          payments,
        },
        route,
      ),
    ]
  },
})
