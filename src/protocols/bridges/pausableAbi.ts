import { parseAbi } from 'viem'

/** OpenZeppelin's `Pausable`, which many bridges inherit. */
export const pausableAbi = parseAbi([
  'event Paused(address account)',
  'event Unpaused(address account)',
])
