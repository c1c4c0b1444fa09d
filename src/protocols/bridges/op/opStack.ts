/**
 * Standard bridges of OP Stack chains, both ways: `standardBridge` and `messenger` on both chains, `messagePasser` on the
 * second (L2), `portal` and `superchainConfig` on the first. A bridge is one pair of chains, since its logs name none.
 *
 * Origin:      `ERC20BridgeInitiated` or `ETHBridgeInitiated` of the bridge, with the `SentMessage` of the messenger and the
 *              `SentMessageExtension1` after it; before Bedrock `ERC20DepositInitiated` (L1) and `WithdrawalInitiated` (L2)
 *              alone. The message is what the other bridge will be called with, and joins them.
 * Destination: `ERC20BridgeFinalized` or `ETHBridgeFinalized`, before Bedrock `DepositFinalized` (L2) and
 *              `ERC20WithdrawalFinalized` (L1) alone, before the `RelayedMessage(msgHash)` of the messenger.
 * Withdrawal:  the messenger gives its message to the passer, `MessagePassed(…, withdrawalHash)`; by that hash it is proven,
 *              `WithdrawalProven`, perhaps again, and a week later finalized, `WithdrawalFinalized(withdrawalHash, success)`, in
 *              which the messenger relays it. The leg of the origin names both hashes, joined by the passer's data.
 *              A proof names no token, so that each of a withdrawal between the messengers is a fact: configure the portal as
 *              `provingPortal` too where that stage is worth it. Those of strangers go with `db prune --before`.
 * Failed:      `FailedRelayedMessage(msgHash)` may be replayed by anyone; RelayedMessage may follow.
 * Lost:        a withdrawal that is finalized without success can be neither replayed nor finalized again.
 *
 * Control:     `Paused(identifier)` and `Unpaused()` of the SuperchainConfig stop what arrives on the first chain: withdrawals can
 *              be neither proven nor finalized; deposits go on.
 *
 * Both sides share the message's hash, of which the version stands in the nonce. What arrives is what was sent. Since Bedrock
 * each transfer has both names, of which the newer is read. Native money is `0xeeee…`, and the message's value is its amount.
 *
 * Not read: `WithdrawalProvenExtension1` repeats WithdrawalProven. Withdrawals that a caller gives to the passer itself, and
 * deposits that it gives to the portal (`TransactionDeposited`), move native money that the other side logs nothing of: the
 * portal does not log what it pays, the second chain not that it was paid. `DisputeGameBlacklisted` changes trust, for which
 * there is no fact yet. Messages from before Bedrock that were relayed after it have another hash there.
 */
import { parseAbi } from 'viem'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import { createProtocol, type ProtocolEvent } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { findPauses } from '../findPauses.ts'
import {
  type BridgeEvent,
  fromDeposit,
  fromErc20,
  fromEther,
  fromWithdrawal,
  withoutTwins,
} from './bridgeEvent.ts'
import { findFinalized } from './findFinalized.ts'
import { findInitiated } from './findInitiated.ts'
import { findSteps } from './findSteps.ts'

const contracts = {
  standardBridge: {
    abi: parseAbi([
      'event ERC20BridgeInitiated(address indexed localToken, address indexed remoteToken, address indexed from, address to, uint256 amount, bytes extraData)',
      'event ERC20BridgeFinalized(address indexed localToken, address indexed remoteToken, address indexed from, address to, uint256 amount, bytes extraData)',
      'event ETHBridgeInitiated(address indexed from, address indexed to, uint256 amount, bytes extraData)',
      'event ETHBridgeFinalized(address indexed from, address indexed to, uint256 amount, bytes extraData)',
      'event ERC20DepositInitiated(address indexed l1Token, address indexed l2Token, address indexed from, address to, uint256 amount, bytes extraData)',
      'event DepositFinalized(address indexed l1Token, address indexed l2Token, address indexed from, address to, uint256 amount, bytes extraData)',
      'event WithdrawalInitiated(address indexed l1Token, address indexed l2Token, address indexed from, address to, uint256 amount, bytes extraData)',
      'event ERC20WithdrawalFinalized(address indexed l1Token, address indexed l2Token, address indexed from, address to, uint256 amount, bytes extraData)',
    ]),
  },
  messenger: {
    abi: parseAbi([
      'event SentMessage(address indexed target, address sender, bytes message, uint256 messageNonce, uint256 gasLimit)',
      'event SentMessageExtension1(address indexed sender, uint256 value)',
      'event RelayedMessage(bytes32 indexed msgHash)',
      'event FailedRelayedMessage(bytes32 indexed msgHash)',
    ]),
  },
  messagePasser: {
    isOptional: true,
    abi: parseAbi([
      'event MessagePassed(uint256 indexed nonce, address indexed sender, address indexed target, uint256 value, uint256 gasLimit, bytes data, bytes32 withdrawalHash)',
    ]),
  },
  portal: {
    isOptional: true,
    abi: parseAbi(['event WithdrawalFinalized(bytes32 indexed withdrawalHash, bool success)']),
  },
  superchainConfig: {
    isOptional: true,
    abi: parseAbi(['event Paused(string identifier)', 'event Unpaused()']),
  },
  provingPortal: {
    isOptional: true,
    abi: parseAbi([
      'event WithdrawalProven(bytes32 indexed withdrawalHash, address indexed from, address indexed to)',
    ]),
  },
} as const

type Events = readonly ProtocolEvent<typeof contracts>[]

export const opStack = createProtocol({
  name: 'op-stack',
  version: 2,
  domain: 'chainId',
  isPair: true,
  hasStrangers: true,
  // A withdrawal is proven, a week passes, and somebody finalizes it (bridges.md §1.4); deposits take minutes.
  policy: { stuckAfterSeconds: 691_200n, p99Seconds: 1_800n },
  contracts,
  pausedBy: ['superchainConfig'],
  toFindings: (events, route: BridgeRoute) => [
    ...findPauses(
      { paused: eventsNamed(events, 'Paused'), resumed: eventsNamed(events, 'Unpaused') },
      route,
      { way: 'in' },
    ),
    ...findInitiated(
      withoutTwins(listInitiated(events)),
      {
        sent: eventsNamed(events, 'SentMessage'),
        extensions: eventsNamed(events, 'SentMessageExtension1'),
        passed: eventsNamed(events, 'MessagePassed'),
      },
      route,
    ),
    ...findFinalized(
      withoutTwins(listFinalized(events)),
      eventsNamed(events, 'RelayedMessage'),
      route,
    ),
    ...findSteps(
      {
        failed: eventsNamed(events, 'FailedRelayedMessage'),
        proven: eventsNamed(events, 'WithdrawalProven'),
        finalized: eventsNamed(events, 'WithdrawalFinalized'),
      },
      route,
    ),
  ],
})

function listInitiated(events: Events): readonly BridgeEvent[] {
  return inLogOrder([
    ...eventsNamed(events, 'ERC20BridgeInitiated').map(fromErc20),
    ...eventsNamed(events, 'ETHBridgeInitiated').map(fromEther),
    ...eventsNamed(events, 'ERC20DepositInitiated').map((each) => fromDeposit(each, 'first')),
    ...eventsNamed(events, 'WithdrawalInitiated').map((each) => fromWithdrawal(each, 'second')),
  ])
}

function listFinalized(events: Events): readonly BridgeEvent[] {
  return inLogOrder([
    ...eventsNamed(events, 'ERC20BridgeFinalized').map(fromErc20),
    ...eventsNamed(events, 'ETHBridgeFinalized').map(fromEther),
    ...eventsNamed(events, 'DepositFinalized').map((each) => fromDeposit(each, 'second')),
    ...eventsNamed(events, 'ERC20WithdrawalFinalized').map((each) => fromWithdrawal(each, 'first')),
  ])
}

function inLogOrder(events: readonly BridgeEvent[]): readonly BridgeEvent[] {
  return [...events].sort((a, b) => a.log.logIndex - b.log.logIndex)
}
