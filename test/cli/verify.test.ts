import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/runCli.ts'
import type { Verification } from '../../src/start/verify.ts'
import type { Store } from '../../src/store/Store.ts'
import { createFakeWorld } from './support/createFakeWorld.ts'
import { exampleFiles, exampleVariables } from './support/exampleNodes.ts'

async function verify(verification: Verification) {
  const world = createFakeWorld({
    argv: ['verify', '--config', 'plimsoll.config.json'],
    files: { ...exampleFiles(), '/work-folder/example.db': '' },
    variables: exampleVariables,
    program: { verify: async () => verification },
  })
  const opened: string[] = []
  let closes = 0
  const close = async () => {
    closes += 1
  }
  world.env.openStore = async (path) => {
    opened.push(path)
    // CAST: the command hands the store on and closes it, no more.
    return { close } as Partial<Store> as Store
  }
  const exitCode = await runCli(world)
  return { exitCode, out: world.out(), opened, closes }
}

test('default: equal series end with 0, and the store is closed', async () => {
  const result = await verify({ chains: [{ chainId: 31001, rows: 12, mismatches: [] }] })
  expect(result).toEqual({
    exitCode: 0,
    out: '22:13:20 Every series row follows from the facts. (chain home, rows 12, mismatches 0)\n',
    opened: ['/work-folder/example.db'],
    closes: 1,
  })
})

test('behavior: one difference ends with 1', async () => {
  const { exitCode, out } = await verify({
    chains: [
      { chainId: 31001, rows: 12, mismatches: [] },
      { chainId: 31002, rows: 9, mismatches: ['first key', 'other'] },
    ],
  })
  expect(exitCode).toBe(1)
  expect(out).toContain(
    'error: Rows differ from the facts, first of first key: index into a fresh database. (chain away, rows 9, mismatches 2)',
  )
})

test('error: a database that is not there', async () => {
  const argv = ['verify', '--config', 'plimsoll.config.json', '--database', 'none.db']
  const world = createFakeWorld({ argv, files: exampleFiles(), variables: exampleVariables })
  expect(await runCli(world)).toBe(2)
  expect(world.err()).toBe(
    '--database: there is no database /work-folder/none.db. Write the path of the database that plimsoll start made.\n',
  )
})
