import { readFileSync } from 'node:fs'
import { labConfig } from '../lab/labConfig.ts'
import type { Lab } from '../lab/startLab.ts'

/**
 * The config of a lab that runs in another process, from what `describeLab` wrote to `path`. Blocks come once a second
 * there, and the config says so.
 */
export function labPlimsollConfig(path: string, database: string): ReturnType<typeof labConfig> {
  const text = readFileSync(path, 'utf8')
  // CAST: `describeLab` wrote every field of a lab that its config reads.
  const lab = JSON.parse(text, (_, value: unknown) => reviveBigint(value)) as Lab
  const config = labConfig(lab, { database })
  const chains = Object.entries(config.chains).map(([name, chain]) => [
    name,
    { ...chain, blockTimeMs: 1_000 },
  ])
  return { ...config, chains: Object.fromEntries(chains) }
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
