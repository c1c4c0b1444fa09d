/**
 * Polygon PoS, deposits: on Ethereum the `predicate`s that hold tokens and the `stateSender`, on Polygon the `stateReceiver`
 * (0x…1001) and the route's `token`s. A bridge is this one pair of chains, since its logs name none. Exits are a protocol of
 * their own, `polygon-pos-exits`, because they match by another rule.
 *
 * Origin:      `LockedERC20` or `LockedEther` of a predicate, before the `StateSynced(id, …, data)` of the sender that carries
 *              it; the data joins them.
 * Destination: the token's mint, `Transfer(0 → recipient)`, before the `StateCommitted(stateId, true)` of the receiver.
 * Failed:      `StateCommitted(stateId, false)`; newer receivers let anyone replay it.
 *
 * Both sides share the state's id. What is minted is what was locked. Ether is `0xeeee…` on Ethereum and a token on Polygon.
 * States are committed in system transactions, of which some nodes hide the logs.
 *
 * Not read: `NewHeaderBlock` commits a range of Polygon's blocks, not messages; `ExitedEther` and `ExitedERC20` are of exits.
 */
import { parseAbi } from 'viem'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { nativeToken } from '../nativeToken.ts'
import { paymentAbi } from '../Payment.ts'
import { findCommitted } from './findCommitted.ts'
import { findLocked } from './findLocked.ts'

export const polygonPos = createProtocol({
  name: 'polygon-pos',
  domain: 'chainId',
  isPair: true,
  hasStrangers: true,
  policy: { stuckAfterSeconds: 7_200n, p99Seconds: 3_600n },
  contracts: {
    predicate: {
      isOptional: true,
      abi: parseAbi([
        'event LockedERC20(address indexed depositor, address indexed depositReceiver, address indexed rootToken, uint256 amount)',
        'event LockedEther(address indexed depositor, address indexed depositReceiver, uint256 amount)',
      ]),
    },
    stateSender: {
      isOptional: true,
      abi: parseAbi([
        'event StateSynced(uint256 indexed id, address indexed contractAddress, bytes data)',
      ]),
    },
    stateReceiver: {
      isOptional: true,
      abi: parseAbi(['event StateCommitted(uint256 indexed stateId, bool success)']),
    },
    token: {
      abi: paymentAbi,
      paidBy: [],
    },
  },
  toFindings: (events, route) => [
    ...findLocked(
      [
        ...eventsNamed(events, 'LockedERC20'),
        ...eventsNamed(events, 'LockedEther').map((each) => ({ ...each, rootToken: nativeToken })),
      ],
      eventsNamed(events, 'StateSynced'),
      route,
    ),
    ...findCommitted(eventsNamed(events, 'StateCommitted'), eventsNamed(events, 'Transfer'), route),
  ],
})
