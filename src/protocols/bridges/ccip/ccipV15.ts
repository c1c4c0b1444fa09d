/**
 * CCIP 1.5: an `onRamp` and an `offRamp` a lane and chain, the `pool`s that hold tokens, the route's `token`s, and optionally the
 * `rmn` (the risk management network's contract).
 *
 * Origin:      `CCIPSendRequested(message)` of the ramp, after each token's pool was paid. The message names tokens and amounts.
 * Destination: `ExecutionStateChanged(sequenceNumber, messageId, state, …)` of the ramp, after the `Transfer`s by which pools
 *              pay or tokens are minted and the pools' `Released` or `Minted`, which name the ramp. It says no amount by
 *              itself; where no carried token is paid it is another's.
 * Failed:      state 3 may be tried again by anyone, and a success may follow.
 *
 * Both sides share the message's id, a hash of all that is in it. A message with several carried tokens is as many transfers,
 * of which the keys add the token that the destination pays. Neither log names the other chain: a bridge is one lane, of two
 * members. Pools of 1.5.1 scale by decimals, rounding down; what arrives is what the origin computes for it.
 *
 * Control:     `Cursed(…, subject, …)` and `CurseLifted(subject)` of the `rmn` stop both ways past this chain, on one lane or on all.
 *
 * A message that carries tokens as its data is its sender's protocol, which `defineProtocol` describes.
 *
 * Not read: `Locked` and `Burned` name no token, which the message does; `ReportAccepted`
 * commits a range of sequence numbers, not messages; `PoolSet` and `OffRampAdded` change who may mint, for which there is no
 * fact yet.
 */
import { parseAbi } from 'viem'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { decodeDynamic } from '../../strict/decodeDynamic.ts'
import { toWord } from '../../toWord.ts'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { paymentAbi } from '../Payment.ts'
import { type CcipMessage, type CcipToken, fromBytes } from './ccipMessage.ts'
import { type Curse, findCurses } from './findCurses.ts'
import { findExecutions } from './findExecutions.ts'
import { findSends } from './findSends.ts'
import { payingPoolAbi } from './poolAbi.ts'

export const ccipV15 = createProtocol({
  name: 'ccip-1.5',
  domain: 'ccip',
  isPair: true,
  hasStrangers: true,
  policy: { stuckAfterSeconds: 3_600n },
  contracts: {
    onRamp: {
      abi: parseAbi([
        'event CCIPSendRequested((uint64 sourceChainSelector, address sender, address receiver, uint64 sequenceNumber, uint256 gasLimit, bool strict, uint64 nonce, address feeToken, uint256 feeTokenAmount, bytes data, (address token, uint256 amount)[] tokenAmounts, bytes[] sourceTokenData, bytes32 messageId) message)',
      ]),
    },
    offRamp: {
      abi: parseAbi([
        'event ExecutionStateChanged(uint64 indexed sequenceNumber, bytes32 indexed messageId, uint8 state, bytes returnData)',
      ]),
    },
    pool: { isOptional: true, abi: payingPoolAbi },
    rmn: {
      isOptional: true,
      abi: parseAbi([
        'event Cursed(uint32 indexed configVersion, bytes16 subject, uint64 blockTimestamp)',
        'event CurseLifted(bytes16 subject)',
      ]),
    },
    token: {
      abi: paymentAbi,
      paidBy: ['pool'],
    },
  },
  pausedBy: ['rmn'],
  toFindings: (events, route) => [
    ...findCurses(
      [
        ...eventsNamed(events, 'Cursed').map((event) => toCurse(event, 'paused')),
        ...eventsNamed(events, 'CurseLifted').map((event) => toCurse(event, 'resumed')),
      ],
      route,
    ),
    ...findSends(
      eventsNamed(events, 'CCIPSendRequested').map((event) => toMessage(event, route)),
      route,
    ),
    ...findExecutions(
      eventsNamed(events, 'ExecutionStateChanged').map((event) => ({
        ...event,
        source: route.peer,
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
  ],
})

function toCurse({ log, subject }: { log: RawLog; subject: Hex }, type: Curse['type']): Curse {
  return { log, subjects: [subject], type }
}

interface SendRequest {
  log: RawLog
  message: {
    sourceChainSelector: bigint
    sender: Address
    receiver: Address
    tokenAmounts: readonly { token: Address; amount: bigint }[]
    sourceTokenData: readonly Hex[]
    messageId: Hex
  }
}

function toMessage({ log, message }: SendRequest, route: BridgeRoute): CcipMessage {
  const { sourceChainSelector, sender, receiver, messageId, sourceTokenData } = message
  const tokens = message.tokenAmounts.map(({ token, amount }, i): CcipToken => {
    const { pool, destToken } = parseTokenData(sourceTokenData[i] ?? '0x')
    const recipient = toWord(receiver)
    return { token, pool, destToken, recipient, amount, carried: amount, siblings: [] }
  })
  return { log, messageId, source: sourceChainSelector, destination: route.peer, sender, tokens }
}

/** `Internal.SourceTokenData`, which the ramp itself encodes (contracts-ccip 1.5.1). */
const tokenData = [
  {
    type: 'tuple',
    components: [
      { name: 'sourcePoolAddress', type: 'bytes' },
      { name: 'destTokenAddress', type: 'bytes' },
      { name: 'extraData', type: 'bytes' },
      { name: 'destGasAmount', type: 'uint32' },
    ],
  },
] as const

function parseTokenData(data: Hex): { pool: Address | undefined; destToken: Hex | undefined } {
  const decoded = decodeDynamic(tokenData, data)
  if ('reason' in decoded) return { pool: undefined, destToken: undefined }
  // CAST: decoded with the components that are named above.
  const [{ sourcePoolAddress, destTokenAddress }] = decoded.values as readonly [
    { sourcePoolAddress: Hex; destTokenAddress: Hex },
  ]
  return { pool: fromBytes(sourcePoolAddress), destToken: destTokenAddress }
}
