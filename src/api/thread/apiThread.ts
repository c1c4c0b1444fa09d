/**
 * Entry of the thread that serves: GraphQL over readers of its own, so that an answer does not wait for a step of a
 * backfill. What only the process knows of the chains comes by message.
 */
import { parentPort } from 'node:worker_threads'
import { nodeEnv } from '../../env/nodeEnv.ts'
import { assert } from '../../errors/assert.ts'
import { crossError } from '../../errors/crossError.ts'
import { createTopology } from '../../ledger/createTopology.ts'
import { createReadings, type SqliteReadings } from '../../store/sqlite/createReadings.ts'
import type { Log, LogFields } from '../../utils/Log.ts'
import {
  createHttpServer,
  type HttpServer,
  type HttpServerParameters,
} from '../createHttpServer.ts'
import { type ChainReport, createViews } from '../views/createViews.ts'
import type { ApiOrder, ApiReport, Served } from './ApiMessage.ts'

/** What serves, once it was told to. */
interface Serving {
  readings: SqliteReadings
  server: Promise<HttpServer | undefined>
}

const thread = parentPort
assert(thread !== null, 'the server is started as a thread')
const tell = (report: ApiReport): void => thread.postMessage(report)

const env = nodeEnv()
const listeners = new Set<() => void>()
const resumes = new Map<number, () => void>()
let chains: readonly ChainReport[] = []
let serving: Serving | undefined

thread.on('message', (order: ApiOrder) => {
  switch (order.kind) {
    case 'serve':
      chains = order.chains
      serving = serve(order.served)
      return
    case 'chains':
      chains = order.chains
      serving?.readings.expire()
      if (order.isPublished) for (const listener of listeners) listener()
      return
    case 'pause':
      return void pause(order.id)
    case 'resume':
      return resumes.get(order.id)?.()
    case 'close':
      return void close()
  }
})

function serve({ project, ...where }: Served): Serving {
  const readings = createReadings(project.database, env.monotonic)
  const views = createViews({
    project,
    topology: createTopology(project),
    store: readings,
    env,
    report: () => chains,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  })
  const log = createLog()
  return {
    readings,
    server: listen({ views, env, log, ...where }),
  }
}

async function listen(parameters: HttpServerParameters): Promise<HttpServer | undefined> {
  try {
    const server = await createHttpServer(parameters)
    tell({ kind: 'listening', url: server.url, port: server.port })
    return server
  } catch (error) {
    tell({ kind: 'refused', error: crossError(error) })
    return undefined
  }
}

function createLog(): Log {
  const write = (level: keyof Log) => (fields: LogFields, sentence: string) =>
    tell({ kind: 'log', level, fields, sentence })
  return { info: write('info'), warn: write('warn'), error: write('error') }
}

async function pause(id: number): Promise<void> {
  await serving?.readings.pool.pause(() => {
    tell({ kind: 'paused', id })
    return new Promise<void>((resolve) => resumes.set(id, resolve))
  })
  resumes.delete(id)
}

async function close(): Promise<void> {
  await (await serving?.server)?.close()
  serving?.readings.pool.close()
  tell({ kind: 'closed' })
  thread?.close()
}
