/**
 * ERC-7683 orders: a `settler` of the form that is deployed (uint64 chain ids) or, as `wideSettler`, of the last text with an
 * event (uint256); they have one name and two topics, and one contract may be configured as both.
 *
 * Origin:      `Open(orderId, resolvedOrder)`: what the filler receives here is what the user paid, what it must spend there is
 *              promised to the recipient until `fillDeadline`.
 * Destination: none. The standard has no event of a fill or a refund, so that the destination is left unknown and nothing is
 *              claimed of its absence: an order is a withdrawal here. `defineProtocol` reads an implementation's own fills, and
 *              where it stands on a bridge (Across), that bridge's protocol does.
 *
 * The key is the order's id, which implementations compute by rules of their own.
 */
import { parseAbi } from 'viem'
import { createProtocol } from '../createProtocol.ts'
import { toOpened } from './toOpened.ts'

export const erc7683 = createProtocol({
  name: 'erc-7683',
  domain: 'chainId',
  contracts: {
    settler: {
      isOptional: true,
      abi: parseAbi([
        'event Open(bytes32 indexed orderId, (address user, uint256 originChainId, uint32 openDeadline, uint32 fillDeadline, bytes32 orderId, (bytes32 token, uint256 amount, bytes32 recipient, uint256 chainId)[] maxSpent, (bytes32 token, uint256 amount, bytes32 recipient, uint256 chainId)[] minReceived, (uint64 destinationChainId, bytes32 destinationSettler, bytes originData)[] fillInstructions) resolvedOrder)',
      ]),
    },
    wideSettler: {
      isOptional: true,
      abi: parseAbi([
        'event Open(bytes32 indexed orderId, (address user, uint256 originChainId, uint32 openDeadline, uint32 fillDeadline, bytes32 orderId, (bytes32 token, uint256 amount, bytes32 recipient, uint256 chainId)[] maxSpent, (bytes32 token, uint256 amount, bytes32 recipient, uint256 chainId)[] minReceived, (uint256 destinationChainId, bytes32 destinationSettler, bytes originData)[] fillInstructions) resolvedOrder)',
      ]),
    },
  },
  toFindings: (events, route) =>
    events.flatMap(({ log, args }) => toOpened({ log, ...args }, route)),
})
