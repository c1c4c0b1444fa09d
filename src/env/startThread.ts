import { createRequire } from 'node:module'
import { type ResourceLimits, Worker } from 'node:worker_threads'

/**
 * Starts a thread of this process. `entry` is the module that it runs, without its extension: compiled it is JavaScript, and
 * from TypeScript sources it is loaded as the config is, by jiti. `workerData` is what the entry is told.
 */
export function startThread(
  entry: URL,
  parameters: { workerData: Readonly<Record<string, unknown>>; resourceLimits?: ResourceLimits },
): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`${entry.href}.js`), parameters)
  const jiti = createRequire(import.meta.url).resolve('jiti')
  const workerData = { ...parameters.workerData, jiti, entry: `${entry.href}.ts` }
  return new Worker(loadEntry, { ...parameters, eval: true, workerData })
}

const loadEntry = `
  const { workerData } = require('node:worker_threads')
  const { createJiti } = require(workerData.jiti)
  createJiti(workerData.entry).import(workerData.entry)
`
