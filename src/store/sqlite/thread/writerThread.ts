/**
 * Entry of the writer's thread: the connection that writes, behind messages. Whoever starts it holds the writer's lock and
 * has brought the schema up to date.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '../../../errors/assert.ts'
import { crossError } from '../../../errors/crossError.ts'
import { BUSY_TIMEOUT_MS, configureConnection } from '../configureConnection.ts'
import { createWriter } from '../createWriter.ts'
import { Sqlite } from '../driver.ts'
import type { WriterAnswer, WriterRequest } from './WriterMessage.ts'

const port = parentPort
assert(port !== null, 'the writer is started as a thread')
// CAST: `startWriterThread` passes this.
const { path } = workerData as { path: string }
const db = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS })
configureConnection(db)
const writer = createWriter({ db, path })

async function carryOut({ method, argument }: WriterRequest): Promise<WriterAnswer> {
  try {
    // CAST: the argument is that of the method; both were written by `startWriterThread`.
    const call = writer[method] as (argument: unknown) => Promise<unknown>
    const result = await call(argument)
    if (method === 'close') db.close()
    return { result }
  } catch (error) {
    return { error: crossError(error) }
  }
}

let last: Promise<unknown> = Promise.resolve()

port.on('message', (request: WriterRequest) => {
  // One after the other, also where a method takes its time.
  last = last.then(async () => {
    port.postMessage(await carryOut(request))
    if (request.method === 'close') port.close()
  })
})
port.postMessage({ result: undefined } satisfies WriterAnswer)
