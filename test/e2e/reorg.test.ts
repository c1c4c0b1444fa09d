import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import { deposit } from '../lab/actions/deposit.ts'
import { createTraffic, type Traffic } from '../lab/createTraffic.ts'
import { labConfig } from '../lab/labConfig.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { awaitBlocks } from './support/awaitBlocks.ts'
import { awaitFinality } from './support/awaitFinality.ts'
import { expectLikeFresh } from './support/expectLikeFresh.ts'
import { awaitHeads } from './support/expectServed.ts'
import { playTraffic } from './support/playTraffic.ts'
import { reorgKeeping } from './support/reorgKeeping.ts'
import { createFolder, type Plimsoll, startPlimsoll } from './support/startPlimsoll.ts'
import { touchRate } from './support/touchRate.ts'

let lab: Lab
let traffic: Traffic
let folder: Awaited<ReturnType<typeof createFolder>>

beforeAll(async () => {
  // One slot in an epoch: the nodes call a block final when two others stand on it.
  lab = await startLab({ slotsInAnEpoch: 1, historyBlocks: 2_000 })
  folder = await createFolder()
  traffic = createTraffic(lab, { seed: 11 })
  // Enough for a reorg of 60 blocks on the quieter chains too.
  await playTraffic(traffic, 330)
}, 120_000)

afterAll(async () => {
  await lab?.stop()
  await folder?.remove()
})

/** Finality by the nodes' tags: every reorg below the last two blocks goes against what was final. */
const shallow = (database: string): ConfigInput =>
  labConfig(lab, { database, onViolation: 'repair' })

const depthsOfDeep = { safe: 32n, finalized: 64n }

/** Finality by depth: no reorg of this file goes that deep. */
const deep = (database: string): ConfigInput => {
  const config = labConfig(lab, { database })
  const finality = {
    policy: 'depth',
    safeDepth: depthsOfDeep.safe,
    finalizedDepth: depthsOfDeep.finalized,
  } as const
  const chains = Object.entries(config.chains).map(([name, chain]) => [
    name,
    { ...chain, finality },
  ])
  return { ...config, chains: Object.fromEntries(chains) }
}

const depths = [1, 5, 60]

/** A reorg of one block takes back nothing that the nodes called final. */
const violationsPerChain = depths.filter((depth) => depth > 2).length

test('default: after reorgs of 1, 5 and 60 blocks everything is as in a fresh index', async () => {
  const plain = await startPlimsoll(deep(`${folder.path}/plain.db`))
  const violated = await startPlimsoll(shallow(`${folder.path}/violated.db`))
  const old = await readCheckpoint(violated)
  for (const depth of depths) {
    for (const chain of lab.chains) {
      await playTraffic(traffic, 8)
      await touchRate(lab)
      await Promise.all([awaitHeads(lab, plain), awaitHeads(lab, violated)])
      await awaitFinality(lab, violated)
      await reorgKeeping(lab, chain, depth)
      const step = `${depth} blocks of ${chain.name}`
      await expectLikeFresh({ lab, plimsoll: plain, config: deep, depths: depthsOfDeep, step })
      await expectLikeFresh({ lab, plimsoll: violated, config: shallow, step })
    }
  }
  await playTraffic(traffic, 20)
  await touchRate(lab)
  await expectLikeFresh({ lab, plimsoll: plain, config: deep, depths: depthsOfDeep, step: 'later' })
  await expectLikeFresh({ lab, plimsoll: violated, config: shallow, step: 'later' })

  expect(await readRevision(plain)).toBe(0)
  expect(await readCodes(plain)).not.toContain('FINALITY_VIOLATED CRITICAL')
  const violations = violationsPerChain * lab.chains.length
  expect(await readRevision(violated)).toBe(violations)
  const incidents = (await readCodes(violated)).filter((code) => code.startsWith('FINALITY'))
  expect(incidents).toEqual(Array(violations).fill('FINALITY_VIOLATED CRITICAL'))
  const { errors } = await violated.answer(
    'query ($at: At) { collateral(venue: "lab", at: $at) { lineCount } }',
    { at: { checkpoint: old } },
  )
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['CUT_REORGED'])
  await plain.stop()
  await violated.stop()
}, 120_000)

test('behavior: reorgs while the process is down are found at its next start', async () => {
  for (const [name, config] of Object.entries({ plain: deep, violated: shallow })) {
    const database = `${folder.path}/${name}-down.db`
    const isViolated = config === shallow
    for (const depth of depths) {
      const before = await startPlimsoll(config(database))
      await playTraffic(traffic, 8)
      await awaitHeads(lab, before)
      if (isViolated) await awaitFinality(lab, before)
      await before.stop()
      for (const chain of lab.chains) await reorgKeeping(lab, chain, depth)
      if (depth > 1) await playTraffic(traffic, 6)
      const after = await startPlimsoll(config(database))
      await expectLikeFresh({
        lab,
        plimsoll: after,
        config,
        ...(isViolated ? {} : { depths: depthsOfDeep }),
        step: `${name}: ${depth} blocks`,
      })
      await after.stop()
    }
    const last = await startPlimsoll(config(database))
    await awaitHeads(lab, last)
    expect(await readRevision(last)).toBe(isViolated ? violationsPerChain * lab.chains.length : 0)
    await last.stop()
  }
}, 120_000)

test('behavior: a violated finality halts its chain alone until repair is configured', async () => {
  const [home, lagoon, reef] = lab.chains
  const [account] = lab.traders
  if (!lagoon || !reef || !account) throw new Error('the lab has three chains and a trader')
  const database = `${folder.path}/halt.db`
  const halting = await startPlimsoll(labConfig(lab, { database, onViolation: 'halt' }))
  await awaitHeads(lab, halting)
  await awaitFinality(lab, halting)
  await reorgKeeping(lab, lagoon, 20)
  await expect.poll(() => readHealth(halting, lagoon.chainId), { timeout: 20_000 }).toBe('HALTED')
  await deposit(home, { account, amount: 1_000_000n })
  await deposit(reef, { account, amount: 1_000_000n })
  await awaitBlocks(halting, [home, reef])
  const codes = await readCodes(halting, lagoon.chainId)
  expect(codes).toContain('CHAIN_HALTED CRITICAL')
  expect(codes).toContain('FINALITY_VIOLATED CRITICAL')
  expect((await fetch(new URL('/health', halting.url))).status).toBe(200)
  expect(await readRevision(halting)).toBe(0)
  await halting.stop()

  const repairing = await startPlimsoll(shallow(database))
  await expectLikeFresh({ lab, plimsoll: repairing, config: shallow, step: 'repaired' })
  expect(await readRevision(repairing)).toBe(1)
  expect(await readHealth(repairing, lagoon.chainId)).toBe('LIVE')
  await repairing.stop()

  const later = await startPlimsoll(shallow(database))
  await awaitHeads(lab, later)
  expect(await readRevision(later)).toBe(1)
  expect(await readCodes(later, lagoon.chainId)).toContain('FINALITY_VIOLATED CRITICAL')
  await later.stop()
}, 60_000)

async function readCheckpoint(plimsoll: Plimsoll): Promise<string> {
  await awaitHeads(lab, plimsoll)
  const { meta } = await plimsoll.query<{ meta: { cut: { checkpoint: string } } }>(
    '{ meta { cut { checkpoint } } }',
  )
  return meta.cut.checkpoint
}

async function readRevision(plimsoll: Plimsoll): Promise<number> {
  const { meta } = await plimsoll.query<{ meta: { cut: { revision: number } } }>(
    '{ meta { cut { revision } } }',
  )
  return meta.cut.revision
}

/** `code severity` of every condition, or of one chain's. */
async function readCodes(plimsoll: Plimsoll, chainId?: number): Promise<string[]> {
  const { conditions } = await plimsoll.query<{
    conditions: { nodes: { code: string; severity: string; chains: number[] }[] }
  }>('{ conditions { nodes { code severity chains } } }')
  return conditions.nodes
    .filter(({ chains }) => chainId === undefined || chains.includes(chainId))
    .map(({ code, severity }) => `${code} ${severity}`)
}

async function readHealth(plimsoll: Plimsoll, chainId: number): Promise<string | undefined> {
  const { meta } = await plimsoll.query<{
    meta: { chains: { chainId: number; status: string }[] }
  }>('{ meta { chains { chainId status } } }')
  return meta.chains.find((chain) => chain.chainId === chainId)?.status
}
