import { createHttpServer } from '../../../src/api/createHttpServer.ts'
import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import type { Env } from '../../../src/env/Env.ts'
import { start } from '../../../src/start/start.ts'
import type { StagedProgram } from './Stage.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }

/** Starts the shipped program in an environment; `finish` waits for what has been told to end. */
export async function startOn(
  env: Env,
  config: ConfigInput,
  finish: (done: Promise<unknown>) => Promise<unknown> = (done) => done,
): Promise<StagedProgram> {
  const stop = new AbortController()
  const running = await start({
    project: parseProject(config, { variables: {}, presets: {} }),
    env,
    log: silent,
    host: '127.0.0.1',
    port: 0,
    portFallback: false,
    serve: createHttpServer,
    signal: stop.signal,
  })
  // Whoever stops the program is told; until then nobody listens.
  running.done.catch(() => {})
  return {
    views: running.views,
    database: config.database ?? '',
    async stop() {
      stop.abort()
      await finish(running.done)
    },
  }
}
