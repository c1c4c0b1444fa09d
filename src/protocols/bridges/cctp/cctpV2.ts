/**
 * CCTP v2: Circle burns and mints USDC, with a fee where it mints before finality.
 *
 * Origin:      `DepositForBurn(burnToken, amount, …, maxFee, …)` of the token messenger, after the `MessageSent(message)` of
 *              the transmitter that carries it.
 * Destination: `MessageReceived(sourceDomain, nonce, sender, finalityThresholdExecuted, messageBody)` of the transmitter,
 *              after the `MintAndWithdraw(mintRecipient, amount, mintToken, feeCollected)` of the token messenger.
 *
 * The origin knows no nonce: Circle's service fills it in, with the fee and the expiration. What both sides share is the
 * rest of the burn, so that two identical burns share one key and are matched by count, oldest first. The amount that was
 * minted and the fee that was kept are together what was burned.
 *
 * Fast and standard transfers (`finalityThresholdExecuted` below 2,000, or not) are matched alike. Circle bears the reorg of
 * a fast one's origin; to the ledger its credit is then unbacked until the burn stands again.
 *
 * What an `outerBridge` burns, such as CCIP's pool of USDC, is a transfer of that bridge and is read there, if it is followed.
 *
 * Control:     `Pause` and `Unpause` of any of the three contracts stop both ways. `SetBurnLimitPerMessage(token, limit)` of the
 *              minter is the most that one transfer may burn; nothing can be burned while it is zero.
 *
 * Not read: `AttesterEnabled`, `AttesterDisabled`, `SignatureThresholdUpdated` and `RemoteTokenMessengerAdded` change the trust
 * configuration, for which there is no fact yet.
 */
import { concatHex, numberToHex, parseAbi, sliceHex } from 'viem'
import type { Hex } from '../../../facts/primitives.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { findControls, minterAbi } from './findControls.ts'
import { findTransfers } from './findTransfers.ts'

/** The minter is who the depositor pays. An outer bridge owns the transfers that it makes here. */
export const cctpV2 = createProtocol({
  name: 'cctp-v2',
  domain: 'cctp',
  keys: 'shared',
  // A standard transfer waits for finality as in v1; 45 minutes hold for both (bridges.md §1.4).
  policy: { stuckAfterSeconds: 2_700n, p99Seconds: 1_140n },
  contracts: {
    tokenMessenger: {
      abi: parseAbi([
        'event Pause()',
        'event Unpause()',
        'event DepositForBurn(address indexed burnToken, uint256 amount, address indexed depositor, bytes32 mintRecipient, uint32 destinationDomain, bytes32 destinationTokenMessenger, bytes32 destinationCaller, uint256 maxFee, uint32 indexed minFinalityThreshold, bytes hookData)',
        'event MintAndWithdraw(address indexed mintRecipient, uint256 amount, address indexed mintToken, uint256 feeCollected)',
      ]),
    },
    messageTransmitter: {
      abi: parseAbi([
        'event Pause()',
        'event Unpause()',
        'event MessageSent(bytes message)',
        'event MessageReceived(address indexed caller, uint32 sourceDomain, bytes32 indexed nonce, bytes32 sender, uint32 indexed finalityThresholdExecuted, bytes messageBody)',
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
        // The origin has no nonce, and its message says so by zero.
        burns: eventsNamed(events, 'DepositForBurn').map((burn) => ({ ...burn, nonce: 0n })),
        sent: eventsNamed(events, 'MessageSent'),
        receipts: eventsNamed(events, 'MessageReceived'),
        mints: eventsNamed(events, 'MintAndWithdraw'),
      },
      route,
      {
        version: 1,
        keyOfBurn: ({ message: { originDomain, destinationDomain, sender, body } }) =>
          toKey(originDomain, destinationDomain, sender, body),
        keyOfMint: ({ receipt: { sourceDomain, sender, messageBody } }, domain) =>
          toKey(sourceDomain, domain, sender, messageBody),
      },
    ),
  ],
})

/** What Circle's service writes into a body: the executed fee and the expiration block (`BurnMessageV2.sol:49-52`). */
const filledIn = { from: 164, to: 228 } as const

/** Hash of what origin and destination both know; it is the whole payload too. */
function toKey(origin: number, destination: number, sender: Hex, body: Hex) {
  const key = keccak256(
    concatHex([
      numberToHex(origin, { size: 4 }),
      numberToHex(destination, { size: 4 }),
      sender,
      sliceHex(body, 0, filledIn.from),
      body.length > 2 + filledIn.to * 2 ? sliceHex(body, filledIn.to) : '0x',
    ]),
  )
  return { key, payloadHash: key }
}
