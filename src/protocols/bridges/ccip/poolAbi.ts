import { parseAbi } from 'viem'

/** What pools say of what they pay, to the ramp that asked for it (`sender`): with the token since 1.6.1. */
export const payingPoolAbi = parseAbi([
  'event Released(address indexed sender, address indexed recipient, uint256 amount)',
  'event Minted(address indexed sender, address indexed recipient, uint256 amount)',
  'event ReleasedOrMinted(uint64 indexed remoteChainSelector, address token, address sender, address recipient, uint256 amount)',
])

/** What pools since 1.6.1 say of what they take. */
export const takingPoolAbi = parseAbi([
  'event LockedOrBurned(uint64 indexed remoteChainSelector, address token, address sender, uint256 amount)',
])
