import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import { findPort, type Program, startProgram, waitUntil } from './processes.ts'
import { repository } from './startCompiled.ts'

/** A running `liveServer.ts`. */
export interface Live {
  program: Program
  base: string
  heads(): Promise<readonly LiveHead[]>
  reorg(chain: number, depth: number): Promise<void>
}

export interface LiveHead {
  id: number
  number: number
  hash: string
  /** Wall clock, ms. */
  minedAtMs: number
}

const startTimeoutMs = 60_000

const jiti = join(repository, 'node_modules', 'jiti', 'lib', 'jiti-cli.mjs')

/** Starts the live chains in a process of their own. */
export async function startLive(parameters: {
  chains: number
  blockMs: number
  history: number
  logEvery: number
}): Promise<Live> {
  const { chains, blockMs, history, logEvery } = parameters
  const port = await findPort()
  const program = startProgram([jiti, join(import.meta.dirname, 'liveServer.ts')], {
    env: {
      PORT: `${port}`,
      CHAINS: `${chains}`,
      BLOCK_MS: `${blockMs}`,
      HISTORY: `${history}`,
      LOG_EVERY: `${logEvery}`,
    },
  })
  await waitUntil(program, async () => program.output().includes('ready'), startTimeoutMs)
  const base = `127.0.0.1:${port}`
  return {
    program,
    base,
    // CAST: the server answers exactly this.
    heads: async () => (await (await fetch(`http://${base}/heads`)).json()) as LiveHead[],
    async reorg(chain, depth) {
      await fetch(`http://${base}/reorg/${chain}/${depth}`)
    },
  }
}

/** Writes a config that follows all chains of `live`: one feed on each, nothing tuned but what is given. */
export function writeLiveConfig(
  live: Live,
  parameters: {
    folder: string
    chains: number
    blockMs: number
    transport: 'http' | 'ws'
    finality?: NonNullable<ConfigInput['chains'][string]['finality']>
  },
): string {
  const { folder, chains, blockMs, transport, finality } = parameters
  const indexes = Array.from({ length: chains }, (_, i) => i)
  const address = (i: number, n: number) =>
    `0x${((70_001 + i) * 16 + n).toString(16).padStart(40, '0')}`
  const rpc = (i: number) =>
    (transport === 'ws' ? ['ws', 'http'] : ['http']).map(
      (kind) => `${kind}://${live.base}/chain/${i}`,
    )
  const config: ConfigInput = {
    database: join(folder, 'live.db'),
    chains: Object.fromEntries(
      indexes.map((i) => [
        `chain${i}`,
        { id: 70_001 + i, rpc: rpc(i), blockTimeMs: blockMs, ...(finality ? { finality } : {}) },
      ]),
    ),
    assets: Object.fromEntries(
      indexes.map((i) => [
        `asset${i}`,
        {
          symbol: `A${i}`,
          decimals: 18,
          tokens: { [`chain${i}`]: address(i, 1) },
          feeds: [`feed${i}`],
        },
      ]),
    ),
    feeds: Object.fromEntries(
      indexes.map((i) => [
        `feed${i}`,
        {
          chain: `chain${i}`,
          address: address(i, 0),
          startBlock: 0,
          decimals: 8,
          heartbeatSeconds: 3_600,
        },
      ]),
    ),
    venues: [],
  }
  const path = join(folder, 'live.config.json')
  writeFileSync(
    path,
    JSON.stringify(config, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    ),
  )
  return path
}
