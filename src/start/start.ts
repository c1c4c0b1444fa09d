import { setMaxListeners } from 'node:events'
import type { Serve } from '../api/Serve.ts'
import { createViews } from '../api/views/createViews.ts'
import type { Views } from '../api/views/Views.ts'
import { createChainClients } from '../chain/createChainClients.ts'
import type { Project } from '../config/Project.ts'
import type { Env } from '../env/Env.ts'
import { assert } from '../errors/assert.ts'
import { createTopology } from '../ledger/createTopology.ts'
import { createDecoders } from '../protocols/createDecoders.ts'
import type { Log } from '../utils/Log.ts'
import { version } from '../version.ts'
import { createDiskGate } from './createDiskGate.ts'
import { createPublisher } from './createPublisher.ts'
import { type RunningChain, startChain } from './startChain.ts'
import { watchStaleness } from './watchStaleness.ts'

/** A started Plimsoll. `done` settles after the signal aborted and everything is closed, or when it failed. */
export interface Running {
  url: string
  port: number
  views: Views
  done: Promise<void>
}

/**
 * Follows every chain of the project into its store and serves the API, until the signal aborts.
 * Throws `StoreLockedError` when another process writes the same database.
 */
export async function start(parameters: {
  project: Project
  env: Env
  log: Log
  host: string
  port: number
  /** Take another port when `port` is taken. */
  portFallback: boolean
  serve: Serve
  signal: AbortSignal
}): Promise<Running> {
  const { project, env, log, host, port, portFallback, serve } = parameters
  const decoders = createDecoders(project)
  const clients = createChainClients(env, project.chains)
  const topology = createTopology(project)
  const opened = await env.openStore(project.database, (sentence) => log.info({}, sentence))
  const failed = new AbortController()
  const signal = AbortSignal.any([parameters.signal, failed.signal])
  // Every chain waits on it in several places; Node takes more than ten listeners for a leak.
  setMaxListeners(0, signal)
  const publisher = createPublisher(env, signal)
  const gate = createDiskGate({
    env,
    log,
    path: project.database,
    reserveBytes: project.reserveBytes,
    signal,
    onChange: () => publisher.publish(),
  })
  const store = gate.guard(opened)
  const chains: RunningChain[] = []
  const disconnect = (): void => {
    for (const { transport } of clients.values()) transport.close()
  }
  const live = {
    report: () => chains.map((chain) => gate.mark(chain.report())),
    subscribe: publisher.subscribe,
  }
  const views = createViews({ project, topology, store, env, ...live })
  try {
    for (const chain of project.chains) {
      const client = clients.get(chain.id)
      assert(client !== undefined, `chain ${chain.name} has a client`)
      const keepsRawLogs = project.rawLogs === 'keep'
      const shared = {
        chain,
        client,
        decoders,
        keepsRawLogs,
        auditing: project.audit,
        store,
        topology,
        publisher,
        env,
        log,
        signal,
      }
      chains.push(await startChain(shared))
    }
    const server = await serve({
      ...{ views, project, store, ...live },
      ...{ env, log, host, port, portFallback, version },
    })
    const watching = watchStaleness({
      env,
      signal,
      report: live.report,
      publish: publisher.publish,
    })
    const done = async (): Promise<void> => {
      try {
        const ended = Promise.all([...chains.map((chain) => chain.done), untilAborted(signal)])
        await Promise.race([ended, server.failed])
      } finally {
        failed.abort()
        await watching
        disconnect()
        await server.close()
        await store.close()
      }
    }
    return { url: `${server.url}/graphql`, port: server.port, views, done: done() }
  } catch (error) {
    failed.abort()
    await Promise.allSettled(chains.map((chain) => chain.done))
    disconnect()
    await store.close()
    throw error
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}
