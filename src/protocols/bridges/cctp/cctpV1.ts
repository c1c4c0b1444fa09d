/**
 * CCTP v1: Circle burns and mints USDC and EURC.
 *
 * Origin:      `DepositForBurn(nonce, burnToken, amount, …)` of the token messenger, after the `MessageSent(message)` of the
 *              transmitter that carries it.
 * Destination: `MessageReceived(sourceDomain, nonce, sender, messageBody)` of the transmitter, after the
 *              `MintAndWithdraw(mintRecipient, amount, mintToken)` of the token messenger.
 *
 * The two sides share (sourceDomain, nonce), of which the key is the transmitter's own hash. What is minted is what was
 * burned. `replaceDepositForBurn` logs the same nonce again with another recipient: it replaces, and burns nothing.
 * Topic0 of `MessageSent` is v2's too; the version in its first four bytes tells them apart.
 *
 * What an `outerBridge` burns, such as CCIP's pool of USDC, is a transfer of that bridge and is read there, if it is followed.
 *
 * Control:     `Pause` and `Unpause` of any of the three contracts stop both ways. `SetBurnLimitPerMessage(token, limit)` of the
 *              minter is the most that one transfer may burn; nothing can be burned while it is zero.
 *
 * Not read: `AttesterEnabled`, `AttesterDisabled`, `SignatureThresholdUpdated` and `RemoteTokenMessengerAdded` change the trust
 * configuration, for which there is no fact yet.
 */
import { concatHex, numberToHex, parseAbi } from 'viem'
import type { Hex } from '../../../facts/primitives.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { findControls, minterAbi } from './findControls.ts'
import { findTransfers } from './findTransfers.ts'

/** The minter is who the depositor pays. An outer bridge owns the transfers that it makes here. */
export const cctpV1 = createProtocol({
  name: 'cctp-v1',
  domain: 'cctp',
  // Somebody has to call receiveMessage; finality of Ethereum and its rollups takes 19 minutes (bridges.md §1.4).
  policy: { stuckAfterSeconds: 2_700n, p99Seconds: 1_140n },
  contracts: {
    tokenMessenger: {
      abi: parseAbi([
        'event Pause()',
        'event Unpause()',
        'event DepositForBurn(uint64 indexed nonce, address indexed burnToken, uint256 amount, address indexed depositor, bytes32 mintRecipient, uint32 destinationDomain, bytes32 destinationTokenMessenger, bytes32 destinationCaller)',
        'event MintAndWithdraw(address indexed mintRecipient, uint256 amount, address indexed mintToken)',
      ]),
    },
    messageTransmitter: {
      abi: parseAbi([
        'event Pause()',
        'event Unpause()',
        'event MessageSent(bytes message)',
        'event MessageReceived(address indexed caller, uint32 sourceDomain, uint64 indexed nonce, bytes32 sender, bytes messageBody)',
      ]),
    },
    tokenMinter: { abi: minterAbi },
    outerBridge: { isOptional: true },
  },
  pausedBy: ['messageTransmitter', 'tokenMinter'],
  toFindings: (events, route) => [
    ...findControls(
      {
        paused: eventsNamed(events, 'Pause'),
        resumed: eventsNamed(events, 'Unpause'),
        limits: eventsNamed(events, 'SetBurnLimitPerMessage'),
      },
      route,
    ),
    ...findTransfers(
      {
        burns: eventsNamed(events, 'DepositForBurn'),
        sent: eventsNamed(events, 'MessageSent'),
        receipts: eventsNamed(events, 'MessageReceived'),
        mints: eventsNamed(events, 'MintAndWithdraw').map((mint) => ({
          ...mint,
          feeCollected: 0n,
        })),
      },
      route,
      {
        version: 0,
        keyOfBurn: ({ message: { originDomain, nonce, body } }) => toKey(originDomain, nonce, body),
        keyOfMint: ({ receipt: { sourceDomain, nonce, messageBody } }) =>
          toKey(sourceDomain, nonce, messageBody),
      },
    ),
  ],
})

/** `keccak256(abi.encodePacked(uint32, uint64))`, as `MessageTransmitter.sol:372` marks a nonce as used. */
function toKey(domain: number, nonce: bigint, body: Hex): { key: Hex; payloadHash: Hex } {
  const packed = concatHex([numberToHex(domain, { size: 4 }), numberToHex(nonce, { size: 8 })])
  return { key: keccak256(packed), payloadHash: keccak256(body) }
}
