/**
 * Across v3: the `spokePool` of each chain, whatever it was called over time.
 *
 * Origin:      `FundsDeposited(…)`, in old blocks `V3FundsDeposited(…)` with addresses and a uint32 id, of the pool that
 *              takes the deposit.
 * Destination: `FilledRelay(…)`, in old blocks `FilledV3Relay(…)`: a relayer pays the recipient, or the pool does where
 *              the fill is a slow one. The origin's pool repays the relayer later, which is no part of the transfer.
 *
 * Both sides share the relay data and the destination, hashed with the message's hash for the message, because the fill does
 * not repeat the message; an empty message is zero. A deposit's number is not unique (`unsafeDeposit` lets the caller choose
 * it), so that equal deposits share one key and are matched by count, the oldest first: one fill pays one of them. What both
 * carry is the promised output. What the recipient got is `updatedOutputAmount`, which a depositor may lower and a slow fill
 * raise by what no relayer earned.
 *
 * Anybody may fill what was never deposited: it pays the recipient all the same, and nobody repays it. A credit without a source
 * is therefore a third party's deposit, and so is called a slow fill, though the pool pays it.
 *
 * A deposit may be filled until `fillDeadline`; after that it is EXPIRED and waits for its refund.
 *
 * Control:     `PausedDeposits(isPaused)` stops what leaves a pool, `PausedFills(isPaused)` what arrives there.
 *
 * Not read: `ExecutedRelayerRefundRoot` (two signatures) and `ClaimedRelayerRefund` repay relayers and refund expired
 * deposits in sums by address and name no deposit, so that no log proves which deposit was refunded (bridges.md §1.7);
 * `RequestedSlowFill` may be logged by anyone for any relay data and neither pays nor promises; `RequestedSpeedUpDeposit`
 * is an offer that the fill repeats where it took it; `RelayedRootBundle`, `ProposeRootBundle`, `RootBundleDisputed` and
 * `EmergencyRootBundleDeleted` settle relayers.
 */
import { parseAbi } from 'viem'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { findToggles } from '../findToggles.ts'
import { toCredited, toSent } from './findRelays.ts'
import { fromDeposit, fromLegacyDeposit } from './toDeposit.ts'
import { fromFill, fromLegacyFill } from './toFill.ts'

export const acrossV3 = createProtocol({
  name: 'across-v3',
  domain: 'chainId',
  keys: 'shared',
  isFilled: true,
  // Across' own monitor calls a deposit without a message late after five minutes.
  policy: { stuckAfterSeconds: 300n, p99Seconds: 60n },
  contracts: {
    spokePool: {
      abi: parseAbi([
        'event FundsDeposited(bytes32 inputToken, bytes32 outputToken, uint256 inputAmount, uint256 outputAmount, uint256 indexed destinationChainId, uint256 indexed depositId, uint32 quoteTimestamp, uint32 fillDeadline, uint32 exclusivityDeadline, bytes32 indexed depositor, bytes32 recipient, bytes32 exclusiveRelayer, bytes message)',
        'event V3FundsDeposited(address inputToken, address outputToken, uint256 inputAmount, uint256 outputAmount, uint256 indexed destinationChainId, uint32 indexed depositId, uint32 quoteTimestamp, uint32 fillDeadline, uint32 exclusivityDeadline, address indexed depositor, address recipient, address exclusiveRelayer, bytes message)',
        'event FilledRelay(bytes32 inputToken, bytes32 outputToken, uint256 inputAmount, uint256 outputAmount, uint256 repaymentChainId, uint256 indexed originChainId, uint256 indexed depositId, uint32 fillDeadline, uint32 exclusivityDeadline, bytes32 exclusiveRelayer, bytes32 indexed relayer, bytes32 depositor, bytes32 recipient, bytes32 messageHash, (bytes32 updatedRecipient, bytes32 updatedMessageHash, uint256 updatedOutputAmount, uint8 fillType) relayExecutionInfo)',
        'event PausedDeposits(bool isPaused)',
        'event PausedFills(bool isPaused)',
        'event FilledV3Relay(address inputToken, address outputToken, uint256 inputAmount, uint256 outputAmount, uint256 repaymentChainId, uint256 indexed originChainId, uint32 indexed depositId, uint32 fillDeadline, uint32 exclusivityDeadline, address exclusiveRelayer, address indexed relayer, address depositor, address recipient, bytes message, (address updatedRecipient, bytes updatedMessage, uint256 updatedOutputAmount, uint8 fillType) relayExecutionInfo)',
      ]),
    },
  },
  pausedBy: ['spokePool'],
  toFindings: (events, route) => [
    ...findToggles(eventsNamed(events, 'PausedDeposits'), route, { way: 'out' }),
    ...findToggles(eventsNamed(events, 'PausedFills'), route, { way: 'in' }),
    ...[
      ...eventsNamed(events, 'FundsDeposited').map((event) => fromDeposit(event, route)),
      ...eventsNamed(events, 'V3FundsDeposited').map((event) => fromLegacyDeposit(event, route)),
    ].flatMap((deposit) => toSent(deposit, route)),
    ...[
      ...eventsNamed(events, 'FilledRelay').map((event) => fromFill(event, route)),
      ...eventsNamed(events, 'FilledV3Relay').map((event) => fromLegacyFill(event, route)),
    ].flatMap((fill) => toCredited(fill, route)),
  ],
})
