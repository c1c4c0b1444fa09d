import { expect, test } from 'vitest'
import type { Program } from '../../src/cli/Program.ts'
import { runCli } from '../../src/cli/runCli.ts'
import type { Verification } from '../../src/start/verify.ts'
import type { Store } from '../../src/store/Store.ts'
import { createFakeWorld } from './support/createFakeWorld.ts'
import { exampleFiles, exampleVariables } from './support/exampleNodes.ts'

type Check = Awaited<ReturnType<Program['db']['check']>>

const right: Verification = { chains: [{ chainId: 31001, rows: 12, mismatches: [] }] }
const whole: Check = {
  damage: [],
  chains: [{ chainId: 31001, blocks: 7, stateDigest: '0xab', damage: [] }],
}

async function verify(
  parts: { verification?: Verification; check?: Check; command?: readonly string[] } = {},
) {
  const { verification = right, check = whole, command = ['db', 'verify'] } = parts
  const calls: string[] = []
  const never = () => Promise.reject(new Error('not in this test'))
  const world = createFakeWorld({
    argv: [...command, '--config', 'plimsoll.config.json'],
    files: { ...exampleFiles(), '/work-folder/example.db': '' },
    variables: exampleVariables,
    program: {
      verify: async () => {
        calls.push('verify')
        return verification
      },
      verifySample: async () => {
        calls.push('verifySample')
        return verification
      },
      db: {
        backup: never,
        restore: never,
        prune: never,
        check: async ({ path, sample }) => {
          calls.push(`check ${path} ${sample?.blocks ?? 'all'}`)
          return check
        },
      },
    },
  })
  const close = async () => {
    calls.push('close')
  }
  world.env.openStore = async (path) => {
    calls.push(`open ${path}`)
    // CAST: the command hands the store on and closes it, no more.
    return { close } as Partial<Store> as Store
  }
  const exitCode = await runCli(world)
  return { exitCode, out: world.out(), calls }
}

test.each([
  ['plimsoll db verify', ['db', 'verify']],
  ['plimsoll verify, its older name', ['verify']],
])('default: %s checks the file, every digest and every series', async (_name, command) => {
  expect(await verify({ command })).toEqual({
    exitCode: 0,
    out: '22:13:20 Every block read is what was recorded. (chain home, blocks 7, stateDigest 0xab)\n22:13:20 Every series row follows from the facts. (chain home, rows 12, mismatches 0)\n',
    calls: ['open /work-folder/example.db', 'check /work-folder/example.db all', 'verify', 'close'],
  })
})

test('args: --sample looks at some blocks and accounts', async () => {
  const { exitCode, calls } = await verify({ command: ['db', 'verify', '--sample'] })
  expect(exitCode).toBe(0)
  expect(calls.slice(1)).toEqual(['check /work-folder/example.db 4096', 'verifySample', 'close'])
})

test('behavior: one difference ends with 1', async () => {
  const { exitCode, out } = await verify({
    verification: {
      chains: [
        { chainId: 31001, rows: 12, mismatches: [] },
        { chainId: 31002, rows: 9, mismatches: ['first key', 'other'] },
      ],
    },
  })
  expect(exitCode).toBe(1)
  expect(out).toContain(
    'error: Rows differ from the facts, first of first key: restore a backup with plimsoll db restore, or index into a fresh database. (chain away, rows 9, mismatches 2)',
  )
})

test('behavior: damage is named with its cure, ends with 1, and nothing is computed from it', async () => {
  const chains = [
    { chainId: 31001, blocks: 7, stateDigest: '0xab', damage: [] },
    { chainId: 31002, blocks: 9, stateDigest: '0xcd', damage: ['Block 5 is wrong.'] },
  ] as const
  const { exitCode, out, calls } = await verify({ check: { damage: ['SQLite: bad.'], chains } })
  expect(exitCode).toBe(1)
  expect(out).toContain('error: The file is damaged: SQLite: bad. To cure it, restore a backup')
  expect(out).toContain('error: Block 5 is wrong. To cure it, restore a backup')
  expect(calls).not.toContain('verify')
  expect(calls.at(-1)).toBe('close')
})

test('error: a database that is not there', async () => {
  const argv = ['verify', '--config', 'plimsoll.config.json', '--database', 'none.db']
  const world = createFakeWorld({ argv, files: exampleFiles(), variables: exampleVariables })
  expect(await runCli(world)).toBe(2)
  expect(world.err()).toBe(
    '--database: there is no database /work-folder/none.db. Write the path of the database that plimsoll start made.\n',
  )
})
