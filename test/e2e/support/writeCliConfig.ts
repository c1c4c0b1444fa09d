import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LabChain } from '../../lab/labChain.ts'

const labConfigFile = fileURLToPath(new URL('../../lab/labConfig.ts', import.meta.url))

/**
 * Writes a config file for the lab, as an operator would have one, into `folder`: the command line reads it in a process
 * of its own. Its database is `plimsoll.db` beside it. Returns the path.
 */
export async function writeCliConfig(parameters: {
  folder: string
  /** The home chain first. */
  chains: readonly Pick<LabChain, 'name' | 'chainId' | 'rpcUrl' | 'contracts'>[]
  /** Blocks of one range at most, on every chain: the smaller, the longer the backfill. */
  rangeBlocksMax?: bigint
  staleAfterSeconds?: number
  /** Statements that change `config` before it is exported. */
  change?: string
}): Promise<string> {
  const { folder, rangeBlocksMax = 2_000n, staleAfterSeconds = 10, change = '' } = parameters
  const chains = parameters.chains.map(({ name, chainId, rpcUrl, contracts }) => {
    return { name, chainId, rpcUrl, contracts }
  })
  const text = `import { labConfig } from ${JSON.stringify(labConfigFile)}
const chains = ${toLiteral(chains)}
const config = labConfig({ home: chains[0], chains }, { database: './plimsoll.db' })
const more = { staleAfterSeconds: ${staleAfterSeconds}, timeoutMs: 1_000, rangeBlocksMax: ${rangeBlocksMax}n }
for (const name of Object.keys(config.chains)) Object.assign(config.chains[name], more)
${change}
export default config
`
  const path = join(folder, 'plimsoll.config.ts')
  await writeFile(path, text)
  return path
}

/** JSON, with bigints as TypeScript writes them. */
function toLiteral(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  if (Array.isArray(value)) return `[${value.map(toLiteral).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).map(
    ([key, inner]) => `${JSON.stringify(key)}: ${toLiteral(inner)}`,
  )
  return `{ ${entries.join(', ')} }`
}
