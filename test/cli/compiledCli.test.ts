import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { version } from '../../src/version.ts'
import { runProcess } from './support/runProcess.ts'
import { serveNode } from './support/serveNode.ts'

// The program as it is shipped; `npm test` builds it first.
const entry = fileURLToPath(new URL('../../dist/bin/plimsoll.js', import.meta.url))
const token = '0x00000000000000000000000000000000000000aa'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-cli-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

const run = (...args: string[]) => runProcess(process.execPath, [entry, ...args], { cwd: folder })

async function writeConfig(name: string, rpc: string): Promise<string> {
  const path = join(folder, name)
  const database = `./${name}.db`
  const assets = { usd: { symbol: 'USD', decimals: 6, tokens: { home: token } } }
  const config = { database, chains: { home: { id: 31001, rpc } }, assets, venues: [] }
  await writeFile(path, JSON.stringify(config))
  return path
}

test('default: --version', async () => {
  expect(await run('--version').ended).toEqual({ exitCode: 0, out: `${version}\n`, err: '' })
})

test('default: start follows a node, serves, and a SIGTERM ends it with 0', async () => {
  const node = await serveNode({ chainId: 31001, blocks: 200 })
  const config = await writeConfig('plimsoll.json', node.url)
  const plimsoll = run('start', '--config', config, '--port', '0', '--json')
  const [, url = ''] = await plimsoll.untilOutput(/Serving (http:\/\/127\.0\.0\.1:\d+\/graphql)/)
  const health = await fetch(new URL('/health', url))
  expect(health.status).toBe(200)
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ meta { chains { chainId } } }' }),
  })
  expect(await answer.json()).toMatchObject({ data: { meta: { chains: [{}] } } })
  plimsoll.kill('SIGTERM')
  const { exitCode, out, err } = await plimsoll.ended
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' })
  for (const line of out.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg')
  expect(out).not.toContain(node.url)
  await node.close()
})

test('error: a second process on one database names the first, and ends with 2', async () => {
  const node = await serveNode({ chainId: 31001, blocks: 3 })
  const config = await writeConfig('twice.json', node.url)
  const first = run('start', '--config', config, '--port', '0')
  await first.untilOutput(/Serving/)
  const second = await run('start', '--config', config, '--port', '0').ended
  expect(second.exitCode).toBe(2)
  expect(second.err.trim().split('\n')).toHaveLength(1)
  first.kill('SIGINT')
  expect((await first.ended).exitCode).toBe(0)
  await node.close()
})

test('error: an unreachable endpoint is one sentence and exit code 2', async () => {
  const node = await serveNode({ chainId: 31001, blocks: 1 })
  await node.close()
  const config = await writeConfig('unreachable.json', node.url)
  expect(await run('start', '--config', config, '--port', '0').ended).toEqual({
    exitCode: 2,
    out: '',
    err: 'chains.home.rpc: home#1 cannot be reached. Start the node, or write an endpoint that answers.\n',
  })
})

test('error: a Node that is too old is told so before anything else is loaded', async () => {
  const preload = join(folder, 'old.mjs')
  await writeFile(preload, "Object.defineProperty(process.versions, 'node', { value: '18.20.0' })")
  const args = ['--import', preload, entry, '--version']
  const { exitCode, out, err } = await runProcess(process.execPath, args, { cwd: folder }).ended
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' })
  expect(err).toMatch(/^Plimsoll needs Node 20\.19 or newer, and this is Node 18\.20\.0: .*\n$/)
})
