import {
  type Abi,
  type AbiEvent,
  encodeAbiParameters,
  encodeEventTopics,
  getAbiItem,
  keccak256,
  pad,
  toHex,
} from 'viem'
import type { Hex } from '../../src/facts/primitives.ts'
import type { RawLog, TransactionLogs } from '../../src/facts/RawLog.ts'

export const chainId = 31001
export const blockHash: Hex = `0x${'b1'.repeat(32)}`
const txHash: Hex = `0x${'c2'.repeat(32)}`

/** A lower-case address that reads as its number. */
export function addressOf(n: number): Hex {
  return pad(toHex(n), { size: 20 })
}

export interface LogParts {
  address: Hex
  topics: readonly Hex[]
  data: Hex
}

/** Encodes one event of `abi` as a contract at `address` would log it. */
export function encodeLog(
  abi: Abi,
  address: Hex,
  eventName: string,
  args: Record<string, unknown>,
): LogParts {
  const event = findEvent(abi, eventName)
  const topics = encodeEventTopics({ abi: [event], eventName, args })
  const inputs = event.inputs.filter((input) => input.indexed !== true)
  const values = inputs.map((input) => args[input.name ?? ''])
  const flat = topics.map((topic) => {
    if (typeof topic !== 'string') throw new Error('every topic of an encoded log has one value')
    return topic
  })
  return { address, topics: flat, data: encodeAbiParameters(inputs, values) }
}

function findEvent(abi: Abi, name: string): AbiEvent {
  const event = getAbiItem({ abi, name })
  if (event?.type !== 'event') throw new Error(`no event ${name}`)
  return event
}

/** One transaction holding `parts`, with log indexes from `firstLogIndex` on. */
export function transactionOf(parts: readonly LogParts[], firstLogIndex = 0): TransactionLogs {
  const position = { blockNumber: 7n, blockHash, txIndex: 3, txHash }
  const logs = parts.map(
    (part, index): RawLog => ({ ...part, ...position, logIndex: firstLogIndex + index }),
  )
  return { chainId, ...position, logs }
}

/** The four ways a log can be wrong that no compiler would write, by what is wrong. */
export function malform(
  log: LogParts,
): Record<'truncated' | 'trailing' | 'dirty' | 'extra', LogParts> {
  const [topic0 = '0x', topic1 = '0x', ...rest] = log.topics
  return {
    truncated: { ...log, data: `0x${log.data.slice(2, -2)}` },
    trailing: { ...log, data: `${log.data}${'00'.repeat(32)}` },
    dirty: { ...log, topics: [topic0, `0xff${topic1.slice(4)}`, ...rest] },
    extra: { ...log, topics: [...log.topics, keccak256('0x01')] },
  }
}
