/**
 * CCIP 1.6: one `onRamp` and one `offRamp` a chain, the `pool`s of the route's tokens, the `token`s themselves, and optionally the
 * `rmn` (RMNRemote).
 *
 * Origin:      `CCIPMessageSent(destChainSelector, …, message)` of the ramp, after the pool was paid. The message names the pool
 *              and the destination's token; the token of this chain is told by `LockedOrBurned` of the pool before it, else by
 *              what the pool burned, else it is the route's only one.
 * Destination: `ExecutionStateChanged(sourceChainSelector, …, messageId, …, state, …)` of the ramp, after the `Transfer` by
 *              which a pool pays or a token is minted and the pool's `ReleasedOrMinted`, `Released` or `Minted`, which name the
 *              ramp. Where no pool is configured, any mint before it is taken for the message's.
 * Failed:      state 3 may be tried again by anyone, and a success may follow.
 *
 * Control:     `Cursed(subjects)` and `Uncursed(subjects)` of the `rmn` stop both ways past this chain, on lanes or on all.
 *
 * Both sides share the message's id, a hash of all that is in it. The amount in the message is in units of the origin; the
 * destination's pool scales it by decimals, rounding down, which the origin's leg computes ahead.
 *
 * Not read: `CommitReportAccepted` commits ranges of sequence numbers, not messages, and `RootRemoved` takes a range back;
 * `OutboundRateLimitConsumed` and `InboundRateLimitConsumed` repeat the amounts, and say neither what the bucket holds nor how
 * it refills, so that nothing tells what is left; `LiquidityRemoved` moves a pool's own money and is no transfer.
 */
import { parseAbi } from 'viem'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { type Payment, paymentAbi } from '../Payment.ts'
import type { CcipMessage, CcipToken } from './ccipMessage.ts'
import { curseAbi, findCurses } from './findCurses.ts'
import { findExecutions } from './findExecutions.ts'
import { findSends } from './findSends.ts'
import { payingPoolAbi, takingPoolAbi } from './poolAbi.ts'
import { type Lock, tokenOfPool } from './tokenOfPool.ts'

export const ccipV16 = createProtocol({
  name: 'ccip-1.6',
  domain: 'ccip',
  hasStrangers: true,
  policy: { stuckAfterSeconds: 3_600n },
  contracts: {
    onRamp: {
      abi: parseAbi([
        'event CCIPMessageSent(uint64 indexed destChainSelector, uint64 indexed sequenceNumber, ((bytes32 messageId, uint64 sourceChainSelector, uint64 destChainSelector, uint64 sequenceNumber, uint64 nonce) header, address sender, bytes data, bytes receiver, bytes extraArgs, address feeToken, uint256 feeTokenAmount, uint256 feeValueJuels, (address sourcePoolAddress, bytes destTokenAddress, bytes extraData, uint256 amount, bytes destExecData)[] tokenAmounts) message)',
      ]),
    },
    offRamp: {
      abi: parseAbi([
        'event ExecutionStateChanged(uint64 indexed sourceChainSelector, uint64 indexed sequenceNumber, bytes32 indexed messageId, bytes32 messageHash, uint8 state, bytes returnData, uint256 gasUsed)',
      ]),
    },
    pool: {
      isOptional: true,
      abi: [...takingPoolAbi, ...payingPoolAbi],
    },
    rmn: { isOptional: true, abi: curseAbi },
    token: {
      abi: paymentAbi,
      paidBy: ['pool'],
    },
  },
  pausedBy: ['rmn'],
  toFindings: (events, route) => {
    const payments = eventsNamed(events, 'Transfer')
    const locks = eventsNamed(events, 'LockedOrBurned')
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
      ...findSends(
        eventsNamed(events, 'CCIPMessageSent').map((event) =>
          toMessage(event, { locks, payments }, route),
        ),
        route,
      ),
      ...findExecutions(
        eventsNamed(events, 'ExecutionStateChanged').map((event) => ({
          ...event,
          source: event.sourceChainSelector,
        })),
        {
          payments,
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
  message: {
    header: { messageId: Hex; sourceChainSelector: bigint }
    sender: Address
    receiver: Hex
    tokenAmounts: readonly {
      sourcePoolAddress: Address
      destTokenAddress: Hex
      amount: bigint
    }[]
  }
}

function toMessage(
  { log, destChainSelector, message }: MessageSent,
  moved: { locks: readonly Lock[]; payments: readonly Payment[] },
  route: BridgeRoute,
): CcipMessage {
  const { header, sender, receiver, tokenAmounts } = message
  const tokens = tokenAmounts.map(({ sourcePoolAddress, destTokenAddress, amount }): CcipToken => {
    const found = tokenOfPool(sourcePoolAddress, log, moved, route)
    return {
      ...found,
      pool: sourcePoolAddress,
      destToken: destTokenAddress,
      recipient: receiver,
      amount,
      carried: amount,
    }
  })
  const { messageId, sourceChainSelector: source } = header
  return { log, messageId, source, destination: destChainSelector, sender, tokens }
}
