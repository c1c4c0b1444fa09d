import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import { createTraffic, type Traffic } from '../lab/createTraffic.ts'
import { labConfig } from '../lab/labConfig.ts'
import { createRandom } from '../lab/random.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { expectLikeFresh } from './support/expectLikeFresh.ts'
import { killInsideCommit } from './support/killInsideCommit.ts'
import { playTraffic } from './support/playTraffic.ts'
import { type CrashImage, readCrashImage } from './support/readCrashImage.ts'
import { type CliPlimsoll, runCli, startCli } from './support/startCli.ts'
import { createFolder } from './support/startPlimsoll.ts'
import { touchRate } from './support/touchRate.ts'
import { writeCliConfig } from './support/writeCliConfig.ts'

let lab: Lab
let traffic: Traffic
let folder: Awaited<ReturnType<typeof createFolder>>
let configFile: string
let database: string
const random = createRandom(9)

beforeAll(async () => {
  lab = await startLab({ historyBlocks: 4_000 })
  folder = await createFolder()
  database = `${folder.path}/plimsoll.db`
  traffic = createTraffic(lab, { seed: 3 })
  // Two thousand blocks on every chain, read two at a time, so that every kill of the backfill finds it under way: a hundred are
  // read before the program first answers.
  for (let round = 0; round < 100; round += 1) {
    await playTraffic(traffic, 2)
    for (const { enqueue, testClient } of lab.chains)
      await enqueue(() => testClient.mine({ blocks: 18 }))
  }
  configFile = await writeCliConfig({
    folder: folder.path,
    chains: lab.chains,
    rangeBlocksMax: 2n,
  })
}, 240_000)

afterAll(async () => {
  await lab?.stop()
  await folder?.remove()
})

const config = (path: string): ConfigInput => labConfig(lab, { database: path })

/** Twenty kills in all: ten of a backfill, ten of a live index; `true` where the kill hits a commit. */
const backfillKills = [false, true, false, false, true, false, false, true, false, false]
const liveKills = [false, false, true, false, false, false, false, true, false, false]

let image: CrashImage = { progress: [], mismatches: [] }

test('behavior: ten kills of a backfill, three of them inside a commit, lose and repeat nothing', async () => {
  for (const isInsideCommit of backfillKills) {
    const plimsoll = await startCli(configFile)
    await awaitBlocksRead(plimsoll, 1 + random.below(60))
    await kill(plimsoll, isInsideCommit)
    expect(image.progress.map(({ phase }) => phase)).toContain('backfill')
  }
  // Nothing is killed in what is left of it: it need not last.
  configFile = await writeCliConfig({ folder: folder.path, chains: lab.chains })
  const plimsoll = await startCli(configFile)
  await touchRate(lab)
  await expectLikeFresh({ lab, plimsoll, config, step: 'after the backfill' })
  await kill(plimsoll, false)
}, 240_000)

test('behavior: ten kills of a live index, two of them inside a commit, lose and repeat nothing', async () => {
  const blocks = await readFirstBlocks()
  for (const isInsideCommit of liveKills) {
    const plimsoll = await startCli(configFile)
    await awaitLive(plimsoll)
    const playing = playOn()
    await awaitBlocksRead(plimsoll, 1 + random.below(12))
    await kill(plimsoll, isInsideCommit)
    await playing.stop()
    expect(image.progress.map(({ phase }) => phase)).toEqual(['live', 'live', 'live'])
  }
  const plimsoll = await startCli(configFile)
  await touchRate(lab)
  await expectLikeFresh({ lab, plimsoll, config, step: 'after the live kills' })
  expect(await readFirstBlocks()).toEqual(blocks)

  const second = await runCli('start', '--config', configFile, '--port', '0').ended
  expect(second.exitCode).toBe(2)
  expect(second.err).toMatch(
    new RegExp(`^[^\\n]*process ${plimsoll.pid} since \\d{4}-\\d\\d-\\d\\dT[^\\n]*\\n$`),
  )

  await playTraffic(traffic, 3)
  plimsoll.kill('SIGTERM')
  expect(await plimsoll.ended).toMatchObject({ exitCode: 0, signal: null, err: '' })
  const verified = await runCli('verify', '--config', configFile, '--json').ended
  expect(verified).toMatchObject({ exitCode: 0, err: '' })
  expect(verified.out.match(/"mismatches":0/g)).toHaveLength(lab.chains.length)

  const last = await startCli(configFile)
  await touchRate(lab)
  await expectLikeFresh({ lab, plimsoll: last, config, step: 'after a graceful stop' })
  await kill(last, false)
}, 240_000)

/** Kills with SIGKILL. What is left is whole, and never less than what the kill before has left. */
async function kill(plimsoll: CliPlimsoll, isInsideCommit: boolean): Promise<void> {
  if (isInsideCommit) await killInsideCommit(plimsoll, { database, random })
  else plimsoll.kill('SIGKILL')
  expect((await plimsoll.ended).signal).toBe('SIGKILL')
  const before = image
  image = await readCrashImage(database, config(database))
  expect(image.mismatches).toEqual([])
  for (const { chainId, indexed } of before.progress) {
    const now = image.progress.find((chain) => chain.chainId === chainId)
    expect(now?.indexed, `chain ${chainId}`).toBeGreaterThanOrEqual(indexed)
  }
}

type ChainsAnswer = { meta: { chains: { status: string; indexed: string | null }[] } }

async function readChains(plimsoll: CliPlimsoll): Promise<ChainsAnswer['meta']['chains']> {
  const { meta } = await plimsoll.query<ChainsAnswer>('{ meta { chains { status indexed } } }')
  return meta.chains
}

/** The seeded moment of a kill: so many blocks after the process was first looked at, on all chains together. */
async function awaitBlocksRead(plimsoll: CliPlimsoll, count: number): Promise<void> {
  const sum = async () =>
    (await readChains(plimsoll)).reduce((sum, { indexed }) => sum + Number(indexed ?? 0), 0)
  const target = (await sum()) + count
  await expect.poll(sum, { timeout: 20_000, interval: 2 }).toBeGreaterThanOrEqual(target)
}

async function awaitLive(plimsoll: CliPlimsoll): Promise<void> {
  const statuses = async () => (await readChains(plimsoll)).map(({ status }) => status)
  await expect
    .poll(statuses, { timeout: 20_000, interval: 10 })
    .toEqual(lab.chains.map(() => 'LIVE'))
}

/** Traffic without a pause, until it is stopped. */
function playOn(): { stop(): Promise<void> } {
  let isStopped = false
  const play = async () => {
    while (!isStopped) await traffic.step()
  }
  const played = play()
  return {
    stop: async () => {
      isStopped = true
      await played
    },
  }
}

/** The nodes are other processes, and none of them starts anew when Plimsoll dies. */
async function readFirstBlocks(): Promise<unknown[]> {
  const read = lab.chains.map(async ({ pid, publicClient }) => {
    const { hash } = await publicClient.getBlock({ blockNumber: 1n })
    return { pid, isAlive: process.kill(pid, 0), hash }
  })
  return Promise.all(read)
}
