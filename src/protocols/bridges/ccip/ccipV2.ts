/**
 * CCIP 2.0: one `onRamp` and one `offRamp` a chain, the `pool`s and whatever else pays for them (a pool's lock box), the
 * route's `token`s, and optionally the `rmn`.
 *
 * Origin:      `CCIPMessageSent(destChainSelector, …, messageId, …, tokenAmountBeforeTokenPoolFees, encodedMessage, …)` of the
 *              ramp. The encoded message names the tokens of both chains, the pool, the recipient, and the amount that is left
 *              after the pool's fee.
 * Destination: `ExecutionStateChanged(sourceChainSelector, messageNumber, messageId, state, …)` of the ramp, after the
 *              `Transfer` by which a pool pays or a token is minted, and the pool's log of it, as in 1.6.
 * Failed:      state 3 may be tried again by anyone, and a success may follow.
 *
 * Control:     `Cursed(subjects)` and `Uncursed(subjects)` of the `rmn`, as in 1.6.
 *
 * Both sides share the message's id, the hash of the encoded message. Both event names are 1.6's with other topics. What is
 * carried is what the destination's pool makes of the amount, scaled by decimals and rounded down. Nothing is committed on
 * chain: verifiers are asked when it is executed.
 *
 * Not read: what 1.5 and 1.6 do not read either.
 */
import { parseAbi } from 'viem'
import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { paymentAbi } from '../Payment.ts'
import { type CcipMessage, fromBytes } from './ccipMessage.ts'
import { parseEncodedMessage } from './encodedMessage.ts'
import { curseAbi, findCurses } from './findCurses.ts'
import { findExecutions } from './findExecutions.ts'
import { findSends } from './findSends.ts'
import { payingPoolAbi } from './poolAbi.ts'

export const ccipV2 = createProtocol({
  name: 'ccip-2.0',
  domain: 'ccip',
  hasStrangers: true,
  policy: { stuckAfterSeconds: 3_600n },
  contracts: {
    onRamp: {
      abi: parseAbi([
        'event CCIPMessageSent(uint64 indexed destChainSelector, address indexed sender, bytes32 indexed messageId, address feeToken, uint256 tokenAmountBeforeTokenPoolFees, bytes encodedMessage, (address issuer, uint32 destGasLimit, uint32 destBytesOverhead, uint256 feeTokenAmount, bytes extraArgs)[] receipts, bytes[] verifierBlobs)',
      ]),
    },
    offRamp: {
      abi: parseAbi([
        'event ExecutionStateChanged(uint64 indexed sourceChainSelector, uint64 indexed messageNumber, bytes32 indexed messageId, uint8 state, bytes returnData)',
      ]),
    },
    pool: {
      isOptional: true,
      abi: payingPoolAbi,
    },
    rmn: { isOptional: true, abi: curseAbi },
    token: {
      abi: paymentAbi,
      paidBy: ['pool'],
    },
  },
  pausedBy: ['rmn'],
  toFindings: (events, route) => {
    const messages = eventsNamed(events, 'CCIPMessageSent').map(toMessage)
    return [
      ...findCurses(
        [
          ...eventsNamed(events, 'Cursed').map((curse) => ({ ...curse, type: 'paused' as const })),
          ...eventsNamed(events, 'Uncursed').map((curse) => ({
            ...curse,
            type: 'resumed' as const,
          })),
        ],
        route,
      ),
      ...messages.flatMap((each): readonly Finding[] => ('reason' in each ? [each] : [])),
      ...findSends(
        messages.flatMap((each) => ('reason' in each ? [] : [each])),
        route,
      ),
      ...findExecutions(
        eventsNamed(events, 'ExecutionStateChanged').map((event) => ({
          ...event,
          source: event.sourceChainSelector,
        })),
        {
          payments: eventsNamed(events, 'Transfer'),
          releases: [
            ...eventsNamed(events, 'Released'),
            ...eventsNamed(events, 'Minted'),
            ...eventsNamed(events, 'ReleasedOrMinted'),
          ],
        },
        route,
      ),
    ]
  },
})

interface MessageSent {
  log: RawLog
  destChainSelector: bigint
  sender: Address
  messageId: Hex
  tokenAmountBeforeTokenPoolFees: bigint
  encodedMessage: Hex
}

function toMessage(event: MessageSent): CcipMessage | { log: RawLog; reason: string } {
  const { log, destChainSelector, sender, messageId, encodedMessage } = event
  const message = parseEncodedMessage(encodedMessage)
  if (message === undefined)
    return { log, reason: 'The encoded message has another form than version 1 of its codec.' }
  if (keccak256(encodedMessage) !== messageId)
    return { log, reason: `The encoded message hashes to another id than ${messageId}.` }
  if (message.destChainSelector !== destChainSelector)
    return { log, reason: `The message goes to ${message.destChainSelector}, not as logged.` }
  const { sourceChainSelector: source, transfer } = message
  if (transfer === undefined)
    return { log, messageId, source, destination: destChainSelector, sender, tokens: [] }
  const { sourcePool, sourceToken, destToken, tokenReceiver, amount } = transfer
  const token = {
    token: fromBytes(sourceToken),
    pool: fromBytes(sourcePool),
    destToken,
    recipient: tokenReceiver,
    amount: event.tokenAmountBeforeTokenPoolFees,
    carried: amount,
    siblings: [],
  }
  return { log, messageId, source, destination: destChainSelector, sender, tokens: [token] }
}
