import type { ChangedToken } from '../../../alerts/tokenConditions.ts'
import type { Address } from '../../../facts/primitives.ts'
import { decimalsSubject } from '../../../protocols/vaults/custody.ts'
import type { ReadContext } from '../ReadContext.ts'

/** Tokens of custom vaults whose newest answer to `decimals()` is not what the config says. */
export function readChangedTokens({
  project,
  topology,
  snapshot,
  heights,
}: Pick<ReadContext, 'project' | 'topology' | 'snapshot' | 'heights'>): readonly ChangedToken[] {
  const vaults = project.venues.flatMap((venue) => venue.vaults)
  const tokens = new Map<string, { chainId: number; contract: Address }>()
  for (const vault of vaults)
    if (vault.type === 'custom')
      tokens.set(`${vault.chainId}|${vault.token}`, {
        chainId: vault.chainId,
        contract: vault.token,
      })
  if (tokens.size === 0) return []
  const contracts = [...tokens.values()]
  const rows = snapshot.series({ of: 'contracts', kind: 'parameter', contracts }, heights)
  return rows.flatMap(({ key, values, blockNumber }) => {
    const [said] = values
    const { chainId, contract: token, subject } = key
    const asset = topology.assetOfToken(chainId, token)
    if (subject !== decimalsSubject || said === undefined || asset === undefined) return []
    const { id: assetId, decimals: configured } = asset
    return said === BigInt(configured)
      ? []
      : [{ chainId, token, assetId, configured, said, blockNumber }]
  })
}
