import type { LegStep } from '../../facts/Fact.ts'
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
  /** 1 when it is closed in every cut that holds both its sent leg and its closing credit. */
  closed: 0 | 1
  sent_chain: ChainId
  sent_number: number
  credited_chain: ChainId
  credited_number: number
}

const stepsThatKeepOpen: readonly LegStep[] = ['failed', 'cancelled', 'refunded']

/**
 * Decides whether a transfer can be left out when open ones are asked for. Only the plain case is: one sent leg, one
 * credit that settled it, one landing before it at most, the same amount and payload, nothing returned or failed after it, and no link
 * that a cut with both of them could lack.
 * Whatever else there is stays selected, and the ledger judges it. A function of canonical legs alone, in any order.
 */
export function deriveTransfer(legs: readonly DerivationLeg[]): DerivedTransfer | undefined {
  const sents = legs.filter((leg) => leg.step === 'sent')
  const credits = legs.filter((leg) => leg.step === 'credited')
  const closings = credits.filter((leg) => leg.via === 'venue' || leg.isSettled)
  // What waits in a queue has left its owner: it is the same value before and after it is sent.
  const sent = sents[0] ?? legs.find((leg) => leg.step === 'queued')
  const [closing] = closings
  const named = sent ?? credits[0] ?? legs[0]
  if (named === undefined) return undefined
  const { bridge, origin, destination } = named
  const isPlain =
    sents.length === 1 &&
    closings.length === 1 &&
    credits.length - closings.length <= 1 &&
    (closings.length === credits.length || closing?.via === 'venue') &&
    credits.every((credit) => isSameValue(sent, credit)) &&
    // Two bridges that use one key have two transfers: neither closes the other.
    legs.every((leg) => leg.via === 'venue' || leg.bridge === bridge) &&
    !legs.some((leg) => stepsThatKeepOpen.includes(leg.step) && !isOvercome(leg, closing)) &&
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
  if (credit.via === 'venue') return true
  const [left, right] = [sent.payloadHash, credit.payloadHash]
  return left === null || right === null ? left === right : left.equals(right)
}
