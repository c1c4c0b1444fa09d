import { toEventSelector } from 'viem'

/**
 * EIP-1967's `Upgraded(address indexed implementation)`. From there on a proxy may log events that its definition does not
 * know, and nothing else would say so (rpc-faults F088).
 */
export const upgradedTopic = toEventSelector('event Upgraded(address indexed implementation)')
