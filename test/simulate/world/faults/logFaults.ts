import { keccak256 } from 'viem'
import { type LogJson, rangeOf, refuse } from '../../../faults/support/evaluateCall.ts'
import { callFault, type Fault, type FaultScope } from '../../../faults/support/Fault.ts'
import { rangeRefusals } from '../../../faults/support/rangeLimits.ts'
import { pick } from '../Deployment.ts'
import { type FaultParts, scopeOf } from './FaultParts.ts'

const methods = ['eth_getLogs']

/** A range of more than a few blocks is refused in the words of one of the providers (F001 to F019). */
export function limitRange(parts: FaultParts): Fault {
  const refusal = pick(parts.random, rangeRefusals)
  const cap = 1 + Math.floor(parts.random() * 5)
  return callFault('rangeLimit', { ...scopeOf(parts), methods }, (call) => {
    const range = rangeOf(call)
    if (range === undefined || range.blocks <= cap) return undefined
    return refuse(refusal.code, refusal.text({ from: range.from, to: range.to, cap }))
  })
}

/** Changes the logs of an answer that has any. */
function changeLogs(
  name: string,
  scope: FaultScope,
  change: (logs: readonly LogJson[]) => readonly unknown[],
): Fault {
  return callFault(name, { ...scope, methods }, (_call, { result }) => {
    if (!Array.isArray(result) || result.length === 0) return undefined
    // CAST: a scripted node's answer to `eth_getLogs`.
    return { result: change(result as LogJson[]) }
  })
}

/**
 * Logs are of another fork than the header that was asked about (F026). Of a range no headers are asked: what lies inside one
 * that is read once is the node's word, which is what `unverified` means.
 */
export function mixForks(parts: FaultParts): Fault {
  const changed = changeLogs('foreignLogs', scopeOf(parts), (logs) =>
    logs.map((log) => ({ ...log, blockHash: keccak256(log.blockHash) })),
  )
  const { onCall } = changed
  return {
    ...changed,
    onCall: (call, right) => (rangeOf(call) === undefined ? onCall?.(call, right) : undefined),
  }
}

/** One number has two hashes in one answer (F027). */
export function doubleHashes(parts: FaultParts): Fault {
  return changeLogs('twoHashes', scopeOf(parts), (logs) => [
    ...logs,
    ...logs.slice(-1).map((log) => ({ ...log, blockHash: keccak256(log.blockHash) })),
  ])
}

/** Logs say that a reorg removed them (F041). */
export function removeLogs(parts: FaultParts): Fault {
  return changeLogs('removedLogs', scopeOf(parts), (logs) =>
    logs.map((log) => ({ ...log, removed: true })),
  )
}

const oddities: readonly Record<string, unknown>[] = [
  { logIndex: null },
  { logIndex: '0xffffffff' },
  { transactionIndex: undefined },
  { transactionHash: '0x' },
  { blockNumber: '0x1fffffffffffff' },
  { data: '0x0' },
  { topics: null },
]

/** A field is missing, null, huge or of another type (F056). */
export function spoilLogs(parts: FaultParts): Fault {
  const oddity = pick(parts.random, oddities)
  return changeLogs('oddLogs', scopeOf(parts), (logs) =>
    logs.map((log, i) => (i === logs.length - 1 ? { ...log, ...oddity } : log)),
  )
}

/** A block that holds logs, as its bloom says, is answered as empty; its receipts are right (F022, F023, F028). */
export function hideLogs(parts: FaultParts): Fault {
  return callFault('hiddenLogs', { ...scopeOf(parts), methods }, (call, { result }) =>
    rangeOf(call) === undefined && Array.isArray(result) && result.length > 0
      ? { result: [] }
      : undefined,
  )
}
