import type { QuarantinedLog } from '../facts/Decoder.ts'
import type { SeriesRow } from '../facts/Series.ts'
import type { Condition } from './Condition.ts'

/** Logs that cannot be trusted, each with its evidence. */
export function quarantineConditions(newest: readonly QuarantinedLog[]): readonly Condition[] {
  return newest.map(({ chainId, log, reason }) => ({
    code: 'LOG_QUARANTINED',
    severity: 'warning',
    isConfirmed: true,
    chains: [chainId],
    subject: log.address,
    since: undefined,
    text: `A log of ${log.address} in block ${log.blockNumber} is quarantined: ${reason}`,
    evidence: [log.txHash, `${log.txHash}:${log.logIndex}`],
  }))
}

/** Tokens that moved at a followed vault without an owner in its book. */
export function residualConditions(rows: readonly SeriesRow[]): readonly Condition[] {
  return rows.flatMap(({ key, values, blockNumber }) => {
    const amount = values[0] ?? 0n
    if (amount === 0n) return []
    const way = amount > 0n ? 'more than' : 'less than'
    return [
      {
        code: 'RESIDUAL' as const,
        severity: 'warning' as const,
        isConfirmed: true,
        chains: [key.chainId],
        subject: key.contract,
        since: undefined,
        text: `Tokens at ${key.contract} are ${way} its book says by ${amount < 0n ? -amount : amount} of ${key.subject}.`,
        evidence: [`${key.chainId}:${blockNumber}`],
      },
    ]
  })
}
