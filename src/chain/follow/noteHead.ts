import type { Header } from '../blocks/Header.ts'
import type { FollowContext } from './FollowContext.ts'
import type { FollowState } from './FollowState.ts'

/** A head that nobody has confirmed for so long was a lie, or of a chain that is gone. */
const unconfirmedMsMax = 60_000

/**
 * A lower head than known, though above the followed block, comes from a node that lags: it confirms nothing, unless nobody
 * has named the higher one again for a minute.
 */
export function noteHead(context: FollowContext, head: Header): void {
  const { status, env } = context
  const nowMs = env.monotonic()
  const sinceMs = nowMs - (status.monotonic.confirmedMs ?? nowMs)
  if (status.head !== undefined && head.number < status.head && sinceMs < unconfirmedMsMax) return
  const hasMoved = status.head === undefined || head.number > status.head
  status.head = head.number
  status.headTimestamp = head.timestamp
  status.headConfirmedAtMs = env.now()
  const movedMs = hasMoved ? nowMs : status.monotonic.movedMs
  status.monotonic = { ...status.monotonic, confirmedMs: nowMs, movedMs }
}

/** Notes that everything up to the confirmed head has been handed on and taken. */
export function noteAtHead(
  { status }: FollowContext,
  { followed }: FollowState,
  startBlock: bigint,
): void {
  const { head } = status
  if (head === undefined) return
  const isAtHead = followed === undefined ? head < startBlock : followed.number >= head
  if (isAtHead) status.monotonic = { ...status.monotonic, atHeadMs: status.monotonic.confirmedMs }
}
