import type { BackingGroup } from '../../../config/BackingConfig.ts'
import type { ObservationKind } from '../../../facts/BackingFacts.ts'
import { observedKey } from '../../../facts/backingKeys.ts'
import { seriesKeyId } from '../../../facts/Series.ts'
import type { LimitReading } from '../../../ledger/backing/BackingReading.ts'
import type { Clearing } from '../../../ledger/backing/clearingsOf.ts'
import { isOf } from '../../../ledger/backing/sumBacking.ts'
import { fromGroupUnits } from '../../../ledger/groupUnits.ts'
import { maxOf } from '../../../utils/maxOf.ts'
import type { ReadContext } from '../ReadContext.ts'

const limitKinds = [
  'mintLimit',
  'mintLeft',
  'burnLimit',
  'burnLeft',
] as const satisfies readonly ObservationKind[]

/** What xERC20s let bridges mint and burn, as it was last read; those that were never read are left out. */
export function readLimits(
  { snapshot, heights }: ReadContext,
  group: BackingGroup,
  clearings: readonly Clearing[],
): readonly LimitReading[] {
  const contracts = group.limits.map(({ chainId, token: contract }) => ({ chainId, contract }))
  const rows = snapshot.series({ of: 'contracts', kind: 'observed', contracts }, heights)
  const known = new Map(rows.map((row) => [seriesKeyId(row.key), row]))
  return group.limits.flatMap((limit): LimitReading[] => {
    const { chainId, token, decimals, bridge: holder } = limit
    const read = limitKinds.flatMap((of) => {
      const row = known.get(seriesKeyId(observedKey(chainId, { of, token, holder })))
      return row === undefined ? [] : [{ of, row }]
    })
    const [first, ...others] = read.map(({ row }) => row.blockNumber)
    if (first === undefined) return []
    const inbound = clearings
      .filter((clearing) => isOf(group, clearing) && clearing.destination === chainId)
      .reduce((sum, { amount }) => sum + amount, 0n)
    return [
      {
        limit,
        blockNumber: maxOf(first, ...others),
        amounts: new Map(read.map(({ of, row }) => [of, row.values[0] ?? 0n])),
        inbound: fromGroupUnits(inbound, decimals),
      },
    ]
  })
}
