import type { Worker } from 'node:worker_threads'
import { reviveError } from '../../errors/crossError.ts'
import { StoreClosedError } from '../../store/StoreClosedError.ts'
import { createDeferred, type Deferred } from '../../utils/createDeferred.ts'
import type { Log } from '../../utils/Log.ts'
import { PortInUseError } from '../errors/PortInUseError.ts'
import type { ApiOrder, ApiReport } from './ApiMessage.ts'

/** The thread that serves, as promises. */
export interface ApiThread {
  listening: Promise<{ url: string; port: number }>
  closed: Promise<void>
  /** Rejects when the thread ended by itself. */
  failed: Promise<never>
  order(order: ApiOrder): void
  /** Resolves once no snapshot of the thread is out; new ones wait until the returned function is called. */
  pause(): Promise<() => void>
}

/** Listens to the thread that serves; what it logs goes to `log`. */
export function listenToApiThread(worker: Worker, log: Log): ApiThread {
  const listening = createDeferred<{ url: string; port: number }>()
  const closed = createDeferred<void>()
  const failed = createDeferred<never>()
  const pauses = new Map<number, Deferred<void>>()
  let pauseCount = 0
  // Whoever runs the server is told; until it listens nobody waits.
  failed.promise.catch(() => {})

  function fail(error: Error): void {
    listening.reject(error)
    failed.reject(error)
    closed.resolve()
    for (const { reject } of pauses.values()) reject(new StoreClosedError())
  }

  function hear(report: ApiReport): void {
    switch (report.kind) {
      case 'listening':
        listening.resolve({ url: report.url, port: report.port })
        break
      case 'refused':
        listening.reject(reviveError(report.error, [PortInUseError]))
        break
      case 'paused':
        pauses.get(report.id)?.resolve()
        break
      case 'log':
        log[report.level](report.fields, report.sentence)
        break
      case 'closed':
        closed.resolve()
    }
  }

  async function pause(): Promise<() => void> {
    const id = pauseCount
    pauseCount += 1
    const paused = createDeferred<void>()
    pauses.set(id, paused)
    worker.postMessage({ kind: 'pause', id } satisfies ApiOrder)
    await paused.promise.finally(() => pauses.delete(id))
    return () => worker.postMessage({ kind: 'resume', id } satisfies ApiOrder)
  }

  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('The thread that serves the API has ended.')))
  worker.on('message', hear)
  return {
    listening: listening.promise,
    closed: closed.promise,
    failed: failed.promise,
    order: (order) => worker.postMessage(order),
    pause,
  }
}
