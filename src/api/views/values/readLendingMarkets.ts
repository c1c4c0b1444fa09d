import type { LendingPool } from '../../../config/LendingPool.ts'
import { ownProtocol } from '../../../config/ownProtocol.ts'
import type { Project } from '../../../config/Project.ts'
import type { LendingMarket } from '../../../margin/lending/LendingMarket.ts'
import type { PoolCut } from '../../../margin/lending/PoolCut.ts'
import type { PoolParameter } from '../../../margin/lending/PoolParameters.ts'
import { toLendingMarket } from '../../../margin/lending/toLendingMarket.ts'
import { toPerpetualMarket } from '../../../margin/perpetuals/toPerpetualMarket.ts'
import type { CutHeights, Snapshot } from '../../../store/Snapshot.ts'
import { createTimes } from './createTimes.ts'
import { readIndexes } from './readIndexes.ts'

/** The lending pools and exchanges of a project at a cut, by venue. A pool whose chain is not in the cut has no parameters there. */
export function readLendingMarkets(
  project: Pick<Project, 'venues'>,
  snapshot: Snapshot,
  heights: CutHeights,
  { asOf, prices }: Pick<PoolCut<LendingPool>, 'asOf' | 'prices'>,
): ReadonlyMap<string, LendingMarket> {
  return new Map(
    project.venues.flatMap(({ id: venue, risk, ...own }) => {
      const pool = ownProtocol(own)
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
      const said = { venue, parameters, warningBps, asOf }
      const { lending, perpetual: exchange } = own
      if (lending !== undefined)
        return [[venue, toLendingMarket({ ...said, pool: lending, height, prices })]]
      if (exchange === undefined) return []
      const indexes = readIndexes(snapshot, { chainId, contract }, height)
      return [[venue, toPerpetualMarket({ ...said, exchange, indexes })]]
    }),
  )
}
