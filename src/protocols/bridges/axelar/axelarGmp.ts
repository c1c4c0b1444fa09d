/**
 * Axelar general messages that carry a token of the gateway: `gateway` of each chain, with the route's `token`s.
 *
 * Origin:      `ContractCallWithToken(sender, destinationChain, destinationContractAddress, payloadHash, …, symbol, amount)`,
 *              after the gateway burnt or took the tokens.
 * Approved:    `ContractCallApprovedWithMint(commandId, sourceChain, …, sourceTxHash, sourceEventIndex)`: it names its source.
 * Destination: `ContractCallExecuted(commandId)` when the called contract asks, right before its tokens are minted or paid.
 *
 * Both sides share keccak256(origin, its transaction, destination, contract, payload hash, symbol, amount). The index of the
 * log in its transaction is not in it, because logs are fetched and not receipts; calls of one transaction that are equal in
 * everything else are matched by count. The execution names only the command, which the approval links to the transfer: the
 * one link of this protocol. An approval alone is anybody's. Amounts are equal to the last unit.
 *
 * Not read: `ContractCall`, `ContractCallApproved`, `MessageApproved` and `MessageExecuted` carry no tokens; `TokenSent` has no id
 * on its destination; `Executed` says that an approval was booked, not that its tokens were paid; `SignersRotated` changes the
 * trust configuration, for which there is no fact yet.
 */
import { parseAbi } from 'viem'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { paymentAbi } from '../Payment.ts'
import { findCalls } from './findCalls.ts'
import { findExecuted } from './findExecuted.ts'

const gatewayAbi = parseAbi([
  'event ContractCallWithToken(address indexed sender, string destinationChain, string destinationContractAddress, bytes32 indexed payloadHash, bytes payload, string symbol, uint256 amount)',
  'event ContractCallApprovedWithMint(bytes32 indexed commandId, string sourceChain, string sourceAddress, address indexed contractAddress, bytes32 indexed payloadHash, string symbol, uint256 amount, bytes32 sourceTxHash, uint256 sourceEventIndex)',
  'event ContractCallExecuted(bytes32 indexed commandId)',
])

export const axelarGmp = createProtocol({
  name: 'axelar-gmp',
  version: 2,
  domain: 'axelar',
  keys: 'shared',
  hasStrangers: true,
  // Finality of the slowest origins, and somebody has to execute what is approved.
  policy: { stuckAfterSeconds: 7_200n },
  contracts: {
    gateway: { abi: gatewayAbi },
    token: {
      abi: paymentAbi,
      paidBy: ['gateway'],
      paidTo: ['gateway'],
      isBurnt: true,
    },
  },
  toFindings: (events, route) => {
    const payments = eventsNamed(events, 'Transfer')
    return [
      ...findCalls(
        {
          called: eventsNamed(events, 'ContractCallWithToken'),
          approved: eventsNamed(events, 'ContractCallApprovedWithMint'),
          payments,
        },
        route,
      ),
      ...findExecuted(eventsNamed(events, 'ContractCallExecuted'), payments, route),
    ]
  },
})
