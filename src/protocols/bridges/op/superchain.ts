/**
 * Superchain interop, between any two chains of a dependency set: `messenger` (L2ToL2CrossDomainMessenger), `tokenBridge` and
 * optionally `etherBridge`, at one address each on every chain.
 *
 * Origin:      `SendERC20` of the token bridge or `SendETH` of the ether bridge, with the `SentMessage` of the messenger, which
 *              has what the other bridge will be called with.
 * Destination: `RelayERC20` or `RelayETH` before the `RelayedMessage(source, nonce, messageHash)` of the messenger.
 * Refunded:    `RefundETH(from, amount, messageHash)` on the origin, once a message has expired (designed, not deployed).
 *
 * Both sides share the message's hash: of destination, source, nonce, sender, target and message. Tokens have one address on all
 * chains; they are burnt and minted. The events are those of October 2024; a newer RelayedMessage may carry more (unverified).
 *
 * Not read: `ExecutingMessage` points at the log of the origin, which the hash names as well.
 */
import { parseAbi } from 'viem'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { nativeToken } from '../nativeToken.ts'
import { findRelayed, findSent, toRefunded } from './interopLegs.ts'

export const superchain = createProtocol({
  name: 'superchain',
  domain: 'chainId',
  policy: { stuckAfterSeconds: 1_800n },
  contracts: {
    messenger: {
      abi: parseAbi([
        'event SentMessage(uint256 indexed destination, address indexed target, uint256 indexed messageNonce, address sender, bytes message)',
        'event RelayedMessage(uint256 indexed source, uint256 indexed messageNonce, bytes32 indexed messageHash)',
      ]),
    },
    tokenBridge: {
      abi: parseAbi([
        'event SendERC20(address indexed token, address indexed from, address indexed to, uint256 amount, uint256 destination)',
        'event RelayERC20(address indexed token, address indexed from, address indexed to, uint256 amount, uint256 source)',
      ]),
    },
    etherBridge: {
      isOptional: true,
      abi: parseAbi([
        'event SendETH(address indexed from, address indexed to, uint256 amount, uint256 destination)',
        'event RelayETH(address indexed from, address indexed to, uint256 amount, uint256 source)',
        'event RefundETH(address indexed from, uint256 amount, bytes32 indexed messageHash)',
      ]),
    },
  },
  toFindings: (events, route) => [
    ...findSent(
      [
        ...eventsNamed(events, 'SendERC20'),
        ...eventsNamed(events, 'SendETH').map((each) => ({ ...each, token: nativeToken })),
      ],
      eventsNamed(events, 'SentMessage'),
      route,
    ),
    ...findRelayed(
      [
        ...eventsNamed(events, 'RelayERC20'),
        ...eventsNamed(events, 'RelayETH').map((each) => ({ ...each, token: nativeToken })),
      ],
      eventsNamed(events, 'RelayedMessage'),
      route,
    ),
    ...eventsNamed(events, 'RefundETH').flatMap((each) => toRefunded(each, route)),
  ],
})
