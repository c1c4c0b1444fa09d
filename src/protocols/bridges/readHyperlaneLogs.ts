import { parseAbi } from 'viem'
import type { Address, Hex } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { decodeStrict } from '../decodeStrict.ts'
import { toWord } from '../toWord.ts'

export const mailboxEvents = decodeStrict(
  parseAbi([
    'event Dispatch(address indexed sender, uint32 indexed destination, bytes32 indexed recipient, bytes message)',
    'event DispatchId(bytes32 indexed messageId)',
    'event Process(uint32 indexed origin, bytes32 indexed sender, address indexed recipient)',
    'event ProcessId(bytes32 indexed messageId)',
  ]),
)

export const routerEvents = decodeStrict(
  parseAbi([
    'event SentTransferRemote(uint32 indexed destination, bytes32 indexed recipient, uint256 amountOrId)',
    'event ReceivedTransferRemote(uint32 indexed origin, bytes32 indexed recipient, uint256 amountOrId)',
  ]),
)

export const [dispatchTopic, dispatchIdTopic, processTopic, processIdTopic] = mailboxEvents.topics

/** SentTransferRemote or ReceivedTransferRemote; `domain` is the other chain's. */
export interface RouterTransfer {
  log: RawLog
  domain: number
  recipient: Hex
  amount: bigint
}

/** A Dispatch of the router and the DispatchId that the mailbox logged next, where it did. */
export interface Dispatched {
  log: RawLog
  message: Hex
  id: { log: RawLog; messageId: Hex } | undefined
}

/** A ProcessId and the Process that the mailbox logged just before it, where that was fetched. */
export interface Processed {
  log: RawLog
  messageId: Hex
  process: { log: RawLog; origin: number; recipient: Address } | undefined
}

export interface HyperlaneLogs {
  sent: readonly RouterTransfer[]
  received: readonly RouterTransfer[]
  dispatched: readonly Dispatched[]
  processed: readonly Processed[]
}

type Quarantine = (log: RawLog, reason: string) => void

/** Sorts the logs of one transaction by what they say about `router`; what other routers did is left out. */
export function readHyperlaneLogs(
  logs: readonly RawLog[],
  router: Address,
  quarantine: Quarantine,
): HyperlaneLogs {
  const mailboxLogs = logs.filter((log) => log.address !== router)
  const routerLogs = logs.filter((log) => log.address === router)
  return {
    ...readRouter(routerLogs, quarantine),
    dispatched: readDispatched(mailboxLogs, router, quarantine),
    processed: readProcessed(mailboxLogs, quarantine),
  }
}

function readRouter(logs: readonly RawLog[], quarantine: Quarantine) {
  const sent: RouterTransfer[] = []
  const received: RouterTransfer[] = []
  for (const log of logs) {
    const event = routerEvents.decode(log)
    switch (event.name) {
      case 'SentTransferRemote': {
        const { destination, recipient, amountOrId } = event.args
        sent.push({ log, domain: destination, recipient, amount: amountOrId })
        break
      }
      case 'ReceivedTransferRemote': {
        const { origin, recipient, amountOrId } = event.args
        received.push({ log, domain: origin, recipient, amount: amountOrId })
        break
      }
      case undefined:
        quarantine(log, event.reason)
    }
  }
  return { sent, received }
}

function readDispatched(logs: readonly RawLog[], router: Address, quarantine: Quarantine) {
  const dispatched: Dispatched[] = []
  const sender = toWord(router)
  for (const [index, log] of logs.entries()) {
    // A busy mailbox dispatches for many routers; theirs are not worth decoding the message for.
    if (log.topics[0] !== dispatchTopic || log.topics[1] !== sender) continue
    const event = mailboxEvents.decode(log)
    if (event.name === undefined) quarantine(log, event.reason)
    else if (event.name === 'Dispatch') {
      const next = logs[index + 1]
      const id = next && readId(next, dispatchIdTopic)
      dispatched.push({ log, message: event.args.message, id })
    }
  }
  return dispatched
}

function readProcessed(logs: readonly RawLog[], quarantine: Quarantine) {
  const processed: Processed[] = []
  for (const [index, log] of logs.entries()) {
    const id = readId(log, processIdTopic)
    if (id === undefined) {
      if (log.topics[0] === processIdTopic) quarantine(log, 'ProcessId is not what a mailbox logs.')
      continue
    }
    const previous = logs[index - 1]
    processed.push({ ...id, process: previous && readProcess(previous) })
  }
  return processed
}

function readProcess(log: RawLog): Processed['process'] {
  if (log.topics[0] !== processTopic) return undefined
  const event = mailboxEvents.decode(log)
  return event.name === 'Process' ? { log, ...event.args } : undefined
}

function readId(log: RawLog, topic0: Hex | undefined) {
  if (log.topics[0] !== topic0) return undefined
  const event = mailboxEvents.decode(log)
  return event.name === 'DispatchId' || event.name === 'ProcessId'
    ? { log, messageId: event.args.messageId }
    : undefined
}
