import { parseAbi } from 'viem'

/**
 * The vocabulary of the simulated world, written out by hand: what each event means is said in `readBooks` and `readLegs`.
 * A log that does not encode exactly one of these events of its contract says nothing.
 */

/** The custom vault: the book is what these say. Only `Settled` and `Labelled` move no token. */
export const bookAbi = parseAbi([
  'event Deposited(address indexed account, uint256 amount)',
  'event Withdrawn(address indexed account, address to, uint256 amount)',
  'event Sent(address indexed account, bytes32 indexed messageId, address beneficiary, uint256 amount)',
  'event Credited(address indexed account, bytes32 indexed messageId, uint256 amount)',
  'event Settled(address indexed account, int256 amount)',
  'event Labelled(address indexed account, string label, uint256 amount)',
])

/** A market: what it says of a position and of a debt is the state after the event. `pocket` 0 is the cross unit. */
export const marketAbi = parseAbi([
  'event PositionSet(address indexed account, uint8 pocket, string market, int256 size, int256 entry)',
  'event DebtSet(address indexed account, uint8 pocket, uint256 amount)',
  'event CashMoved(address indexed account, uint8 pocket, int256 amount)',
  'event LiquidationSet(address indexed account, uint8 pocket, bool isRunning)',
])

/**
 * The custom route. `amount` is in units of the token of the chain that logs it; `key` is shared by both sides; after
 * `deadline`, seconds, the destination delivers it no more.
 */
export const routeAbi = parseAbi([
  'event RouteQueued(bytes32 indexed key, bytes32 payload, address sender, address recipient, uint256 destination, uint256 amount)',
  'event RouteSent(bytes32 indexed key, bytes32 payload, address sender, address recipient, uint256 destination, uint256 amount)',
  'event RouteSentUntil(bytes32 indexed key, bytes32 payload, address sender, address recipient, uint256 destination, uint256 amount, uint256 deadline)',
  'event RouteAttested(bytes32 indexed key, bytes32 payload, uint256 origin)',
  'event RouteCommitted(bytes32 indexed key, bytes32 payload, uint256 origin)',
  'event RouteCredited(bytes32 indexed key, bytes32 payload, address recipient, uint256 origin, uint256 amount)',
  'event RouteFailed(bytes32 indexed key, bytes32 payload, uint256 origin)',
  'event RouteCancelled(bytes32 indexed key, bytes32 payload, uint256 destination)',
  'event RouteRefunded(bytes32 indexed key, bytes32 payload, address recipient, uint256 destination, uint256 amount)',
])

/** A module or a hook of a warp router that can be stopped. */
export const pausableAbi = parseAbi([
  'event Paused(address account)',
  'event Unpaused(address account)',
])

/**
 * What a custom route says of letting transfers pass. `way` and `period` are places in the lists below; `lane` is the chain at
 * the other end, 0 for all of them; `most` is in units of the token, its highest number where there is no limit.
 */
export const valveAbi = parseAbi([
  'event RouteStopped(uint8 way, uint256 lane, bool isStopped)',
  'event RouteLimited(uint8 way, uint256 lane, uint8 period, uint256 most)',
])

export const valveWays = ['both', 'out', 'in'] as const
export const limitPeriods = ['transfer', 'sixHours', 'day'] as const

export const erc20Abi = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 value)',
])

export const erc4626Abi = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)',
  'event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares)',
])

export const feedAbi = parseAbi([
  'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
])

export const mailboxAbi = parseAbi([
  'event Dispatch(address indexed sender, uint32 indexed destination, bytes32 indexed recipient, bytes message)',
  'event DispatchId(bytes32 indexed messageId)',
  'event Process(uint32 indexed origin, bytes32 indexed sender, address indexed recipient)',
  'event ProcessId(bytes32 indexed messageId)',
])

export const routerAbi = parseAbi([
  'event SentTransferRemote(uint32 indexed destination, bytes32 indexed recipient, uint256 amountOrId)',
  'event ReceivedTransferRemote(uint32 indexed origin, bytes32 indexed recipient, uint256 amountOrId)',
])
