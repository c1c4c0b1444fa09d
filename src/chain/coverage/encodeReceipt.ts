import { concatHex, toRlp } from 'viem'
import type { Hex } from '../../facts/primitives.ts'
import { parseHex, parseQuantity } from '../rpc/parseHex.ts'
import { type BloomedLog, toLogsBloom } from './toLogsBloom.ts'

/** A log as a receipt commits to it. */
interface ReceiptLog extends BloomedLog {
  data: Hex
}

/**
 * Types whose receipt is the plain four fields behind the type's byte: EIP-2718, 2930, 1559, 4844 and 7702, and
 * Arbitrum's own (deposit, unsigned, contract, retry, submit-retryable, internal).
 */
const plainTypes: ReadonlySet<number> = new Set([1, 2, 3, 4, 0x64, 0x65, 0x66, 0x68, 0x69, 0x6a])

/** OP stack deposits: their nonce is committed to only together with a receipt version (since Canyon). */
const depositType = 0x7e

/**
 * The bytes of a receipt in its block's receipts trie, from an `eth_getBlockReceipts` entry. The bloom is computed from
 * the logs, so that a root that matches proves them. Undefined where a field is malformed or the type is not known.
 */
export function encodeReceipt(entry: unknown): Hex | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined
  const receipt: Partial<Record<string, unknown>> = { ...entry }
  const type = receipt.type === undefined ? 0n : parseQuantity(receipt.type)
  const outcome = readOutcome(receipt)
  const gas = parseQuantity(receipt.cumulativeGasUsed)
  const logs = readReceiptLogs(receipt.logs)
  if (type === undefined || outcome === undefined || gas === undefined || logs === undefined)
    return undefined
  const fields: RlpFields = [
    outcome,
    toInteger(gas),
    toLogsBloom(logs),
    logs.map(({ address, topics, data }) => [address, [...topics], data]),
  ]
  if (type === 0n) return toRlp(fields)
  const kind = Number(type)
  if (plainTypes.has(kind)) return concatHex([toByte(kind), toRlp(fields)])
  if (kind !== depositType) return undefined
  return concatHex([toByte(kind), toRlp([...fields, ...depositFields(receipt)])])
}

type RlpFields = (Hex | [Hex, Hex[], Hex][])[]

/** Status since Byzantium, before it the root of the state. */
function readOutcome(receipt: Partial<Record<string, unknown>>): Hex | undefined {
  const status = parseQuantity(receipt.status)
  if (status !== undefined) return toInteger(status)
  return parseHex(receipt.root, 32)
}

function depositFields(receipt: Partial<Record<string, unknown>>): Hex[] {
  const nonce = parseQuantity(receipt.depositNonce)
  const version = parseQuantity(receipt.depositReceiptVersion)
  if (nonce === undefined || version === undefined) return []
  return [toInteger(nonce), toInteger(version)]
}

/** Address, topics and data of every log of a receipt; undefined when one is malformed. */
export function readReceiptLogs(entries: unknown): readonly ReceiptLog[] | undefined {
  if (!Array.isArray(entries)) return undefined
  const logs: ReceiptLog[] = []
  for (const entry of entries) {
    if (typeof entry !== 'object' || entry === null) return undefined
    const log: Partial<Record<string, unknown>> = { ...entry }
    const address = parseHex(log.address, 20)
    const data = parseHex(log.data)
    if (address === undefined || data === undefined || !Array.isArray(log.topics)) return undefined
    const topics = log.topics.flatMap((topic) => parseHex(topic, 32) ?? [])
    if (topics.length !== log.topics.length) return undefined
    logs.push({ address, topics, data })
  }
  return logs
}

/** An integer in RLP has no leading zeros; zero is empty. */
export function toInteger(value: bigint): Hex {
  if (value === 0n) return '0x'
  const hex = value.toString(16)
  return `0x${hex.length % 2 === 0 ? hex : `0${hex}`}`
}

function toByte(value: number): Hex {
  return `0x${value.toString(16).padStart(2, '0')}`
}
