import type { Worker } from 'node:worker_threads'
import { startThread } from '../../env/startThread.ts'
import type { HttpServer } from '../createHttpServer.ts'
import type { Serve, ServeParameters } from '../Serve.ts'
import { type ApiThread, listenToApiThread } from './listenToApiThread.ts'
import { toServedProject } from './toServedProject.ts'

/** A thread that loads what serving takes while the process does other things. */
export interface StartedApiThread {
  /** Serves the API in this thread; to be called once. Throws what `createHttpServer` throws. */
  serve: Serve
  /** Ends a thread that did not come to serve. */
  end(): Promise<void>
}

/** How old what an answer says of a chain's health may be while nothing is published. */
const REPORT_MS = 500

/** Answers are made of short-lived objects; a larger nursery only takes memory. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 }

/** Starts a thread for the API: a backfill fills the one that follows the chains, and readers need not wait for it. */
export function startApiThread(): StartedApiThread {
  const worker = startThread(new URL('./apiThread', import.meta.url), {
    workerData: {},
    resourceLimits,
  })
  const end = async (): Promise<void> => {
    await worker.terminate()
  }
  return { serve: (parameters) => serveIn(worker, parameters), end }
}

async function serveIn(worker: Worker, parameters: ServeParameters): Promise<HttpServer> {
  const { project, host, port, portFallback, version, log, report, store } = parameters
  const thread = listenToApiThread(worker, log)
  const served = { project: toServedProject(project), host, port, portFallback, version }
  thread.order({ kind: 'serve', served, chains: report() })
  const unshare = store.shareWith({ pause: thread.pause })
  const closing = new AbortController()
  const telling = keepTelling(thread, parameters, closing.signal)
  const end = async (): Promise<void> => {
    closing.abort()
    unshare()
    await worker.terminate()
    await telling
  }
  try {
    const listening = await thread.listening
    return {
      ...listening,
      failed: thread.failed,
      async close() {
        thread.order({ kind: 'close' })
        await thread.closed
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

/** Tells the thread of the chains after each publication, and now and then without one, until the signal aborts. */
async function keepTelling(
  thread: ApiThread,
  { env, report, subscribe }: ServeParameters,
  signal: AbortSignal,
): Promise<void> {
  const tell = (isPublished: boolean): void =>
    thread.order({ kind: 'chains', chains: report(), isPublished })
  const unsubscribe = subscribe(() => tell(true))
  for (; !signal.aborted; await env.sleep(REPORT_MS, signal)) tell(false)
  unsubscribe()
}
