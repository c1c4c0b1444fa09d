import { startThread } from '../../env/startThread.ts'
import type { HttpServer } from '../createHttpServer.ts'
import type { ServeParameters } from '../Serve.ts'
import type { ApiThreadData } from './ApiMessage.ts'
import { listenToApiThread } from './listenToApiThread.ts'
import { toServedProject } from './toServedProject.ts'

/** How old what an answer says of a chain's health may be while nothing is published. */
const REPORT_MS = 500

/** Answers are made of short-lived objects; a larger nursery only takes memory. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 }

/**
 * Serves the API in a thread of its own: a backfill fills this one, and readers need not wait for it. Throws what
 * `createHttpServer` throws.
 */
export async function serveInThread(parameters: ServeParameters): Promise<HttpServer> {
  const { project, host, port, portFallback = false, version, env, log, report } = parameters
  const data: ApiThreadData = {
    ...{ project: toServedProject(project), host, port, portFallback, version },
    chains: report(),
  }
  const worker = startThread(new URL('./apiThread', import.meta.url), {
    workerData: { ...data },
    resourceLimits,
  })
  const thread = listenToApiThread(worker, log)
  const closing = new AbortController()
  const tellChains = (isPublished: boolean): void =>
    thread.order({ kind: 'chains', chains: report(), isPublished })
  const unsubscribe = parameters.subscribe(() => tellChains(true))
  const unshare = parameters.store.shareWith({ pause: thread.pause })
  const keepTelling = async (): Promise<void> => {
    for (; !closing.signal.aborted; await env.sleep(REPORT_MS, closing.signal)) tellChains(false)
  }
  const end = async (): Promise<void> => {
    closing.abort()
    unsubscribe()
    unshare()
    await worker.terminate()
  }
  try {
    const listening = await thread.listening
    const telling = keepTelling()
    return {
      ...listening,
      failed: thread.failed,
      async close() {
        thread.order({ kind: 'close' })
        await thread.closed
        await end()
        await telling
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}
