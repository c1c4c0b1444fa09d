import type { Transferable } from 'node:worker_threads'
import { startThread } from '../../../env/startThread.ts'
import { reviveError } from '../../../errors/crossError.ts'
import { StoreClosedError } from '../../StoreClosedError.ts'
import { StoreFencedError } from '../../StoreFencedError.ts'
import { StoreFullError } from '../../StoreFullError.ts'
import { StorePrunedError } from '../../StorePrunedError.ts'
import type { WriterPort } from '../WriterPort.ts'
import { listTransfers } from './listTransfers.ts'
import type { WriterAnswer, WriterRequest } from './WriterMessage.ts'

/** The thread makes short-lived rows of arrays that it was handed: a small nursery keeps them in the processor's cache. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 }

/** Errors that a caller tells apart by class. */
const errorClasses = [StoreFullError, StoreFencedError, StorePrunedError]

interface Waiting {
  resolve: (result: unknown) => void
  reject: (error: Error) => void
}

/**
 * Starts the writer in a thread of its own, so that a batch is recorded while the next one is decoded. Resolves once it
 * holds the lease; every call after a failure of the thread itself rejects with that failure.
 */
export async function startWriterThread(path: string): Promise<WriterPort> {
  const worker = startThread(new URL('./writerThread', import.meta.url), {
    workerData: { path },
    resourceLimits,
  })
  const waiting: Waiting[] = []
  let failure: Error | undefined

  function fail(error: Error): void {
    failure ??= error
    for (const { reject } of waiting.splice(0)) reject(failure)
  }

  worker.on('message', (answer: WriterAnswer) => {
    const first = waiting.shift()
    // An idle writer must not keep the process alive.
    if (waiting.length === 0) worker.unref()
    if ('error' in answer) first?.reject(reviveError(answer.error, errorClasses))
    else first?.resolve(answer.result)
  })
  worker.on('error', fail)
  worker.on('exit', () => fail(new StoreClosedError()))

  function wait(): Promise<unknown> {
    worker.ref()
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
  }

  function ask(method: WriterRequest['method'], argument: unknown, transfers: Transferable[] = []) {
    if (failure !== undefined) throw failure
    const request: WriterRequest = { method, argument }
    worker.postMessage(request, transfers)
    return wait()
  }

  await wait()
  // CAST: each method answers what the writer's method of the same name answers.
  return {
    commit: async (commit) => (await ask('commit', commit, listTransfers(commit))) as number,
    retract: async (retraction) => (await ask('retract', retraction)) as number,
    refold: async (refold) => (await ask('refold', refold, listTransfers(refold))) as number,
    checkpoint: async () => (await ask('checkpoint', undefined)) as boolean,
    pruneRawLogs: async (pruning) => (await ask('pruneRawLogs', pruning)) as number,
    async recordIncident(incident) {
      await ask('recordIncident', incident)
    },
    async close() {
      await ask('close', undefined)
      await worker.terminate()
    },
  }
}
