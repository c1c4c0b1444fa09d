import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeHost } from '../../src/env/nodeHost.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-host-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function load(name: string, text: string): Promise<unknown> {
  const path = join(folder, name)
  await writeFile(path, text)
  return nodeHost().importModule(path, {
    plimsoll: { defineConfig: (config: object) => ({ ...config, isDefined: true }) },
    'plimsoll/chains': { base: { id: 8453 } },
  })
}

test('default: TypeScript and ESM configs import this Plimsoll, from a folder without packages', async () => {
  const text = `
    import { defineConfig } from 'plimsoll'
    import { base } from 'plimsoll/chains'
    export default defineConfig({ id: base.id })
  `
  const typed = text.replace('base.id', 'base.id satisfies number')
  for (const loaded of [await load('a.ts', typed), await load('a.mjs', text)]) {
    expect(loaded).toMatchObject({ default: { id: 8453, isDefined: true } })
  }
})

test('behavior: a module without a default export has none', async () => {
  expect(await load('b.ts', 'export const config = 1')).not.toHaveProperty('default')
})

test('behavior: nothing is written beside the config', async () => {
  const before = (await readdir(folder)).length
  await load('c.ts', 'export default 1 as number')
  expect((await readdir(folder)).length).toBe(before + 1)
})

test('error: a syntax error rejects with its place on the first line', async () => {
  await expect(load('d.ts', 'export default {')).rejects.toThrow(/^ParseError: Unexpected token/)
})
