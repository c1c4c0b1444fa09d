import type { Address, Hex } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { keccak256 } from '../../utils/keccak256.ts'
import { toWord } from '../toWord.ts'
import { parseWarpMessage } from './hyperlaneMessage.ts'
import type { Dispatched, Processed, RouterTransfer } from './readHyperlaneLogs.ts'

/** A router's transfer and the message that carries it. */
export interface PairedTransfer {
  transfer: RouterTransfer
  messageId: Hex
  siblings: readonly RawLog[]
}

export interface Pairing {
  paired: readonly PairedTransfer[]
  /** Logs without their sibling or against it, with the reason. */
  unpaired: readonly { log: RawLog; reason: string }[]
}

/** The route as one router sees it: its own domain, and the configured router of a followed one. */
export interface RouteView {
  router: Address
  domain: number
  routerOf(domain: number): Address | undefined
}

/** Pairs the i-th SentTransferRemote with the i-th Dispatch of the router, and checks that they say the same. */
export function pairSent(
  sent: readonly RouterTransfer[],
  dispatched: readonly Dispatched[],
  route: RouteView,
): Pairing {
  const paired: PairedTransfer[] = []
  const unpaired: { log: RawLog; reason: string }[] = []
  for (const [index, transfer] of sent.entries()) {
    const dispatch = dispatched[index]
    const reason = dispatch ? findContradiction(transfer, dispatch, route) : noDispatch
    if (reason !== undefined) unpaired.push({ log: transfer.log, reason })
    else if (dispatch?.id) {
      const { log, messageId } = dispatch.id
      paired.push({ transfer, messageId, siblings: [dispatch.log, log] })
    }
  }
  for (const { log } of dispatched.slice(sent.length)) unpaired.push({ log, reason: noSent })
  return { paired, unpaired }
}

const noDispatch = 'SentTransferRemote has no Dispatch of its router in the transaction.'
const noSent =
  'The router dispatched a message without SentTransferRemote, so its amount is not known.'
const noProcess = 'ReceivedTransferRemote has no ProcessId of its router before it.'
const noReceived =
  'A message was delivered to the router without ReceivedTransferRemote, so its amount is not known.'

/** Version of the only message format whose offsets are known here. */
const messageVersion = 3

/** Why the message is not this transfer's. Amounts are not compared: a scaled route's message counts in other units. */
function findContradiction(
  transfer: RouterTransfer,
  { message, id }: Dispatched,
  { router, domain, routerOf }: RouteView,
): string | undefined {
  if (id === undefined)
    return 'The Dispatch of SentTransferRemote is not followed by its DispatchId.'
  if (keccak256(message) !== id.messageId)
    return 'DispatchId is not the hash of the message before it.'
  const parsed = parseWarpMessage(message)
  if (parsed === undefined) return 'The dispatched message is too short to hold a transfer.'
  if (parsed.version !== messageVersion)
    return `The dispatched message has version ${parsed.version}; only ${messageVersion} is known.`
  if (parsed.originDomain !== domain || parsed.sender !== toWord(router))
    return `The dispatched message names ${parsed.sender} on domain ${parsed.originDomain} as its sender.`
  if (parsed.destinationDomain !== transfer.domain)
    return `The dispatched message goes to domain ${parsed.destinationDomain}, SentTransferRemote to ${transfer.domain}.`
  const expected = routerOf(transfer.domain)
  if (expected !== undefined && parsed.router !== toWord(expected))
    return `The dispatched message goes to router ${parsed.router}, which is not the one configured for domain ${transfer.domain}.`
  if (parsed.recipient !== transfer.recipient)
    return `The dispatched message pays ${parsed.recipient}, SentTransferRemote ${transfer.recipient}.`
  return undefined
}

/**
 * Pairs each ReceivedTransferRemote with the nearest ProcessId before it that is the router's and not yet taken: the
 * mailbox logs both before it calls the router, and a delivery inside a delivery ends first. A ProcessId whose Process
 * was not fetched may be anybody's.
 */
export function pairReceived(
  received: readonly RouterTransfer[],
  processed: readonly Processed[],
  router: Address,
): Pairing {
  const paired: PairedTransfer[] = []
  const unpaired: { log: RawLog; reason: string }[] = []
  const open = processed.filter(({ process }) => !process || process.recipient === router)
  for (const transfer of received) {
    const index = open.findLastIndex(({ log }) => log.logIndex < transfer.log.logIndex)
    const [match] = index === -1 ? [] : open.splice(index, 1)
    if (match === undefined) unpaired.push({ log: transfer.log, reason: noProcess })
    else if (match.process && match.process.origin !== transfer.domain)
      unpaired.push({ log: transfer.log, reason: toWrongOrigin(transfer, match.process.origin) })
    else {
      const siblings = match.process ? [match.process.log, match.log] : [match.log]
      paired.push({ transfer, messageId: match.messageId, siblings })
    }
  }
  for (const { log, process } of open) if (process) unpaired.push({ log, reason: noReceived })
  return { paired, unpaired }
}

function toWrongOrigin(transfer: RouterTransfer, origin: number): string {
  return `Process names domain ${origin} as the origin, ReceivedTransferRemote ${transfer.domain}.`
}
