import type { ChainConfig } from '../../config/ChainConfig.ts'
import type { Project } from '../../config/Project.ts'

/** Different witnesses among a chain's endpoints: those of one name are one source of truth. */
export function countWitnesses(chain: ChainConfig): number {
  return new Set(chain.endpoints.map(({ witness }) => witness)).size
}

/**
 * What can never be confirmed on a chain with one witness, as the codes of conditions: a claim of absence on each of its
 * bridges, and a reorg below finalized. Empty where a second witness can be asked (DESIGN §3, §4).
 */
export function unconfirmedAlerts(chain: ChainConfig, project: Project): readonly string[] {
  if (countWitnesses(chain) > 1) return []
  const bridges = project.bridges.flatMap(({ id, members }) =>
    members.some(({ chainId }) => chainId === chain.id) ? [id] : [],
  )
  const names = bridges.map((id) => `'${id}'`).join(', ')
  const kind = bridges.length === 1 ? 'bridge' : 'bridges'
  return [
    ...(bridges.length === 0 ? [] : [`TRANSFER_UNBACKED of ${kind} ${names}`]),
    `FINALITY_VIOLATED of ${chain.name}`,
  ]
}

/** One sentence for each chain that has a single witness. */
export function warnUnconfirmed(project: Project): readonly string[] {
  return project.chains.flatMap((chain) => {
    const alerts = unconfirmedAlerts(chain, project)
    if (alerts.length === 0) return []
    return [
      `chains.${chain.name}.rpc: names one witness, so ${alerts.join(' and ')} will only ever be unconfirmed; add an endpoint of another host.`,
    ]
  })
}
