import type { Condition } from '../../../src/alerts/Condition.ts'
import type { RecordedCoverage } from '../../../src/store/Recorded.ts'
import { InvariantBroken } from '../Failure.ts'
import type { OracleTransfer } from '../oracle/Oracle.ts'

/**
 * A critical alert that a source does not exist rests on blocks that were all looked for twice: no recorded stretch of the
 * origin's route that begins before the credit was read once only. `transfers` are the oracle's, and `heightAt` answers the last
 * block of a chain before its clock passed a time. Throws `InvariantBroken`.
 */
export function checkConfirmation(
  served: readonly Condition[],
  coverage: readonly RecordedCoverage[],
  transfers: readonly Pick<OracleTransfer, 'key' | 'route'>[],
  heightAt: (chainId: number, timestamp: bigint) => bigint | undefined,
): void {
  for (const { code, subject, severity, chains, since } of served) {
    const [origin] = chains
    if (code !== 'TRANSFER_UNBACKED' || severity !== 'critical') continue
    if (origin === undefined || since === undefined) continue
    const height = heightAt(origin, since)
    const route = transfers.find(({ key }) => key === subject)?.route ?? ''
    const row = coverage.find(
      ({ chainId, sourceId }) => chainId === origin && sources[route]?.test(sourceId),
    )
    if (row === undefined || height === undefined) continue
    const doubtful = row.spans.find(
      ({ level }, i) => level === 'unverified' && startOf(row, i) <= height,
    )
    if (doubtful !== undefined)
      throw new InvariantBroken(
        'condition',
        `${subject} is called unbacked for sure, and blocks of chain ${origin} up to ${doubtful.toBlock} were read once`,
      )
  }
}

/** Source sets of the world's routes. */
const sources: Readonly<Record<string, RegExp>> = {
  warp: /\/hyperlane:/,
  ferry: /\/bridge:.*:ferry$/,
}

function startOf({ fromBlock, spans }: RecordedCoverage, index: number): bigint {
  const before = spans[index - 1]
  return before === undefined ? fromBlock : before.toBlock + 1n
}
