import { parseAbi } from 'viem'

/** The contracts of `test/lab/contracts/Scripted.sol`; their events are those of the simulated world. */
export const scriptedBookAbi = parseAbi([
  'constructor(address token, address carrier, bool isWarp)',
  'struct Sending { address account; address beneficiary; address recipient; uint32 destination; uint256 amount; bool isNamed; bool isQueued; }',
  'function deposit(address account, uint256 amount)',
  'function withdraw(address account, uint256 amount)',
  'function settle(address account, int256 amount)',
  'function label(address account, string text, uint256 amount)',
  'function malform(address account, uint256 amount, bool isTopic)',
  'function send(Sending sending)',
  'function credit(address account, bytes32 key, uint256 amount, bool isNamed)',
])

export const scriptedRouteAbi = parseAbi([
  'constructor(address token, address mailbox)',
  'function setSibling(uint32 domain, bytes32 sibling)',
  'function credit(bytes32 key, bytes32 payload, address recipient, uint256 origin, uint256 amount, bool isForced)',
  'function step(uint8 kind, bytes32 key, bytes32 payload, uint256 far)',
  'function refund(bytes32 key, bytes32 payload, address recipient, uint256 destination, uint256 amount)',
])

export const scriptedSharesAbi = parseAbi([
  'function deposit(address owner, uint256 amount)',
  'function withdraw(address owner, uint256 amount)',
  'function move(address from, address to, uint256 amount)',
])

export const scriptedFeedAbi = parseAbi([
  'function set(int256 answer, uint256 round, uint256 updatedAt)',
])
