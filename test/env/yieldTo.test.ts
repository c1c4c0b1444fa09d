import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const jiti = fileURLToPath(import.meta.resolve('jiti'))
const yieldPath = fileURLToPath(new URL('../../src/env/yieldTo.ts', import.meta.url))

/** Niceness of every thread: of those before the call, of the calling one, of the favoured, of one that was started later. */
const program = `
const { readFileSync, readdirSync } = require('node:fs')
const { Worker } = require('node:worker_threads')
const { createJiti } = require(${JSON.stringify(jiti)})
const threads = () => readdirSync('/proc/self/task')
const nicenessOf = (id) => Number(readFileSync('/proc/self/task/' + id + '/stat', 'utf8').split(') ')[1].split(' ')[16])
const ask = (worker) => new Promise((resolve) => {
  worker.once('message', resolve)
  worker.postMessage('')
})
const start = () => new Worker(\`
  const { parentPort } = require('node:worker_threads')
  parentPort.once('message', () => parentPort.postMessage(require('node:os').getPriority(0)))
\`, { eval: true })
async function main() {
  const { yieldTo } = await createJiti(${JSON.stringify(yieldPath)}).import(${JSON.stringify(yieldPath)})
  const base = require('node:os').getPriority(0)
  const known = threads()
  const favoured = yieldTo(start)
  const others = known.map((id) => nicenessOf(id) - base)
  const later = start()
  const answers = [await ask(favoured), await ask(later)].map((niceness) => niceness - base)
  console.log(JSON.stringify({ others, favoured: answers[0], later: answers[1] }))
}
main()
`

test.runIf(process.platform === 'linux')(
  'behavior: on Linux every thread but the favoured one yields, whether it runs already or is started later',
  () => {
    const { stdout } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' })
    const { others, favoured, later } = JSON.parse(stdout)
    expect(favoured).toBe(0)
    expect(later).toBeGreaterThan(0)
    // Threads of Node's own collect garbage and compile.
    expect(others.length).toBeGreaterThan(1)
    expect(new Set(others)).toEqual(new Set([later]))
  },
)
