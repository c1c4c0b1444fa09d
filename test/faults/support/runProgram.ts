import { createHttpServer } from '../../../src/api/createHttpServer.ts'
import type { Views } from '../../../src/api/views/Views.ts'
import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import type { Env } from '../../../src/env/Env.ts'
import { start } from '../../../src/start/start.ts'
import { createClient, type GraphqlAnswer } from '../../e2e/support/createClient.ts'
import type { Captured } from './createCaptured.ts'

/** The whole program, started in this process, as its readers see it. */
export interface Program {
  views: Views
  database: string
  /** Data of a GraphQL query; errors reject. */
  query<Data>(text: string, variables?: Record<string, unknown>): Promise<Data>
  answer(text: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer>
  /** Text of `/metrics`. */
  metrics(): Promise<string>
  /** Status and body of `/ready`. */
  ready(): Promise<{ status: number; body: string }>
  stop(): Promise<void>
}

/** Starts the program in `env`; everything that it says is captured. */
export async function runProgram(parameters: {
  config: ConfigInput
  database: string
  env: Env
  captured: Captured
}): Promise<Program> {
  const { config, database, env, captured } = parameters
  const stop = new AbortController()
  const running = await noting(captured, () =>
    start({
      project: parseProject(config, { variables: {}, presets: {} }),
      env,
      log: captured.log,
      host: '127.0.0.1',
      port: 0,
      portFallback: false,
      serve: createHttpServer,
      signal: stop.signal,
    }),
  )
  const done = noting(captured, () => running.done)
  // Whoever stops the program is told; until then nobody listens.
  done.catch(() => {})
  const client = createClient(running.url)
  const base = running.url.replace('/graphql', '')
  const get = async (path: string) => {
    const response = await fetch(base + path)
    const body = await response.text()
    captured.note(body)
    return { status: response.status, body }
  }
  const answer = async (text: string, variables?: Record<string, unknown>) => {
    const given = await client.answer(text, variables)
    captured.note(JSON.stringify(given))
    return given
  }
  let isStopped = false
  return {
    views: running.views,
    database,
    answer,
    async query<Data>(text: string, variables?: Record<string, unknown>) {
      const { data, errors } = await answer(text, variables)
      if (errors !== undefined) throw new Error(JSON.stringify(errors))
      // CAST: the caller names the shape that its query asks for.
      return data as Data
    },
    metrics: async () => (await get('/metrics')).body,
    ready: () => get('/ready'),
    async stop() {
      if (isStopped) return
      isStopped = true
      // What nobody asked for in this test is held against the canary too.
      await get('/metrics')
      await answer(lastQuery)
      stop.abort()
      await done
    },
  }
}

const lastQuery = '{ meta { chains { status problem endpoints { label state reason } } } }'

/** What is thrown leaves the program too. */
async function noting<Result>(captured: Captured, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    captured.note(
      error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : String(error),
    )
    throw error
  }
}
