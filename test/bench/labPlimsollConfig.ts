import { readFileSync } from 'node:fs'
import { labConfig } from '../lab/labConfig.ts'
import type { Lab } from '../lab/startLab.ts'

/**
 * The config of a lab that runs in another process, from what `describeLab` wrote to `path`. Blocks come once a second
 * there, and the config says so. Each node is asked over WebSocket, and over HTTP where that fails.
 */
export function labPlimsollConfig(path: string, database: string): ReturnType<typeof labConfig> {
  const text = readFileSync(path, 'utf8')
  // CAST: `describeLab` wrote every field of a lab that its config reads.
  const lab = JSON.parse(text, (_, value: unknown) => reviveBigint(value)) as Lab
  const config = labConfig(lab, { database })
  const chains = Object.entries(config.chains).map(([name, chain]) => [
    name,
    { ...chain, blockTimeMs: 1_000, rpc: [toWebSocket(chain.rpc), chain.rpc].flat() },
  ])
  return { ...config, chains: Object.fromEntries(chains) }
}

type ChainRpc = ReturnType<typeof labConfig>['chains'][string]['rpc']

/** Anvil answers both on one port. */
function toWebSocket(rpc: ChainRpc): string {
  const [first = ''] = [rpc].flat()
  const url = typeof first === 'string' ? first : first.url
  return url.replace(/^http/, 'ws')
}

/** What a config needs of a lab, as JSON. */
export function describeLab({ home, chains }: Lab): string {
  const pick = ({ name, chainId, rpcUrl, contracts }: Lab['home']) => ({
    ...{ name, chainId, rpcUrl, contracts },
  })
  // CAST: the contracts of the home chain are those of any chain and some more.
  const described = { home: pick(home), chains: chains.map((chain) => pick(chain as Lab['home'])) }
  return JSON.stringify(described, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
}

function reviveBigint(value: unknown): unknown {
  return typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value
}
