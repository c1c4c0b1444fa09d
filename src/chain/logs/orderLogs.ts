import type { RawLog } from '../../facts/RawLog.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'

/**
 * Returns `logs` in chain order (block, transaction, log index) without repeats: overlapping queries may each bring the
 * same log. Throws `RpcContentError` when one place holds two different logs. Two transactions may share a log index:
 * several chains number logs per transaction (rpc-faults F055).
 */
export function orderLogs(logs: readonly RawLog[], chain: string): readonly RawLog[] {
  const ordered = isOrdered(logs) ? logs : [...logs].sort(compareLogs)
  const kept: RawLog[] = []
  for (const log of ordered) {
    const previous = kept.at(-1)
    if (previous === undefined || compareLogs(previous, log) !== 0) kept.push(log)
    else if (!isSameLog(previous, log))
      throw new RpcContentError({
        chain,
        method: 'eth_getLogs',
        detail: `two different logs at index ${log.logIndex} of block ${log.blockNumber}`,
      })
  }
  return kept
}

function isOrdered(logs: readonly RawLog[]): boolean {
  return logs.every((log, i) => {
    const previous = logs[i - 1]
    return previous === undefined || compareLogs(previous, log) <= 0
  })
}

function compareLogs(a: RawLog, b: RawLog): number {
  if (a.blockNumber !== b.blockNumber) return a.blockNumber < b.blockNumber ? -1 : 1
  return a.txIndex - b.txIndex || a.logIndex - b.logIndex
}

function isSameLog(a: RawLog, b: RawLog): boolean {
  return (
    a.blockHash === b.blockHash &&
    a.txHash === b.txHash &&
    a.address === b.address &&
    a.data === b.data &&
    a.topics.length === b.topics.length &&
    a.topics.every((topic, i) => topic === b.topics[i])
  )
}
