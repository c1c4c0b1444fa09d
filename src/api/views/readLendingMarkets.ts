import type { Project } from '../../config/Project.ts'
import type { ChainId } from '../../facts/primitives.ts'
import { type AaveV3Market, toAaveV3Market } from '../../margin/lending/aaveV3Market.ts'
import type { PoolParameter } from '../../margin/lending/PoolParameters.ts'
import type { CutHeights, Snapshot } from '../../store/Snapshot.ts'

/** The lending pools of a project at a cut, by venue. A pool whose chain is not in the cut has no parameters there. */
export function readLendingMarkets(
  project: Pick<Project, 'venues'>,
  snapshot: Snapshot,
  heights: CutHeights,
  asOf: bigint,
): ReadonlyMap<string, AaveV3Market> {
  return new Map(
    project.venues.flatMap(({ id: venue, lending: pool, risk }) => {
      if (pool === undefined) return []
      const { chainId, pool: contract } = pool
      const contracts = [{ chainId, contract }]
      const rows = snapshot.series({ of: 'contracts', kind: 'parameter', contracts }, heights)
      const timeOf = createTimes(snapshot, chainId)
      const parameters = new Map<string, PoolParameter>()
      for (const { key, values, blockNumber } of rows) {
        const timestamp = timeOf(blockNumber)
        if (timestamp !== undefined) parameters.set(key.subject, { values, timestamp })
      }
      const height = heights.get(chainId) ?? 0n
      const { warningBps } = risk
      return [[venue, toAaveV3Market({ venue, pool, height, parameters, warningBps, asOf })]]
    }),
  )
}

/** Times of recorded blocks; most parameters were set in few of them. */
function createTimes(
  snapshot: Snapshot,
  chainId: ChainId,
): (blockNumber: bigint) => bigint | undefined {
  const times = new Map<bigint, bigint | undefined>()
  return (blockNumber) => {
    if (!times.has(blockNumber)) {
      const block = snapshot.blockAt(chainId, blockNumber)
      times.set(blockNumber, block?.number === blockNumber ? block.timestamp : undefined)
    }
    return times.get(blockNumber)
  }
}
