import { createHash } from 'node:crypto'
import type { RawLog } from '../../facts/RawLog.ts'

/** Place and content of a log by the fields that every provider must agree on; others never break a comparison. */
export function logLine(log: RawLog): string {
  const { blockHash, txHash, logIndex, address, topics, data } = log
  return `${blockHash}:${txHash}:${logIndex}:${address}:${topics.join()}:${data}`
}

/** What two readings of the same blocks differ in (rpc-faults F031). */
export interface LogDifference {
  /** Only in the first reading. */
  onlyFirst: readonly RawLog[]
  /** Only in the second. */
  onlySecond: readonly RawLog[]
}

/** Compares two readings; undefined when they agree, in whatever order they came. */
export function compareLogs(
  first: readonly RawLog[],
  second: readonly RawLog[],
): LogDifference | undefined {
  if (first.length === second.length && first.every((log, i) => isSame(log, second[i])))
    return undefined
  const inFirst = new Set(first.map(logLine))
  const inSecond = new Set(second.map(logLine))
  const onlyFirst = first.filter((log) => !inSecond.has(logLine(log)))
  const onlySecond = second.filter((log) => !inFirst.has(logLine(log)))
  return onlyFirst.length + onlySecond.length === 0 ? undefined : { onlyFirst, onlySecond }
}

function isSame(a: RawLog, b: RawLog | undefined): boolean {
  return (
    b !== undefined &&
    a.logIndex === b.logIndex &&
    a.txHash === b.txHash &&
    a.blockHash === b.blockHash &&
    a.address === b.address &&
    a.data === b.data &&
    a.topics.length === b.topics.length &&
    a.topics.every((topic, i) => topic === b.topics[i])
  )
}

/** Short digest of the logs of one block, for comparing what was handed on with what is read again later. */
export function digestLogs(logs: readonly RawLog[]): string {
  const hash = createHash('sha256')
  for (const log of logs) hash.update(logLine(log)).update('\n')
  return hash.digest('base64url').slice(0, 22)
}
