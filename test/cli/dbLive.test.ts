import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { encodeAbiParameters, encodeEventTopics, parseAbi } from 'viem'
import { expect, onTestFinished, test } from 'vitest'
import type { FakeLog } from '../chain/support/createFakeChain.ts'
import { runProcess } from './support/runProcess.ts'
import { serveNode } from './support/serveNode.ts'

// The program as it is shipped; `npm test` builds it first.
const entry = fileURLToPath(new URL('../../dist/bin/plimsoll.js', import.meta.url))
const token = '0x00000000000000000000000000000000000000aa'
const feed = '0x00000000000000000000000000000000000000fe'
const abi = parseAbi([
  'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
])
const blockCount = 2_000
/** The backfill stops here until the test lets it go on. */
const holdFrom = 1_200

/** A price in every block. */
function logsOf(number: number): readonly FakeLog[] {
  const args = { current: BigInt(100_000_000 + number), roundId: BigInt(number) }
  const topics = encodeEventTopics({ abi, eventName: 'AnswerUpdated', args })
  const data = encodeAbiParameters([{ type: 'uint256' }], [1_600_000_000n])
  // CAST: every indexed argument was given, so that none of the topics is null.
  return [{ address: feed, topics: topics as FakeLog['topics'], data }]
}

async function createWorld() {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-db-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const logs = { logsOf, logsDelayMs: 20, holdFrom }
  const node = await serveNode({ chainId: 31_001, blocks: blockCount, ...logs })
  onTestFinished(() => node.close())
  const config = {
    database: './plimsoll.db',
    chains: { home: { id: 31_001, rpc: node.url, rangeBlocksMax: 20 } },
    assets: { usd: { symbol: 'USD', decimals: 6, tokens: { home: token }, feeds: ['usd'] } },
    feeds: {
      usd: { chain: 'home', address: feed, startBlock: 1, decimals: 8, heartbeatSeconds: 3_600 },
    },
    venues: [],
  }
  await writeFile(join(folder, 'plimsoll.json'), JSON.stringify(config))
  const run = (...args: string[]) =>
    runProcess(process.execPath, [entry, ...args, '--config', 'plimsoll.json', '--json'], {
      cwd: folder,
    })
  return { folder, node, run }
}

type World = Awaited<ReturnType<typeof createWorld>>

/** Runs a command to its end and returns the fields that it logged of the chain. */
async function chainFields({ run }: World, ...args: string[]) {
  const { exitCode, out, err } = await run(...args).ended
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' })
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const fields = lines.find((line) => line.stateDigest !== undefined)
  return { lines, blocks: fields?.blocks, stateDigest: fields?.stateDigest }
}

async function start({ run }: World) {
  const plimsoll = run('start', '--port', '0')
  const [, url = ''] = await plimsoll.untilOutput(/Serving (http:\/\/127\.0\.0\.1:\d+\/graphql)/)
  const indexed = async (): Promise<number> => {
    const query = '{ meta { chains { indexed } } }'
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    const body = await answer.json()
    return Number(body?.data?.meta?.chains?.[0]?.indexed ?? 0)
  }
  return { ...plimsoll, indexed }
}

/** Time of block 1,000, two seconds a block. */
const pruneBefore = new Date((1_600_000_000 + 2_000) * 1000).toISOString()

const patience = { timeout: 50_000, interval: 50 }

test('behavior: a backup during a backfill restores to the same store, which then catches up', async () => {
  const world = await createWorld()
  const first = await start(world)
  await expect.poll(first.indexed, patience).toBeGreaterThan(200)
  const early = await chainFields(world, 'db', 'backup', 'early.plimsoll')
  // It was taken inside the backfill, beside the process that writes.
  expect(early.blocks).toBeGreaterThan(0)
  expect(early.blocks).toBeLessThan(blockCount - 1)
  expect(await first.indexed()).toBeLessThan(blockCount - 1)
  world.node.release()
  await expect.poll(first.indexed, patience).toBe(blockCount - 1)

  const refused = await world.run('db', 'restore', 'early.plimsoll').ended
  expect(refused.exitCode).toBe(2)
  expect(refused.err).toMatch(/is written by process \d+ since/)
  first.kill('SIGTERM')
  expect((await first.ended).exitCode).toBe(0)
  const whole = await chainFields(world, 'db', 'verify')
  expect(whole.blocks).toBe(blockCount - 1)

  const restored = await chainFields(world, 'db', 'restore', 'early.plimsoll')
  expect(restored.stateDigest).toBe(early.stateDigest)
  expect(restored.stateDigest).not.toBe(whole.stateDigest)
  expect((await readdir(world.folder)).filter((name) => /replaced/.test(name))).toHaveLength(1)
  const verified = await chainFields(world, 'verify', '--sample')
  expect(verified.stateDigest).toBe(early.stateDigest)

  const second = await start(world)
  await expect.poll(second.indexed, patience).toBe(blockCount - 1)
  second.kill('SIGTERM')
  await second.ended
  const caughtUp = await chainFields(world, 'db', 'verify')
  expect(caughtUp).toMatchObject({ blocks: whole.blocks, stateDigest: whole.stateDigest })

  const dry = await chainFields(world, 'db', 'prune', '--before', pruneBefore)
  expect(dry.lines.at(-1).msg).toBe('Nothing was changed: this would go. Write --apply to drop it.')
  expect(dry.lines.at(-1).facts).toBe(1_000)
  const pruned = await chainFields(world, ...['db', 'prune', '--before', pruneBefore, '--apply'])
  expect(pruned.lines.at(-1).facts).toBe(dry.lines.at(-1).facts)
  const last = await chainFields(world, 'db', 'verify')
  expect(last.blocks).toBeLessThan(whole.blocks)
}, 180_000)
