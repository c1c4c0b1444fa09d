import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/runCli.ts'
import type { Running } from '../../src/start/start.ts'
import {
  createFakeWorld,
  type FakeWorld,
  type FakeWorldParameters,
} from './support/createFakeWorld.ts'
import { exampleFiles, exampleNodes, exampleVariables } from './support/exampleNodes.ts'

const argv = ['start', '--config', 'plimsoll.config.json', '--port', '0']

function createWorld(parameters: Partial<FakeWorldParameters> = {}): FakeWorld {
  return createFakeWorld({
    argv,
    files: exampleFiles(),
    nodes: exampleNodes(),
    variables: exampleVariables,
    ...parameters,
  })
}

/** Starts, and waits until the program was called. */
async function startCli(world: FakeWorld): Promise<Promise<number>[]> {
  const ended = runCli(world)
  while (world.started.length === 0) await new Promise((resolve) => setImmediate(resolve))
  return [ended]
}

test('default: checks, starts, serves until SIGINT, and ends with 0', async () => {
  const world = createWorld()
  const [ended] = await startCli(world)
  expect(world.started[0]).toMatchObject({
    host: '127.0.0.1',
    port: 0,
    portFallback: false,
    project: { database: '/work-folder/example.db' },
  })
  world.stop('SIGINT')
  expect(await ended).toBe(0)
  expect(world.out()).toContain(
    'Serving http://127.0.0.1:0/graphql; GraphiQL is at the same address.',
  )
  expect(world.out()).toContain('Stopped; everything is recorded.')
  expect(world.exits).toEqual([])
})

test('args: --database is relative to the working folder', async () => {
  const world = createWorld({ argv: [...argv, '--database', 'other/x.db'] })
  const [ended] = await startCli(world)
  expect(world.started[0]?.project.database).toBe('/work-folder/other/x.db')
  world.stop('SIGTERM')
  expect(await ended).toBe(0)
})

test('args: --json logs one object a line, without any secret', async () => {
  const program = {
    start: async ({
      log,
      signal,
    }: {
      log: FakeWorld['started'][0]['log']
      signal: AbortSignal
    }) => {
      log.warn({ chain: 'away', block: 2n ** 64n }, `No answer from ${exampleVariables.AWAY_RPC}.`)
      log.info({ part: 'secret-key-1234' }, 'A key on its own.')
      return running(signal)
    },
  }
  const world = createWorld({ argv: [...argv, '--json'], program })
  const ended = runCli(world)
  while (!world.out().includes('Serving')) await new Promise((resolve) => setImmediate(resolve))
  world.stop('SIGINT')
  expect(await ended).toBe(0)
  const lines = world
    .out()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines[0]).toEqual({
    level: 'warn',
    time: '2023-11-14T22:13:20.000Z',
    chain: 'away',
    block: '18446744073709551616',
    msg: 'No answer from [redacted].',
  })
  expect(world.out()).not.toContain('secret-key-1234')
})

test('behavior: a second SIGINT ends the process at once with 130', async () => {
  let finish = () => {}
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  const world = createWorld({
    program: { start: async () => ({ ...running(new AbortController().signal), done }) },
  })
  const ended = runCli(world)
  while (!world.out().includes('Serving')) await new Promise((resolve) => setImmediate(resolve))
  world.stop('SIGINT')
  expect(world.exits).toEqual([])
  world.stop('SIGINT')
  expect(world.exits).toEqual([130])
  finish()
  await ended
})

test('behavior: what does not close in time is left behind, with 1', async () => {
  const never = new Promise<void>(() => {})
  const world = createWorld({
    program: { start: async () => ({ ...running(new AbortController().signal), done: never }) },
  })
  const ended = runCli(world)
  while (!world.out().includes('Serving')) await new Promise((resolve) => setImmediate(resolve))
  world.stop('SIGTERM')
  expect(await ended).toBe(1)
  expect(world.out()).toContain('error: Not everything closed in time; nothing recorded is lost.')
})

test('behavior: with a database an endpoint that is down is a warning, so that a restart succeeds', async () => {
  const nodes = exampleNodes()
  Reflect.deleteProperty(nodes, exampleVariables.AWAY_RPC)
  const files = { ...exampleFiles(), '/work-folder/example.db': '' }
  const world = createWorld({ nodes, files })
  const [ended] = await startCli(world)
  world.stop('SIGINT')
  expect(await ended).toBe(0)
  expect(world.out()).toContain('warning: chains.away.rpc: away#1 cannot be reached.')
})

test('error: without a database the same endpoint stops the first start', async () => {
  const nodes = exampleNodes()
  Reflect.deleteProperty(nodes, exampleVariables.AWAY_RPC)
  const world = createWorld({ nodes })
  expect(await runCli(world)).toBe(2)
  expect(world.err()).toBe(
    'chains.away.rpc: away#1 cannot be reached. Start the node, or write an endpoint that answers.\n',
  )
  expect(world.started).toEqual([])
})

test('error: a wrong chain id stops every start', async () => {
  const nodes = exampleNodes()
  Object.assign(nodes['http://127.0.0.1:1001'] ?? {}, { chainId: 5 })
  const files = { ...exampleFiles(), '/work-folder/example.db': '' }
  const world = createWorld({ nodes, files })
  expect(await runCli(world)).toBe(2)
  expect(world.err()).toContain('chains.home.rpc[0]: home#1 serves chain 5, not chain 31001.')
})

test.each([
  ['EADDRNOTAVAIL', '--host: this machine has no address 127.0.0.1.'],
  ['EACCES', '--port: this user may not listen on it.'],
])('error: %s is about the arguments', async (code, sentence) => {
  const refusal = Object.assign(new Error('listen'), { code })
  const world = createWorld({ program: { start: () => Promise.reject(refusal) } })
  expect(await runCli(world)).toBe(2)
  expect(world.err()).toContain(sentence)
})

test('error: a Plimsoll that ends by itself is a failure', async () => {
  const done = Promise.resolve()
  const world = createWorld({
    program: { start: async () => ({ ...running(new AbortController().signal), done }) },
  })
  expect(await runCli(world)).toBe(1)
  expect(world.out()).toContain('error: Plimsoll ended without being asked to.')
})

function running(signal: AbortSignal): Running {
  return {
    url: 'http://127.0.0.1:4000/graphql',
    port: 4000,
    // CAST: the command line asks the views for the state of the followers only.
    views: { status: () => [] } as Partial<Running['views']> as Running['views'],
    done: new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true })
    }),
  }
}
