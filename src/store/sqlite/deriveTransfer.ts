import type { LegStep } from '../../facts/BridgeFacts.ts'
import type { ChainId } from '../../facts/primitives.ts'

/** What is looked at of a canonical leg; legs come ordered by chain, block and position. */
export interface DerivationLeg {
  chainId: ChainId
  number: number
  step: LegStep
  via: 'bridge' | 'venue'
  /** A credit after which nothing of it is awaited: a book has it, or it went to no book. */
  isSettled: boolean
  amount: Buffer
  /** Null when it equals the key. */
  payloadHash: Buffer | null
  bridge: number
  origin: ChainId
  destination: ChainId
  /** It gives the transfer another name. */
  isLink: boolean
}

/** Derived columns of a transfer. Zeros where nothing is known. */
export interface DerivedTransfer {
  bridge: number
  origin: ChainId
  destination: ChainId
  /** 1 when it is closed in every cut that holds both its sent leg and what closed it. */
  closed: 0 | 1
  sent_chain: ChainId
  sent_number: number
  /** The closing credit, or what gave it back where there is none. */
  credited_chain: ChainId
  credited_number: number
}

const stepsThatKeepOpen: readonly LegStep[] = ['failed', 'cancelled', 'refunded']

/**
 * Decides whether a transfer can be left out when open ones are asked for. Only two plain cases are, of one bridge and without
 * a link that a cut with both ends could lack: what arrived and what came back, see below.
 * Whatever else there is stays selected, and the ledger judges it. A function of canonical legs alone, in any order.
 */
export function deriveTransfer(legs: readonly DerivationLeg[]): DerivedTransfer | undefined {
  const credits = legs.filter((leg) => leg.step === 'credited')
  // What waits in a queue has left its owner: it is the same value before and after it is sent.
  const sent = legs.find((leg) => leg.step === 'sent') ?? legs.find((leg) => leg.step === 'queued')
  const named = sent ?? credits[0] ?? legs[0]
  if (named === undefined) return undefined
  const { bridge, origin, destination } = named
  const returned = credits.length === 0 ? findReturn(legs, sent) : undefined
  const closing = returned ?? credits.find(isClosing)
  const isPlain =
    (returned !== undefined || isDelivered(legs, credits)) &&
    // Two bridges that use one key have two transfers: neither closes the other.
    legs.every((leg) => leg.via === 'venue' || leg.bridge === bridge) &&
    legs.every((leg) => !leg.isLink || isBehind(leg, sent) || isBehind(leg, closing))
  return {
    bridge,
    origin,
    destination,
    closed: isPlain ? 1 : 0,
    sent_chain: sent?.chainId ?? 0,
    sent_number: sent?.number ?? 0,
    credited_chain: closing?.chainId ?? 0,
    credited_number: closing?.number ?? 0,
  }
}

function isClosing(credit: DerivationLeg): boolean {
  return credit.via === 'venue' || credit.isSettled
}

/**
 * What arrived plainly: one sent leg, one credit that settled it, one landing before it at most, the same amount and payload,
 * and nothing returned or failed after it.
 */
function isDelivered(legs: readonly DerivationLeg[], credits: readonly DerivationLeg[]): boolean {
  const [sent, ...others] = legs.filter((leg) => leg.step === 'sent')
  const [closing, ...more] = credits.filter(isClosing)
  if (closing === undefined || others.length + more.length > 0) return false
  return (
    credits.length <= (closing.via === 'venue' ? 2 : 1) &&
    credits.every((credit) => isSameValue(sent, credit)) &&
    !legs.some((leg) => stepsThatKeepOpen.includes(leg.step) && !isOvercome(leg, closing))
  )
}

/**
 * The leg with which the only send came back plainly, where nothing was ever credited: by then its own chain has cancelled it or
 * refunded it, each once, and with its payload. A cancellation at the destination is none: it would be taken for a delivery.
 */
function findReturn(
  legs: readonly DerivationLeg[],
  sent: DerivationLeg | undefined,
): DerivationLeg | undefined {
  const count = (step: LegStep): number => legs.filter((leg) => leg.step === step).length
  if (sent === undefined || count('sent') + count('queued') > 1) return undefined
  if (count('cancelled') > 1 || count('refunded') > 1) return undefined
  const ends = legs.filter(({ step }) => step === 'cancelled' || step === 'refunded')
  const isPlain = ends.every(
    (end) =>
      end.chainId === sent.chainId && end.chainId !== sent.destination && isSamePayload(sent, end),
  )
  return isPlain ? ends.at(-1) : undefined
}

/** What failed is of no account once it has arrived. */
function isOvercome(leg: DerivationLeg, closing: DerivationLeg | undefined): boolean {
  return leg.step === 'failed' && isBehind(leg, closing)
}

/** Whether whoever sees `other` also sees this leg. */
function isBehind(leg: DerivationLeg, other: DerivationLeg | undefined): boolean {
  return leg.chainId === other?.chainId && leg.number <= other.number
}

/** What the message carries, where the leg says it beside its amount; a value begins with twice its length and the sign. */
function carriedOf({ amount }: DerivationLeg): Buffer {
  const end = 1 + ((amount[0] ?? 0) >> 1)
  // A deadline may stand behind what is carried.
  return amount.length > end ? amount.subarray(end, end + 1 + ((amount[end] ?? 0) >> 1)) : amount
}

/** A venue's own credit says nothing of the bridge's payload. */
function isSameValue(sent: DerivationLeg | undefined, credit: DerivationLeg): boolean {
  if (sent === undefined || !carriedOf(sent).equals(carriedOf(credit))) return false
  return credit.via === 'venue' || isSamePayload(sent, credit)
}

function isSamePayload(
  { payloadHash: left }: DerivationLeg,
  { payloadHash: right }: DerivationLeg,
): boolean {
  return left === null || right === null ? left === right : left.equals(right)
}
