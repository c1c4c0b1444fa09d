/**
 * Entry of the thread that serves: GraphQL over readers of its own, so that an answer does not wait for a step of a
 * backfill. What only the process knows of the chains comes by message.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { nodeEnv } from '../../env/nodeEnv.ts'
import { assert } from '../../errors/assert.ts'
import { crossError } from '../../errors/crossError.ts'
import { createTopology } from '../../ledger/createTopology.ts'
import { createReadings } from '../../store/sqlite/createReadings.ts'
import type { Log } from '../../utils/Log.ts'
import { createHttpServer, type HttpServer } from '../createHttpServer.ts'
import { createViews } from '../views/createViews.ts'
import type { ApiOrder, ApiReport, ApiThreadData } from './ApiMessage.ts'

const thread = parentPort
assert(thread !== null, 'the server is started as a thread')
const tell = (report: ApiReport): void => thread.postMessage(report)

// CAST: `serveInThread` passes this.
const { project, host, port, portFallback, version, ...first } = workerData as ApiThreadData
let { chains } = first
const env = nodeEnv()
const readings = createReadings(project.database, env.monotonic)
const listeners = new Set<() => void>()
const resumes = new Map<number, () => void>()

function createLog(): Log {
  const write = (level: keyof Log) => (fields: Parameters<Log['info']>[0], sentence: string) =>
    tell({ kind: 'log', level, fields, sentence })
  return { info: write('info'), warn: write('warn'), error: write('error') }
}

async function serve(): Promise<HttpServer | undefined> {
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
  try {
    const log = createLog()
    const server = await createHttpServer({ views, env, log, host, port, portFallback, version })
    tell({ kind: 'listening', url: server.url, port: server.port })
    return server
  } catch (error) {
    tell({ kind: 'refused', error: crossError(error) })
    return undefined
  }
}

async function pause(id: number): Promise<void> {
  await readings.pool.pause(() => {
    tell({ kind: 'paused', id })
    return new Promise<void>((resolve) => resumes.set(id, resolve))
  })
  resumes.delete(id)
}

async function close(): Promise<void> {
  await (await served)?.close()
  readings.pool.close()
  tell({ kind: 'closed' })
  thread?.close()
}

const served = serve()

thread.on('message', (order: ApiOrder) => {
  switch (order.kind) {
    case 'chains':
      chains = order.chains
      readings.expire()
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
