/**
 * Arbitrum's own bridge, between a parent chain and one rollup. Parent: `parentGateway` (L1 gateways), `outbox`, `bridge`, and
 * optionally `inbox`. Rollup: `childGateway` (L2 gateways), `arbSys`, and optionally `retryables` (ArbRetryableTx).
 *
 * Deposit:     `DepositInitiated(l1Token, from, to, sequenceNumber, amount)` of the parent's gateway; it ends with
 *              `DepositFinalized(l1Token, from, to, amount)` of the rollup's, in a transaction of its own.
 * Ticket:      `MessageDelivered` of the bridge and `InboxMessageDelivered` of the inbox, by the sequence number, hold all that
 *              the ticket's id is a hash of. `TicketCreated(ticketId)` counts as failed until the deposit is finalized: where
 *              the first try succeeds that is the same block. `Canceled(ticketId)` is final.
 * Withdrawal:  `WithdrawalInitiated(l1Token, from, to, l2ToL1Id, exitNum, amount)` of the rollup's gateway, or for native money
 *              `L2ToL1Tx(…, position, …, callvalue)` of ArbSys; `OutBoxTransactionExecuted(…, transactionIndex)` of the outbox
 *              before the gateway's `WithdrawalFinalized`, or before `BridgeCallTriggered(…, value)` of the bridge.
 *
 * Deposits share keccak256(parent, l1Token, from, to, amount), which both gateways log; equal ones are matched by count. The
 * ticket is another name of the same deposit, which the parent alone knows: the one link of this protocol. Withdrawals share
 * (rollup, position). Nothing is scaled and no fee is kept.
 *
 * Control:     `Paused(account)` and `Unpaused(account)` of the inbox stop what leaves the parent; withdrawals pass it not.
 *
 * Not read: `RedeemScheduled` says that a ticket is tried, not whether it succeeds, which is a receipt's status; `AssertionConfirmed`
 * makes withdrawals executable, whosever they are. Native money that goes in is credited by a transaction without logs.
 */
import { parseAbi } from 'viem'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { findPauses } from '../findPauses.ts'
import { pausableAbi } from '../pausableAbi.ts'
import { findDeposits } from './findDeposits.ts'
import { findExits } from './findExits.ts'
import { findTickets } from './findTickets.ts'
import { findWithdrawals } from './findWithdrawals.ts'

const parentGatewayAbi = parseAbi([
  'event DepositInitiated(address l1Token, address indexed _from, address indexed _to, uint256 indexed _sequenceNumber, uint256 _amount)',
  'event WithdrawalFinalized(address l1Token, address indexed _from, address indexed _to, uint256 indexed _exitNum, uint256 _amount)',
])

const inboxAbi = [
  ...parseAbi(['event InboxMessageDelivered(uint256 indexed messageNum, bytes data)']),
  ...pausableAbi,
] as const

const bridgeAbi = parseAbi([
  'event MessageDelivered(uint256 indexed messageIndex, bytes32 indexed beforeInboxAcc, address inbox, uint8 kind, address sender, bytes32 messageDataHash, uint256 baseFeeL1, uint64 timestamp)',
  'event BridgeCallTriggered(address indexed outbox, address indexed to, uint256 value, bytes data)',
])

const outboxAbi = parseAbi([
  'event OutBoxTransactionExecuted(address indexed to, address indexed l2Sender, uint256 indexed zero, uint256 transactionIndex)',
])

const childGatewayAbi = parseAbi([
  'event DepositFinalized(address indexed l1Token, address indexed _from, address indexed _to, uint256 _amount)',
  'event WithdrawalInitiated(address l1Token, address indexed _from, address indexed _to, uint256 indexed _l2ToL1Id, uint256 _exitNum, uint256 _amount)',
])

const arbSysAbi = parseAbi([
  'event L2ToL1Tx(address caller, address indexed destination, uint256 indexed hash, uint256 indexed position, uint256 arbBlockNum, uint256 ethBlockNum, uint256 timestamp, uint256 callvalue, bytes data)',
])

const retryablesAbi = parseAbi([
  'event TicketCreated(bytes32 indexed ticketId)',
  'event Canceled(bytes32 indexed ticketId)',
])

export const arbitrum = createProtocol({
  name: 'arbitrum',
  domain: 'chainId',
  keys: 'shared',
  isPair: true,
  hasStrangers: true,
  // A withdrawal waits for its confirmation, about a week, and a day for somebody to execute it (bridges.md §1.4).
  policy: { stuckAfterSeconds: 691_200n, p99Seconds: 3_600n },
  contracts: {
    parentGateway: { abi: parentGatewayAbi, isOptional: true },
    inbox: { abi: inboxAbi, isOptional: true },
    bridge: { abi: bridgeAbi, isOptional: true },
    outbox: { abi: outboxAbi, isOptional: true },
    childGateway: { abi: childGatewayAbi, isOptional: true },
    arbSys: { abi: arbSysAbi, isOptional: true },
    retryables: { abi: retryablesAbi, isOptional: true },
  },
  pausedBy: ['inbox'],
  toFindings: (events, route) => [
    ...findPauses(
      { paused: eventsNamed(events, 'Paused'), resumed: eventsNamed(events, 'Unpaused') },
      route,
      { way: 'out' },
    ),
    ...findDeposits(
      {
        initiated: eventsNamed(events, 'DepositInitiated'),
        finalized: eventsNamed(events, 'DepositFinalized'),
        messages: eventsNamed(events, 'MessageDelivered'),
        contents: eventsNamed(events, 'InboxMessageDelivered'),
      },
      route,
    ),
    ...findTickets(
      { created: eventsNamed(events, 'TicketCreated'), canceled: eventsNamed(events, 'Canceled') },
      route,
    ),
    ...findWithdrawals(
      {
        initiated: eventsNamed(events, 'WithdrawalInitiated'),
        sent: eventsNamed(events, 'L2ToL1Tx'),
      },
      route,
    ),
    ...findExits(
      {
        executed: eventsNamed(events, 'OutBoxTransactionExecuted'),
        finalized: eventsNamed(events, 'WithdrawalFinalized'),
        calls: eventsNamed(events, 'BridgeCallTriggered'),
      },
      route,
    ),
  ],
})
