import { type Address, type Hex, keccak256, pad, slice } from 'viem'
import { createLogReader } from './createLogReader.ts'
import { mailboxAbi, routerAbi } from './events.ts'
import type { OracleContract } from './Oracle.ts'
import { type Leg, logsOf, type PlacedTransaction, placeOf } from './World.ts'

type Router = Extract<OracleContract, { kind: 'warpRouter' }>

const readRouter = createLogReader(routerAbi)
const readMailbox = createLogReader(mailboxAbi)

/**
 * Legs of one warp router. The router logs the amount and the mailbox the message, whose hash is the transfer's key. What
 * the two say of each other must agree, else there is no leg.
 */
export function readWarpLegs(
  transaction: PlacedTransaction,
  router: Router,
  routers: readonly Router[],
): Leg[] {
  const toLeg = (index: number, parts: Pick<Leg, 'step' | 'key' | 'amount'> & Ends): Leg => ({
    place: placeOf(transaction, index),
    via: 'bridge',
    route: router.route,
    payload: parts.key,
    token: router.token,
    carrier: router.address,
    shares: [],
    ...parts,
  })
  return [
    ...readSent(transaction, router, routers).map(({ index, ...parts }) => toLeg(index, parts)),
    ...readReceived(transaction, router).map(({ index, ...parts }) => toLeg(index, parts)),
  ]
}

type Ends = Pick<Leg, 'origin' | 'destination' | 'recipient'>
type Found = Pick<Leg, 'step' | 'key' | 'amount'> & Ends & { index: number }

/** The i-th SentTransferRemote belongs to the router's i-th Dispatch, whose next mailbox log must be its DispatchId. */
function readSent(
  transaction: PlacedTransaction,
  router: Router,
  routers: readonly Router[],
): Found[] {
  const mailbox = logsOf(transaction, router.mailbox).map(({ log }) => readMailbox(log))
  const dispatches = mailbox.flatMap((event, i) => {
    if (event?.name !== 'Dispatch' || event.args.sender !== router.address) return []
    const next = mailbox[i + 1]
    const id = next?.name === 'DispatchId' ? next.args.messageId : undefined
    return [{ message: event.args.message, id }]
  })
  const sent = logsOf(transaction, router.address).flatMap(({ log, index }) => {
    const event = readRouter(log)
    return event?.name === 'SentTransferRemote' ? [{ ...event.args, index }] : []
  })
  return sent.flatMap(({ index, destination, recipient, amountOrId: amount }, i): Found[] => {
    const dispatch = dispatches[i]
    const key = dispatch && keccak256(dispatch.message)
    if (dispatch === undefined || key === undefined || key !== dispatch.id) return []
    const target = routers.find(
      (other) => other.route === router.route && other.chainId === destination,
    )
    const claim = { origin: router, destination, target: target?.address, recipient }
    if (!isMessageOf(dispatch.message, claim)) return []
    const ends = { origin: router.chainId, destination, recipient: toAddress(recipient) }
    return [{ index, step: 'sent', key, amount, ...ends }]
  })
}

/** Byte offsets of Hyperlane's Message.sol and TokenMessage.sol. */
function isMessageOf(
  message: Hex,
  claim: { origin: Router; destination: number; target: Address | undefined; recipient: Hex },
): boolean {
  if (message.length < 2 + 2 * (77 + 64)) return false
  const { origin, destination, target, recipient } = claim
  return (
    slice(message, 0, 1) === '0x03' &&
    Number(slice(message, 5, 9)) === origin.chainId &&
    slice(message, 9, 41) === pad(origin.address) &&
    Number(slice(message, 41, 45)) === destination &&
    (target === undefined || slice(message, 45, 77) === pad(target)) &&
    slice(message, 77, 109) === recipient
  )
}

/** The mailbox logs Process and ProcessId before it calls the router; a delivery inside a delivery ends first. */
function readReceived(transaction: PlacedTransaction, router: Router): Found[] {
  const mailbox = logsOf(transaction, router.mailbox).map(({ log, index }) => ({
    event: readMailbox(log),
    index,
  }))
  const open = mailbox.flatMap(({ event, index }, i) => {
    const process = mailbox[i - 1]?.event
    if (event?.name !== 'ProcessId' || process?.name !== 'Process') return []
    if (process.args.recipient !== router.address) return []
    return [{ key: event.args.messageId, origin: process.args.origin, index }]
  })
  return logsOf(transaction, router.address).flatMap(({ log, index }): Found[] => {
    const event = readRouter(log)
    if (event?.name !== 'ReceivedTransferRemote') return []
    const last = open.findLastIndex((process) => process.index < index)
    const [process] = last === -1 ? [] : open.splice(last, 1)
    const { origin, recipient, amountOrId: amount } = event.args
    if (process === undefined || process.origin !== origin) return []
    const ends = { origin, destination: router.chainId, recipient: toAddress(recipient) }
    return [{ index, step: 'credited', key: process.key, amount, ...ends }]
  })
}

/** The address in a word; undefined where the word holds more than an address. */
function toAddress(word: Hex): Address | undefined {
  const address = slice(word, 12)
  return pad(address) === word ? address : undefined
}
