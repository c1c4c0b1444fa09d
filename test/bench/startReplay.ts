import { join } from 'node:path'
import { findPort, startProgram, waitUntil } from './processes.ts'

export interface Replay {
  base: string
  /** Logs that a client has to index. */
  events: number
  /** Digest of the state that every client must reach. */
  digest: string
  get(path: string): Promise<Record<string, unknown>>
  stop(): Promise<void>
}

/** The small world is there in seconds; the large one takes minutes to make. */
const startTimeoutMs = 600_000

/** Starts the replay server of the bench copied to `benchDir`, on a port of its own. */
export async function startReplay(
  benchDir: string,
  world: { blocks: number; logsPerBlock: number },
  limits: { LATENCY_MS?: string; MAX_RESULTS?: string } = {},
): Promise<Replay> {
  const port = await findPort()
  // The larger world does not fit the default heap.
  const script = ['--max-old-space-size=12000', join(benchDir, 'server', 'server.mjs')]
  const server = startProgram(script, {
    env: {
      ...limits,
      PORT: `${port}`,
      BLOCKS: `${world.blocks}`,
      LOGS_PER_BLOCK: `${world.logsPerBlock}`,
    },
  })
  await waitUntil(server, async () => server.output().includes('"ready":true'), startTimeoutMs)
  // CAST: the server prints one line of JSON with these fields when it is ready.
  const ready = JSON.parse(server.output()) as { matched: number; expected: { all: string } }
  const base = `http://127.0.0.1:${port}`
  return {
    base,
    events: ready.matched,
    digest: ready.expected.all,
    // CAST: every control path answers an object, but for /head.
    get: async (path) => (await (await fetch(base + path)).json()) as Record<string, unknown>,
    stop: async () => {
      await server.stop()
    },
  }
}
