import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runProcess } from './support/runProcess.ts'

// A minute of npm: `.ci/run` sets PLIMSOLL_SLOW.
const isSlow = process.env.PLIMSOLL_SLOW === '1'
const installMs = 600_000

// Nobody listens on the discard port of this machine.
const unreachable = 'http://127.0.0.1:9'

const body = `{
  chains: { home: { id: 31001, rpc: '${unreachable}' } },
  assets: {
    usd: {
      symbol: 'USD',
      decimals: 6,
      tokens: { home: '0x00000000000000000000000000000000000000aa' },
    },
  },
  venues: [],
}`

let folder = ''
let installed = ''

beforeAll(async () => {
  if (!isSlow) return
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-pack-'))
  installed = join(folder, 'empty')
  await mkdir(installed)
  // What `npm test` has just built is packed; packing must not build a second time under the other tests.
  await npm(process.cwd(), 'pack', '--ignore-scripts', '--pack-destination', folder)
  const [tarball = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'))
  // The native addon is not compiled: a config is checked before a database is opened.
  await npm(
    installed,
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    join('..', tarball),
  )
}, installMs)

afterAll(async () => {
  if (isSlow) await rm(folder, { recursive: true })
})

async function npm(cwd: string, ...args: string[]): Promise<void> {
  // npm hands the repository's engine-strict on to its children; an empty folder has npm's default.
  const env = { npm_config_engine_strict: 'false' }
  const { exitCode, err } = await runProcess('npm', args, { cwd, env }).ended
  if (exitCode !== 0) throw new Error(`npm ${args[0]} ended with ${exitCode}: ${err}`)
}

const configs: [name: string, text: string][] = [
  [
    'plimsoll.config.ts',
    `import { defineConfig } from 'plimsoll'
import { anvil } from 'plimsoll/chains'
const id: number = anvil.id
export default defineConfig(${body.replace('31001', 'id')})`,
  ],
  [
    'plimsoll.config.mjs',
    `import { defineConfig } from 'plimsoll'
export default defineConfig(${body})`,
  ],
  ['plimsoll.config.json', JSON.stringify(readLiteral(body))],
]

/** The same literal as JSON; it is a constant of this file. */
function readLiteral(text: string): unknown {
  return JSON.parse(
    text
      .replace(/(\w+): /g, '"$1": ')
      .replace(/'/g, '"')
      .replace(/,(\s*})/g, '$1'),
  )
}

test.skipIf(!isSlow).each(configs)(
  'default: the installed package loads %s',
  async (name, text) => {
    await writeFile(join(installed, name), text)
    for (const command of ['check', 'start']) {
      const args = ['--no-install', 'plimsoll', command, '--config', name]
      expect(await runProcess('npx', args, { cwd: installed }).ended).toMatchObject({
        exitCode: 2,
        out: '',
        err: expect.stringMatching(
          /chains\.home\.rpc: home#1 cannot be reached\. Start the node, or write an endpoint that answers\.\n$/,
        ),
      })
    }
  },
)

test.skipIf(!isSlow)('error: the installed package has no demo, and says so', async () => {
  const { exitCode, err } = await runProcess('npx', ['--no-install', 'plimsoll', 'demo'], {
    cwd: installed,
  }).ended
  expect(exitCode).toBe(2)
  expect(err).toContain('the demo needs the lab, which is in the repository and not in the package')
})
