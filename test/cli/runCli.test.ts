import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/runCli.ts'
import { BaseError } from '../../src/errors/BaseError.ts'
import { version } from '../../src/version.ts'
import { createFakeWorld, type FakeWorldParameters } from './support/createFakeWorld.ts'

async function run(parameters: FakeWorldParameters) {
  const world = createFakeWorld(parameters)
  const exitCode = await runCli(world)
  return { exitCode, out: world.out(), err: world.err(), exits: world.exits }
}

test.each(['start', 'demo', 'check', 'verify'])('default: %s --help', async (command) => {
  const { exitCode, out, err } = await run({ argv: [command, '--help'] })
  expect(out).toContain(`Usage: plimsoll ${command} [options]`)
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' })
})

test('default: --help lists the commands and the exit codes', async () => {
  const { exitCode, out } = await run({ argv: ['--help'] })
  for (const word of ['start', 'demo', 'check', 'verify', 'Exit codes:', '130']) {
    expect(out).toContain(word)
  }
  expect(exitCode).toBe(0)
})

test('default: --version', async () => {
  expect(await run({ argv: ['--version'] })).toMatchObject({ exitCode: 0, out: `${version}\n` })
})

test.each([
  [['start', '--prot', '1'], "unknown option '--prot'"],
  [['stat'], "unknown command 'stat'"],
  [['start', '--port', '70000'], 'write a number from 0 to 65535'],
  [['start', '--config'], "option '--config <file>' argument missing"],
])('error: %j is one sentence and exit code 2', async (argv, problem) => {
  const { exitCode, err } = await run({ argv })
  expect(err).toContain(problem)
  expect(err).toMatch(
    /^The command line cannot be understood: .*; plimsoll --help lists what can be written\.\n$/,
  )
  expect(exitCode).toBe(2)
})

test('error: a file that is not there, of another kind, or unreadable', async () => {
  const files = {
    '/work-folder/a.yaml': 'chains: {}',
    '/work-folder/b.json': '{ "chains": ',
    '/work-folder/c.json': '{ "chains": { "a": {}, "b": {}, "a": {} } }',
  }
  const modules = {
    '/work-folder/d.ts': () => ({ config: {} }),
    '/work-folder/e.mjs': () => {
      throw new SyntaxError('Unexpected token\n/work-folder/e.mjs:3:1')
    },
  }
  const sentenceOf = async (config: string) => {
    const { exitCode, err } = await run({ argv: ['check', '--config', config], files, modules })
    expect(exitCode).toBe(2)
    return err
  }
  expect(await sentenceOf('none.ts')).toBe(
    '--config: there is no file /work-folder/none.ts. Write the path of your config after --config.\n',
  )
  expect(await sentenceOf('a.yaml')).toBe(
    '--config: /work-folder/a.yaml is neither .ts, .mjs nor .json. Rename the file after what it holds.\n',
  )
  expect(await sentenceOf('b.json')).toMatch(
    /^--config: \/work-folder\/b\.json cannot be loaded \(.+\)\. Correct the file there\.\n$/,
  )
  expect(await sentenceOf('c.json')).toBe(
    'chains.a: is written twice in /work-folder/c.json. Remove one of the two, or give it another name.\n',
  )
  expect(await sentenceOf('d.ts')).toBe(
    '--config: /work-folder/d.ts has no default export. Write export default defineConfig({ … }).\n',
  )
  expect(await sentenceOf('e.mjs')).toBe(
    '--config: /work-folder/e.mjs cannot be loaded (Unexpected token at line 3). Correct the file there.\n',
  )
})

test('error: a bug shows its kind and a trace id, never its text', async () => {
  const program = { modules: () => Promise.reject(new TypeError('secret of http://node.test/key')) }
  const { exitCode, err } = await run({ argv: ['check', '--config', 'x.json'], program })
  expect(err).toBe(
    'Plimsoll met a bug of its own (TypeError, trace 80000000): run the command again with --debug and report what it shows.\n',
  )
  expect(exitCode).toBe(1)
})

test('error: --debug shows the stack of a bug', async () => {
  const program = { modules: () => Promise.reject(new TypeError('broken')) }
  const { err } = await run({ argv: ['check', '--config', 'x.json', '--debug'], program })
  expect(err).toContain('TypeError: broken\n    at ')
})

test('error: an exception outside of every promise ends the process with 1', async () => {
  let world = createFakeWorld({ argv: [] })
  const modules = async () => {
    world.fault(new RangeError('from a callback'))
    return {}
  }
  world = createFakeWorld({ argv: ['check', '--config', 'x.json'], program: { modules } })
  await runCli(world)
  expect(world.exits).toEqual([1])
  expect(world.err()).toContain('(RangeError, trace 80000000)')
})

test.each([
  ['STORE_LOCKED', 2],
  ['STORE_BROKEN', 1],
])('error: code %s gives exit code %i', async (code, expected) => {
  const modules = () => Promise.reject(new BaseError('The database is in use by 7.', { code }))
  const { exitCode, err } = await run({
    argv: ['check', '--config', 'x.json'],
    program: { modules },
  })
  expect({ exitCode, err }).toEqual({ exitCode: expected, err: 'The database is in use by 7.\n' })
})
