import { parseDriftKey } from '../../../facts/driftKey.ts'
import { zeroAddress } from '../../../facts/primitives.ts'
import type { BookDrift } from '../../../ledger/BookDrift.ts'
import type { CutHeights, Snapshot } from '../../../store/Snapshot.ts'

/**
 * What audits found and no later one took back, at or below the heights. What the ledger says of the audited block is looked up
 * now, so that late knowledge that explains a difference ends it; of a block that was pruned nothing is said.
 */
export function readDrifts(
  snapshot: Pick<Snapshot, 'series' | 'lowest' | 'retention'>,
  at: CutHeights,
): readonly BookDrift[] {
  const contracts = [...at.keys()].map((chainId) => ({ chainId, contract: zeroAddress }))
  const horizons = new Map(snapshot.retention.map(({ chainId, number }) => [chainId, number]))
  const rows = snapshot.series({ of: 'contracts', kind: 'parameter', contracts }, at)
  return rows.flatMap(({ key: found, values: [read], blockNumber }): BookDrift[] => {
    const key = parseDriftKey(found)
    if (key === undefined || read === undefined) return []
    if (blockNumber < (horizons.get(key.chainId) ?? -1n)) return []
    const booked = snapshot.lowest(key, blockNumber, blockNumber) ?? 0n
    return read === booked ? [] : [{ key, blockNumber, read, booked }]
  })
}
