import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const jiti = fileURLToPath(import.meta.resolve('jiti'))
const yieldPath = fileURLToPath(new URL('../../src/env/yieldToReaders.ts', import.meta.url))

/** Niceness of a thread that was started before the call, of the calling one, and of one that was started after it. */
const program = `
const { Worker } = require('node:worker_threads')
const { createJiti } = require(${JSON.stringify(jiti)})
const ask = (worker) => new Promise((resolve) => {
  worker.once('message', resolve)
  worker.postMessage('')
})
const start = () => new Worker(\`
  const { parentPort } = require('node:worker_threads')
  parentPort.once('message', () => parentPort.postMessage(require('node:os').getPriority(0)))
\`, { eval: true })
async function main() {
  const before = start()
  const { yieldToReaders } = await createJiti(${JSON.stringify(yieldPath)}).import(${JSON.stringify(yieldPath)})
  const base = require('node:os').getPriority(0)
  yieldToReaders()
  const own = require('node:os').getPriority(0)
  const niceness = [await ask(before), own, await ask(start())].map((value) => value - base)
  console.log(JSON.stringify(niceness))
}
main()
`

test.runIf(process.platform === 'linux')(
  'behavior: on Linux the calling thread and those it starts later yield, an earlier one does not',
  () => {
    const { stdout } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' })
    const [before, own, after] = JSON.parse(stdout)
    expect(before).toBe(0)
    expect(own).toBeGreaterThan(0)
    expect(after).toBe(own)
  },
)
