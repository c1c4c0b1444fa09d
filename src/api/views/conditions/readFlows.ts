import type { BackingGroup } from '../../../config/BackingConfig.ts'
import { coverageLevels, levelOver } from '../../../facts/Coverage.ts'
import type { ChainId } from '../../../facts/primitives.ts'
import type { FlowReading } from '../../../ledger/backing/BackingReading.ts'
import { bridgeSourceId } from '../../../protocols/bridgeSourceId.ts'
import type { RecordedCoverage } from '../../../store/Recorded.ts'
import type { ReadContext } from '../ReadContext.ts'

/** Accounts of the chains on which a group has no escrow: what bridges brought there, less what they took away. */
export function readFlows(context: ReadContext, group: BackingGroup): readonly FlowReading[] {
  const { snapshot, heights } = context
  const remote = group.supplies.filter(
    ({ chainId }) => !group.escrows.some((escrow) => escrow.chainId === chainId),
  )
  const contracts = remote.map(({ chainId, token: contract }) => ({ chainId, contract }))
  const rows = snapshot.series({ of: 'contracts', kind: 'flow', contracts }, heights)
  return remote.map(({ chainId, token, decimals, opening }) => {
    const own = rows.filter(
      ({ key }) =>
        key.chainId === chainId && key.contract === token && group.bridges.includes(key.subject),
    )
    const amount = own.reduce((sum, { values }) => sum + (values[0] ?? 0n), opening)
    return { chainId, token, decimals, amount, isConfirmed: isVerified(context, group, chainId) }
  })
}

function isVerified(
  { project, snapshot }: ReadContext,
  { bridges }: BackingGroup,
  chainId: ChainId,
): boolean {
  const ids = project.bridges
    .filter(({ id }) => bridges.includes(id))
    .map((bridge) => bridgeSourceId(bridge, chainId))
  const rows = snapshot.coverage.filter(
    (row) => row.chainId === chainId && ids.includes(row.sourceId),
  )
  const isSure = ({ spans, fromBlock, toBlock }: RecordedCoverage): boolean => {
    const level = levelOver(spans, fromBlock, toBlock)
    return coverageLevels.indexOf(level) >= coverageLevels.indexOf('verified')
  }
  return rows.length > 0 && rows.every(isSure)
}
