import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { runCli as runCommand } from '../../src/cli/runCli.ts'
import { nodeEnv } from '../../src/env/nodeEnv.ts'
import { nodeHost } from '../../src/env/nodeHost.ts'
import { createFakeWorld } from '../cli/support/createFakeWorld.ts'
import { deposit } from '../lab/actions/deposit.ts'
import { labConfig } from '../lab/labConfig.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { awaitBlocks } from './support/awaitBlocks.ts'
import { createFolder, type Plimsoll, startPlimsoll } from './support/startPlimsoll.ts'
import { writeCliConfig } from './support/writeCliConfig.ts'

let lab: Lab
let plimsoll: Plimsoll
let folder: Awaited<ReturnType<typeof createFolder>>
let config: string

beforeAll(async () => {
  lab = await startLab({ chains: 2 })
  folder = await createFolder()
  const [account] = lab.traders
  if (account === undefined) throw new Error('the lab has traders')
  await deposit(lab.home, { account, amount: 1_000_000n })
  config = await writeCliConfig({ folder: folder.path, chains: lab.chains })
  plimsoll = await startPlimsoll(labConfig(lab, { database: `${folder.path}/plimsoll.db` }))
}, 180_000)

afterAll(async () => {
  await plimsoll?.stop()
  await lab?.stop()
  await folder?.remove()
})

const report = z.object({
  fail: z.number(),
  requests: z.number(),
  chains: z.array(z.object({ name: z.string(), price: z.object({ livePerDay: z.number() }) })),
  lines: z.array(
    z.object({ status: z.string(), subject: z.string(), check: z.string(), text: z.string() }),
  ),
})

/** Runs a command in this process on the real nodes, disk and clock; only the terminal is a fake one. */
async function run(...argv: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const fake = createFakeWorld({ argv })
  const { write, writeError } = fake.host
  const host = { ...nodeHost(), argv, write, writeError }
  const exitCode = await runCommand({ host, env: nodeEnv(), program: fake.program })
  return { exitCode, out: fake.out(), err: fake.err() }
}

test('default: real nodes are well, while Plimsoll runs on the same database', async () => {
  await awaitBlocks(plimsoll, lab.chains)
  const { exitCode, out, err } = await run('doctor', '--config', config, '--json')
  expect(err).toBe('')
  const { lines, chains, requests } = report.parse(JSON.parse(out))
  expect(lines.filter(({ status }) => status === 'fail')).toEqual([])
  expect(exitCode).toBe(0)
  // Anvil says all that a node can say; what it lacks is a second witness.
  const [label = ''] = chains.map(({ name }) => `${name}#1`)
  const checks = lines.filter(({ subject }) => subject === label)
  expect(checks.map(({ check }) => check)).toEqual([
    'chainId',
    'head',
    'tags',
    'pinnedReads',
    'blockReceipts',
    'batch',
    'logRange',
    'history',
    'archive',
    'logTimestamps',
    'latency',
  ])
  expect(lines.filter(({ check }) => check === 'witnesses').map(({ status }) => status)).toEqual([
    'warn',
    'warn',
  ])
  expect(
    lines.filter(({ check }) => check === 'metadata').map(({ status }) => status),
  ).not.toContain('warn')
  expect(chains.every(({ price }) => price.livePerDay > 0)).toBe(true)
  expect(requests).toBeLessThan(400)
  expect(out).not.toMatch(/https?:|127\.0\.0\.1/)
  // It left the running one alone.
  await awaitBlocks(plimsoll, lab.chains)
})

test('behavior: the start blocks of the lab are its deployments', async () => {
  const { out } = await run('doctor', '--config', config, '--json')
  const starts = report.parse(JSON.parse(out)).lines.filter(({ check }) => check === 'startBlock')
  const vault = lab.home.contracts.vaultUsd.deployedAtBlock
  expect(starts.find(({ subject }) => subject === 'venues[0].vaults[0].startBlock')?.text).toBe(
    `Start block ${vault}, first code at ${vault}.`,
  )
})

test('behavior: check says what one witness cannot confirm', async () => {
  const { exitCode, out } = await run('check', '--config', config)
  expect(exitCode).toBe(0)
  expect(out).toContain('names one witness, so TRANSFER_UNBACKED of bridge')
  expect(out).toContain('The config is right, as far as the nodes can tell.')
})

test('behavior: a real node announces heads over WebSocket', async () => {
  const chains = lab.chains.map((chain) => ({
    ...chain,
    rpcUrl: chain.rpcUrl.replace(/^http/, 'ws'),
  }))
  const socketFolder = await createFolder()
  try {
    const path = await writeCliConfig({ folder: socketFolder.path, chains })
    let isDone = false
    const examined = run('doctor', '--config', path, '--json').finally(() => {
      isDone = true
    })
    // An idle anvil has nothing to announce.
    while (!isDone) {
      for (const chain of lab.chains) await chain.testClient.mine({ blocks: 1 })
    }
    const { lines } = report.parse(JSON.parse((await examined).out))
    const heard = lines.filter(({ check }) => check === 'newHeads')
    expect(heard.map(({ status }) => status)).toEqual(['pass', 'pass'])
    expect(lines.filter(({ status }) => status === 'fail')).toEqual([])
  } finally {
    await socketFolder.remove()
  }
})
