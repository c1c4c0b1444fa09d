/**
 * Axelar's Interchain Token Service: `its` of each chain and `tokenManager`, for one interchain token, the route's `token`.
 *
 * Origin:      `InterchainTransfer(tokenId, sourceAddress, destinationChain, destinationAddress, amount, dataHash)`, after the
 *              payment to the manager or the burn that tells the token.
 * Destination: `InterchainTransferReceived(commandId, tokenId, sourceChain, sourceAddress, destinationAddress, amount,
 *              dataHash)`, after the payment of the manager or the mint.
 *
 * On its way a transfer goes by three message ids, of which the middle one is of a chain that is no EVM's. Both ends log all
 * that the token service says, so that no id is needed: they share keccak256(tokenId, origin, sender, destination, recipient,
 * amount, dataHash), and equal transfers are matched by count. The hub may truncate an amount for the destination's decimals;
 * both ends count in the smaller number of decimals of the two chains' tokens.
 *
 * Control:     `FlowLimitSet(tokenId, operator, flowLimit)` of the manager is the most that may flow, net, either way in six hours; zero
 *              is no limit. What of it is used is not logged. How the service is paused is in no row of the catalogue.
 *
 * Not read: of `ContractCall`, `MessageApproved` and `MessageExecuted`
 * see `axelarGmp.ts`. What somebody pays in advance (express) is paid by neither manager nor mint, so that it stays open.
 */
import { parseAbi } from 'viem'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { paymentAbi } from '../Payment.ts'
import { findFlowLimits } from './findFlowLimits.ts'
import { findInterchain } from './findInterchain.ts'

const itsAbi = parseAbi([
  'event InterchainTransfer(bytes32 indexed tokenId, address indexed sourceAddress, string destinationChain, bytes destinationAddress, uint256 amount, bytes32 indexed dataHash)',
  'event InterchainTransferReceived(bytes32 indexed commandId, bytes32 indexed tokenId, string sourceChain, bytes sourceAddress, address indexed destinationAddress, uint256 amount, bytes32 dataHash)',
])

export const axelarIts = createProtocol({
  name: 'axelar-its',
  version: 2,
  domain: 'axelar',
  keys: 'shared',
  // Two hops, each with the finality of its origin.
  policy: { stuckAfterSeconds: 7_200n },
  contracts: {
    its: { abi: itsAbi },
    tokenManager: {
      abi: parseAbi([
        'event FlowLimitSet(bytes32 indexed tokenId, address operator, uint256 flowLimit_)',
      ]),
    },
    token: {
      abi: paymentAbi,
      paidBy: ['tokenManager'],
      paidTo: ['tokenManager'],
      isBurnt: true,
    },
  },
  toFindings: (events, route) => [
    ...findFlowLimits(eventsNamed(events, 'FlowLimitSet'), route),
    ...findInterchain(
      {
        sent: eventsNamed(events, 'InterchainTransfer'),
        received: eventsNamed(events, 'InterchainTransferReceived'),
        payments: eventsNamed(events, 'Transfer'),
      },
      route,
    ),
  ],
})
