/**
 * Wormhole Token Bridge: `core` (the Wormhole core contract) and `tokenBridge` of each chain, with the route's `token`s.
 *
 * Origin:      `LogMessagePublished(sender, sequence, …, payload)` of the core, where the sender is the token bridge; any
 *              contract may publish, so that those of others are passed over. A token of this chain is named in the payload
 *              and kept by the bridge; a wrapped one is burned just before, by `Transfer(bridge → 0)`, which tells it.
 * Destination: `TransferRedeemed(emitterChainId, emitterAddress, sequence)` of the token bridge, before the `Transfer`s by
 *              which it pays: to its relayer what the payload allows, then to the recipient. It says no amount by itself,
 *              and where no carried token is paid it is another token's. Where the bridge unwraps native money, the wrapped
 *              token logs `Withdrawal(bridge, amount)` instead, and nobody the recipient: the credit names its key alone.
 *
 * Both sides share (chain, emitter, sequence) of the message, hashed. It commits to no content, so that the payload hash
 * adds the recipient. Amounts cross with at most eight decimals; the dust below them stays with the sender. What the
 * relayer keeps and what the recipient gets are together what the message carries.
 *
 * Control:     `Paused(by, pauseExpiry)` and `Frozen(by, pauseExpiry)` of the token bridge stop both ways. The expiry ends nothing
 *              by itself: from then on anybody may lift the pause, which `UnpauseExpired` says, as `Unpaused` does before.
 *
 * Not read: `GuardianSetAdded` and `ContractUpgraded` change the trust configuration, for which there is no fact yet.
 */
import { parseAbi } from 'viem'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { findPauses } from '../findPauses.ts'
import { paymentAbi } from '../Payment.ts'
import { findPublished } from './findPublished.ts'
import { findRedeemed, type Paid } from './findRedeemed.ts'

export const tokenBridge = createProtocol({
  name: 'wormhole-token-bridge',
  domain: 'wormhole',
  // Finality of the slowest origins and some seconds; the governor may hold it for a day (bridges.md §1.4).
  policy: { stuckAfterSeconds: 7_200n },
  contracts: {
    core: {
      abi: parseAbi([
        'event LogMessagePublished(address indexed sender, uint64 sequence, uint32 nonce, bytes payload, uint8 consistencyLevel)',
      ]),
    },
    tokenBridge: {
      abi: parseAbi([
        'event Paused(address indexed by, uint256 pauseExpiry)',
        'event Frozen(address indexed by, uint256 pauseExpiry)',
        'event Unpaused(address indexed by)',
        'event UnpauseExpired(address indexed by)',
        'event TransferRedeemed(uint16 indexed emitterChainId, bytes32 indexed emitterAddress, uint64 indexed sequence)',
      ]),
    },
    token: {
      abi: paymentAbi,
      paidBy: ['tokenBridge'],
    },
    wrappedToken: {
      abi: parseAbi(['event Withdrawal(address indexed src, uint256 wad)']),
      paidBy: ['tokenBridge'],
    },
  },
  pausedBy: ['tokenBridge'],
  toFindings: (events, route) => {
    const payments = eventsNamed(events, 'Transfer')
    const unwrapped = eventsNamed(events, 'Withdrawal').map(
      ({ log, src: from, wad: value }): Paid => ({ log, from, to: undefined, value }),
    )
    return [
      ...findPauses(
        {
          paused: [...eventsNamed(events, 'Paused'), ...eventsNamed(events, 'Frozen')],
          resumed: [...eventsNamed(events, 'Unpaused'), ...eventsNamed(events, 'UnpauseExpired')],
        },
        route,
      ),
      ...findPublished(eventsNamed(events, 'LogMessagePublished'), payments, route),
      ...findRedeemed(
        eventsNamed(events, 'TransferRedeemed'),
        [...payments, ...unwrapped].sort((a, b) => a.log.logIndex - b.log.logIndex),
        route,
      ),
    ]
  },
})
