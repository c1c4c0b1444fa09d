import { concatHex, numberToHex, size, sliceHex } from 'viem'
import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import { fromWord, toWord } from '../../toWord.ts'
import type { Payment } from '../Payment.ts'
import { dusty, noOnlyToken, onlyToken, queueKeyOf, toCarried } from './nttRoute.ts'

interface Sent {
  log: RawLog
  recipient: Hex
  amount: bigint
  recipientChain: number
  msgSequence: bigint
}

interface Message {
  log: RawLog
  message: { sourceNttManagerAddress: Hex; nttManagerPayload: Hex }
}

interface SendLogs {
  sent: readonly Sent[]
  digests: readonly { log: RawLog; digest: Hex }[]
  messages: readonly Message[]
  queued: readonly { log: RawLog; queueSequence: bigint }[]
  payments: readonly Payment[]
}

/** A manager takes the tokens and then queues or sends; what it sends without having taken anything was queued before. */
export function findNttSends(logs: SendLogs, route: BridgeRoute): readonly Finding[] {
  const taking = [...logs.queued, ...logs.sent].map(({ log }) => log)
  const takenFor = (log: RawLog): Payment | undefined => {
    const before = taking
      .filter(({ address, logIndex }) => address === log.address && logIndex < log.logIndex)
      .reduce((last, { logIndex }) => Math.max(last, logIndex), -1)
    return logs.payments.findLast(
      ({ to, log: { logIndex } }) =>
        to === log.address && logIndex < log.logIndex && logIndex > before,
    )
  }
  return [
    ...logs.queued.map((event) => toQueued(event, takenFor(event.log), route)),
    ...logs.sent.map((event) => toSent(event, takenFor(event.log), logs, route)),
  ]
}

function toQueued(
  { log, queueSequence }: SendLogs['queued'][number],
  payment: Payment | undefined,
  route: BridgeRoute,
): Finding {
  if (payment === undefined) return { log, reason: noPayment }
  const { from: sender, value: amount } = payment
  const asset = payment.log.address
  const carried = toCarried(amount, asset, route)
  if (carried === undefined) return { log, reason: dusty }
  const body = route.leg({
    step: 'queued',
    key: queueKeyOf(log.address, queueSequence, route),
    asset,
    amount,
    carried,
    carrierContract: log.address,
    sender,
    origin: route.chainId,
    // Who is to be paid and where is said when it is released.
    destination: route.peer === undefined ? undefined : route.chainOf(route.peer),
  })
  return { log, siblings: [payment.log], body }
}

const noPayment = 'A transfer was queued without a payment to the manager before it.'

function toSent(
  event: Sent,
  payment: Payment | undefined,
  logs: SendLogs,
  route: BridgeRoute,
): Finding {
  const { log, recipient, amount, recipientChain, msgSequence } = event
  const asset = payment?.log.address ?? onlyToken(route)
  if (asset === undefined) return { log, reason: noOnlyToken }
  const carried = toCarried(amount, asset, route)
  if (carried === undefined) return { log, reason: dusty }
  const named = digestOf(event, logs, route)
  if (typeof named === 'string') return { log, reason: named }
  const body = route.leg({
    step: 'sent',
    key: named.digest,
    ...(payment === undefined ? { alias: queueKeyOf(log.address, msgSequence, route) } : {}),
    asset,
    // What is released was taken when it was queued.
    amount: payment === undefined ? 0n : amount,
    carried,
    carrierContract: log.address,
    sender: payment?.from,
    recipient: fromWord(recipient),
    origin: route.chainId,
    destination: route.chainOf(recipientChain),
  })
  return { log, siblings: [named.log, ...(payment ? [payment.log] : [])], body }
}

/** The digest that the manager logs next, and of managers that log none that of what the transceiver sent; else why not. */
function digestOf(
  { log, msgSequence }: Sent,
  { sent, digests, messages }: SendLogs,
  route: BridgeRoute,
): { digest: Hex; log: RawLog } | string {
  const next = sent.find((other) => other.log.logIndex > log.logIndex)?.log.logIndex
  const said = digests.find(
    ({ log: { address, logIndex } }) =>
      address === log.address && logIndex > log.logIndex && (next === undefined || logIndex < next),
  )
  const carried = messages.find(
    ({ message }) =>
      message.sourceNttManagerAddress === toWord(log.address) &&
      sequenceOf(message.nttManagerPayload) === msgSequence,
  )
  const computed = carried && {
    digest: digestOfPayload(carried.message.nttManagerPayload, route),
    log: carried.log,
  }
  if (said !== undefined && computed !== undefined && said.digest !== computed.digest)
    return 'The manager names another digest than that of what the transceiver sent.'
  return said ?? computed ?? 'Nothing says under which digest the transfer was sent.'
}

/** The id of a manager's message is its sequence (`TransceiverStructs.encodeNttManagerMessage`). */
function sequenceOf(payload: Hex): bigint | undefined {
  return size(payload) < 32 ? undefined : BigInt(sliceHex(payload, 0, 32))
}

function digestOfPayload(payload: Hex, { domain }: BridgeRoute): Hex {
  return keccak256(concatHex([numberToHex(Number(domain), { size: 2 }), payload]))
}
