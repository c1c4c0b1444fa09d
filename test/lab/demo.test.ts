import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const cli = fileURLToPath(new URL('../../dist/bin/plimsoll.js', import.meta.url))

type Demo = { process: ChildProcess; output(): string; exited: Promise<number | null> }

/** Starts the compiled command as its own process. */
function startDemo(args: readonly string[]): Demo {
  const child = spawn(process.execPath, [cli, 'demo', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
  }
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve))
  return { process: child, output: () => text, exited }
}

/** Process ids of the nodes that descend from a process. */
function nodesOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  const pids = children === '' ? [] : children.split(' ').map(Number)
  return pids.filter((child) => {
    const [program = ''] = readFileSync(`/proc/${child}/cmdline`, 'utf8').split('\0')
    return program.endsWith('/anvil')
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}

test('default: --once answers right and ends with 0', async () => {
  const demo = startDemo(['--once', '--port', '0'])
  expect(await demo.exited, demo.output()).toBe(0)
  expect(demo.output()).toContain('First right answer after')
})

test('behavior: takes another port when the wanted one is taken, and says so', async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const address = holder.address()
  const taken = typeof address === 'object' && address !== null ? address.port : 0
  const demo = startDemo(['--port', String(taken)])
  try {
    await expect.poll(() => demo.output(), { timeout: 60_000 }).toContain('GraphiQL')
    const served = /GraphiQL\s+http:\/\/127\.0\.0\.1:(\d+)\/graphql/.exec(demo.output())?.[1]
    expect(Number(served)).not.toBe(taken)
    expect(demo.output()).toContain(String(taken))
    const ready = await fetch(`http://127.0.0.1:${served}/ready`)
    expect(ready.status).toBe(200)
    demo.process.kill('SIGINT')
    expect(await demo.exited, demo.output()).toBe(0)
  } finally {
    demo.process.kill('SIGKILL')
    holder.close()
  }
})

test('behavior: no node outlives a killed demo by more than 5 seconds', async () => {
  const demo = startDemo(['--port', '0'])
  await expect.poll(() => demo.output(), { timeout: 60_000 }).toContain('GraphiQL')
  const nodes = nodesOf(demo.process.pid ?? 0)
  expect(nodes.length).toBe(3)
  demo.process.kill('SIGKILL')
  await demo.exited
  await expect.poll(() => nodes.filter(isAlive), { timeout: 5_000 }).toEqual([])
})
