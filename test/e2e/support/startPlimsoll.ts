import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConfigInput } from '../../../src/config/ConfigInput.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import { nodeEnv } from '../../../src/env/nodeEnv.ts'
import { start } from '../../../src/start/start.ts'

export type Plimsoll = {
  url: string
  /** Runs a query and returns its data; GraphQL errors reject. */
  query<data>(text: string, variables?: Record<string, unknown>): Promise<data>
  /** Runs a query and returns the whole answer. */
  answer(text: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer>
  stop(): Promise<void>
}

export type GraphqlAnswer = {
  data?: Record<string, unknown> | null
  errors?: { message: string; extensions?: { code?: string } }[]
}

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
    project: parseProject(config, { variables: {}, presets: {} }),
    env: nodeEnv(),
    log: silent,
    host: '127.0.0.1',
    port: 0,
    portFallback: false,
    signal: stop.signal,
  })
  const answer: Plimsoll['answer'] = async (query, variables = {}) => {
    const response = await fetch(running.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    // CAST: the shape of a GraphQL answer over HTTP.
    return (await response.json()) as GraphqlAnswer
  }
  return {
    url: running.url,
    answer,
    async query<data>(text: string, variables?: Record<string, unknown>) {
      const { data, errors } = await answer(text, variables)
      if (errors !== undefined) throw new Error(JSON.stringify(errors))
      // CAST: the caller names the shape that its query asks for.
      return data as data
    },
    async stop() {
      stop.abort()
      await running.done
    },
  }
}
