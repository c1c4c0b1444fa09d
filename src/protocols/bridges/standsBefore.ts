import type { RawLog } from '../../facts/RawLog.ts'

interface Logged {
  log: RawLog
}

/**
 * Tells which logs stand before the `index`-th of a transaction's `ends`, and after the one before it: what a contract did
 * for each of several messages that it took in one transaction, each of which it logs last.
 */
export function standsBefore(ends: readonly Logged[], index: number): (each: Logged) => boolean {
  const [from = -1, to = -1] = [ends[index - 1]?.log.logIndex, ends[index]?.log.logIndex]
  return ({ log }) => log.logIndex > from && log.logIndex < to
}
