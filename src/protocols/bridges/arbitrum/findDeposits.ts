import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import {
  childTokenOf,
  depositKeyOf,
  isCarried,
  noChildToken,
  peerChainOf,
} from './arbitrumRoute.ts'
import { SUBMIT_RETRYABLE, ticketIdOf } from './ticketIdOf.ts'

interface Deposit {
  log: RawLog
  l1Token: Address
  _from: Address
  _to: Address
  _amount: bigint
}

interface Message {
  log: RawLog
  messageIndex: bigint
  inbox: Address
  kind: number
  sender: Address
  messageDataHash: Hex
  baseFeeL1: bigint
}

interface DepositLogs {
  initiated: readonly (Deposit & { _sequenceNumber: bigint })[]
  finalized: readonly Deposit[]
  messages: readonly Message[]
  contents: readonly { log: RawLog; messageNum: bigint; data: Hex }[]
}

/** A gateway logs what it took after the inbox has its message, and on the rollup what it paid. */
export function findDeposits(logs: DepositLogs, route: BridgeRoute): readonly Finding[] {
  return [
    ...logs.initiated
      .filter(({ l1Token }) => route.tokens.has(l1Token))
      .map((event) => toSent(event, logs, route)),
    ...logs.finalized
      .filter(({ l1Token }) => isCarried(l1Token, route))
      .map((event) => toCredited(event, route)),
  ]
}

function toSent(
  event: DepositLogs['initiated'][number],
  logs: DepositLogs,
  route: BridgeRoute,
): Finding {
  const { log, l1Token, _from, _to, _amount } = event
  const ticket = findTicket(event._sequenceNumber, logs, route)
  if (typeof ticket === 'string') return { log, reason: ticket }
  const body = route.leg({
    step: 'sent',
    key: depositKeyOf(route.domain, event),
    ...(ticket?.id === undefined ? {} : { alias: ticket.id }),
    asset: l1Token,
    amount: _amount,
    carrierContract: log.address,
    sender: _from,
    recipient: _to,
    origin: route.chainId,
    destination: peerChainOf(route),
  })
  return { log, siblings: ticket?.siblings ?? [], body }
}

/** The ticket of a deposit where the inbox is followed; a reason where its messages contradict each other. */
function findTicket(
  sequence: bigint,
  { messages, contents }: DepositLogs,
  route: BridgeRoute,
): { id: Hex | undefined; siblings: readonly RawLog[] } | string | undefined {
  const inboxes = route.contractsOf('inbox')
  const childChainId = peerChainOf(route)
  if (inboxes.length === 0 || route.contractsOf('bridge').length === 0) return undefined
  const message = messages.find(({ messageIndex }) => messageIndex === sequence)
  const content = contents.find(({ messageNum }) => messageNum === sequence)
  if (message === undefined || content === undefined) return noMessage
  if (message.inbox !== content.log.address || message.messageDataHash !== keccak256(content.data))
    return 'The bridge counts another message than the inbox spells.'
  if (childChainId === undefined) return undefined
  const id =
    message.kind === SUBMIT_RETRYABLE
      ? ticketIdOf({ ...message, childChainId, data: content.data })
      : undefined
  return id === undefined ? noTicket : { id, siblings: [message.log, content.log] }
}

const noMessage =
  'A deposit was initiated without a message of the bridge and the inbox of its number.'
const noTicket = 'The message of a deposit submits no retryable ticket.'

function toCredited(event: Deposit, route: BridgeRoute): Finding {
  const { log, l1Token, _from, _to, _amount } = event
  const token = childTokenOf(l1Token, route)
  if (token === undefined) return { log, reason: noChildToken }
  const body = route.leg({
    step: 'credited',
    key: depositKeyOf(route.peer, event),
    asset: token,
    amount: _amount,
    // The gateway has the token mint.
    carrierContract: token,
    sender: _from,
    recipient: _to,
    origin: peerChainOf(route),
    destination: route.chainId,
  })
  return { log, siblings: [], body }
}
