import type { TransferView } from './TransferView.ts'

/** What a transfer that is not simply on its way waits for. */
export type StuckReason =
  /** Its destination is not indexed: it may have arrived. */
  | 'DESTINATION_NOT_INDEXED'
  /** An attempt to execute it failed; another may succeed. */
  | 'EXECUTION_FAILED'
  /** It can be delivered no more, and its refund has not been seen. */
  | 'AWAITING_REFUND'
  /** It is at a landing contract; the venue has not credited it. */
  | 'NOT_BOOKED'
  /** The bridge holds it back at its origin. */
  | 'HELD_AT_ORIGIN'
  /** The block that sent it is not final yet. */
  | 'AWAITING_FINALITY'
  /** The destination has verified it and nobody has executed it. */
  | 'NOT_EXECUTED'
  /** It left its origin, and the destination has seen nothing of it. */
  | 'NOT_DELIVERED'
  /** The bridge's operators have stopped what it has to pass next. */
  | 'ROUTE_PAUSED'

/**
 * Why an open transfer is late or cannot be judged; undefined while it is simply on its way, or is closed. A pause of what it
 * has to pass next explains more than what was tried meanwhile.
 */
export function stuckReason(
  { state, stage, sentAt }: TransferView,
  isSentFinal: boolean,
  isPaused = false,
): StuckReason | undefined {
  switch (state) {
    case 'UNKNOWN':
      return sentAt === undefined ? undefined : 'DESTINATION_NOT_INDEXED'
    case 'FAILED_RETRYABLE':
      return isPaused ? 'ROUTE_PAUSED' : 'EXECUTION_FAILED'
    case 'EXPIRED':
      return 'AWAITING_REFUND'
    case 'STUCK':
      return isPaused ? 'ROUTE_PAUSED' : whyLate(stage, isSentFinal)
    case 'DUPLICATE_CREDIT':
    case 'CONFLICT':
    case 'PAYLOAD_CONFLICT':
    case 'AMOUNT_MISMATCH':
    case 'DELIVERED':
    case 'NOT_COVERED':
    case 'AWAITING_SOURCE':
    case 'UNBACKED':
    case 'REFUNDED':
    case 'CANCELLED':
    case 'IN_FLIGHT':
    case 'VERIFIED_WITHOUT_SOURCE':
      return undefined
  }
}

/** The farthest it has come says what it waits for. */
function whyLate(stage: TransferView['stage'], isSentFinal: boolean): StuckReason {
  switch (stage) {
    case 'LANDED':
      return 'NOT_BOOKED'
    case 'ATTESTED':
    case 'COMMITTED':
      return 'NOT_EXECUTED'
    case 'QUEUED':
      return 'HELD_AT_ORIGIN'
    case 'SENT':
    case undefined:
      return isSentFinal ? 'NOT_DELIVERED' : 'AWAITING_FINALITY'
  }
}
