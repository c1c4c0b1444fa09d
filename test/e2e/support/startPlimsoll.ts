import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHttpServer } from '../../../src/api/createHttpServer.ts'
import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import { nodeEnv } from '../../../src/env/nodeEnv.ts'
import { protocols } from '../../../src/protocols/bridges/protocols.ts'
import { start } from '../../../src/start/start.ts'
import { type Client, createClient } from './createClient.ts'

export type Plimsoll = Client & { stop(): Promise<void> }

const silent = { info: () => {}, warn: () => {}, error: () => {} }

/** A fresh folder for one test's database; `remove` takes it away. */
export async function createFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'plimsoll-test-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Starts the real program in this process, on a port that the system chooses. */
export async function startPlimsoll(config: ConfigInput): Promise<Plimsoll> {
  const stop = new AbortController()
  const running = await start({
    project: parseProject(config, { variables: {}, presets: {}, protocols }),
    env: nodeEnv(),
    log: silent,
    host: '127.0.0.1',
    port: 0,
    portFallback: false,
    serve: createHttpServer,
    signal: stop.signal,
  })
  return {
    ...createClient(running.url),
    async stop() {
      stop.abort()
      await running.done
    },
  }
}
