import type { Address } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import { deposit } from '../lab/actions/deposit.ts'
import { createTraffic, type Traffic } from '../lab/createTraffic.ts'
import type { LabChain } from '../lab/labChain.ts'
import { labConfig } from '../lab/labConfig.ts'
import { readCollateral } from '../lab/readCollateral.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { awaitBlocks } from './support/awaitBlocks.ts'
import type { Client } from './support/createClient.ts'
import { expectLikeFresh } from './support/expectLikeFresh.ts'
import { awaitHeads } from './support/expectServed.ts'
import { playTraffic } from './support/playTraffic.ts'
import { startCli } from './support/startCli.ts'
import { createFolder, startPlimsoll } from './support/startPlimsoll.ts'
import { type Relay, startRelay } from './support/startRelay.ts'
import { touchRate } from './support/touchRate.ts'
import { writeCliConfig } from './support/writeCliConfig.ts'

let lab: Lab
let traffic: Traffic
/** In front of the node that dies. */
let relay: Relay
let folder: Awaited<ReturnType<typeof createFolder>>

beforeAll(async () => {
  lab = await startLab({ historyBlocks: 2_000 })
  folder = await createFolder()
  traffic = createTraffic(lab, { seed: 21 })
  relay = await startRelay(deadChain().rpcUrl)
  await playTraffic(traffic, 60)
}, 120_000)

afterAll(async () => {
  for (const chain of lab?.chains ?? []) chain.resume()
  await relay?.stop()
  await lab?.stop()
  await folder?.remove()
})

/** Quick to call a chain stale, so that nobody waits long. */
const impatient = (database: string): ConfigInput => {
  const config = labConfig(lab, { database, rpc: { [deadChain().name]: relay.url } })
  const chains = Object.entries(config.chains).map(([name, chain]) => {
    return [name, { ...chain, staleAfterSeconds: 2, timeoutMs: 1_000 }]
  })
  return { ...config, chains: Object.fromEntries(chains) }
}

test('default: a node that hangs makes its chain stale and no other, and nothing is lost', async () => {
  const dead = deadChain()
  const plimsoll = await startPlimsoll(impatient(`${folder.path}/hang.db`))
  await awaitHeads(lab, plimsoll)
  await expectReady(plimsoll)
  dead.pause()
  await expectStale(plimsoll)
  await expectOthersGoOn(plimsoll)
  dead.resume()
  await deposit(dead, { account: trader(), amount: 3_000_000n })
  await expectReady(plimsoll)
  await touchRate(lab)
  await expectLikeFresh({ lab, plimsoll, config: impatient, step: 'after it hung' })
  await plimsoll.stop()
}, 60_000)

test('behavior: what an unreachable chain did meanwhile is read when it is back', async () => {
  const plimsoll = await startPlimsoll(impatient(`${folder.path}/drop.db`))
  await awaitHeads(lab, plimsoll)
  await relay.drop()
  // On all chains, the unreachable one included: value leaves it and arrives there unseen.
  await playTraffic(traffic, 60)
  await expectStale(plimsoll)
  await expectOthersGoOn(plimsoll)
  await relay.restore()
  await expectReady(plimsoll)
  await touchRate(lab)
  await expectLikeFresh({ lab, plimsoll, config: impatient, step: 'after it was unreachable' })
  await plimsoll.stop()
}, 60_000)

test('behavior: a chain that is dead when the process starts again does not stop the others', async () => {
  const before = await startPlimsoll(impatient(`${folder.path}/plimsoll.db`))
  await awaitHeads(lab, before)
  await before.stop()
  await relay.drop()
  const dead = deadChain()
  const shown = await readCollateral(dead, trader())
  // The command line, because it asks the nodes before it starts.
  const chains = lab.chains.map((chain) => ({ ...chain, rpcUrl: rpcUrlOf(chain) }))
  const config = await writeCliConfig({ folder: folder.path, chains, staleAfterSeconds: 2 })
  const plimsoll = await startCli(config)
  await playTraffic(traffic, 30)
  await expectStale(plimsoll)
  await expectOthersGoOn(plimsoll)
  expect(await readHolding(plimsoll, dead)).toBe(shown)
  await relay.restore()
  await expectReady(plimsoll)
  await touchRate(lab)
  await expectLikeFresh({ lab, plimsoll, config: impatient, step: 'after a dead start' })
  plimsoll.kill('SIGTERM')
  expect((await plimsoll.ended).exitCode).toBe(0)
}, 60_000)

type Readiness = { isReady: boolean; chains: { name: string; isReady: boolean }[] }

type State = {
  meta: { chains: { name: string; isStale: boolean }[] }
  marginAccount: { cut: { chains: { name: string; isStale: boolean }[] } }
  conditions: { nodes: { code: string; chains: number[] }[] }
}

const stateQuery = `query ($owner: Address!) {
  meta { chains { name isStale } }
  marginAccount(venue: "lab", owner: $owner) { cut { chains { name isStale } } }
  conditions { nodes { code chains } }
}`

/** Answers, conditions and `/ready` name the dead chain and no other; the process is alive. */
async function expectStale(plimsoll: Client): Promise<void> {
  const dead = deadChain()
  const flags = lab.chains.map(({ name }) => ({ name, isStale: name === dead.name }))
  await expect
    .poll(() => readState(plimsoll), { timeout: 20_000, interval: 50 })
    .toEqual({ live: flags, inCut: flags, stale: [dead.chainId] })
  const { status, readiness } = await readReady(plimsoll)
  expect(status).toBe(503)
  const unready = readiness.chains.filter(({ isReady }) => !isReady)
  expect(unready.map(({ name }) => name)).toEqual([dead.name])
  expect((await fetch(new URL('/health', plimsoll.url))).status).toBe(200)
}

async function readState(plimsoll: Client) {
  const { meta, marginAccount, conditions } = await plimsoll.query<State>(stateQuery, {
    owner: trader(),
  })
  return {
    live: meta.chains,
    inCut: marginAccount.cut.chains,
    stale: conditions.nodes
      .filter(({ code }) => code === 'CHAIN_STALE')
      .flatMap(({ chains }) => chains),
  }
}

async function expectReady(plimsoll: Client): Promise<void> {
  await expect
    .poll(async () => (await readReady(plimsoll)).status, { timeout: 30_000, interval: 50 })
    .toBe(200)
  const { stale } = await readState(plimsoll)
  expect(stale).toEqual([])
}

async function readReady(plimsoll: Client): Promise<{ status: number; readiness: Readiness }> {
  const response = await fetch(new URL('/ready', plimsoll.url))
  // CAST: the shape of `/ready`.
  return { status: response.status, readiness: (await response.json()) as Readiness }
}

/** A deposit on every other chain is served. */
async function expectOthersGoOn(plimsoll: Client): Promise<void> {
  const others = lab.chains.filter(({ name }) => name !== deadChain().name)
  for (const chain of others) await deposit(chain, { account: trader(), amount: 1_000_000n })
  await awaitBlocks(plimsoll, others)
  for (const chain of others)
    expect(await readHolding(plimsoll, chain)).toBe(await readCollateral(chain, trader()))
}

/** The trader's cross collateral in lUSD on one chain, as served. */
async function readHolding(plimsoll: Client, { chainId }: LabChain): Promise<bigint> {
  const { marginAccount } = await plimsoll.query<{
    marginAccount: {
      lines: {
        kind: string
        assetId: string
        chainId: number
        unit: string
        amount: { raw: string }
      }[]
    }
  }>(
    'query ($owner: Address!) { marginAccount(venue: "lab", owner: $owner) { lines { kind assetId chainId unit amount { raw } } } }',
    { owner: trader() },
  )
  const line = marginAccount.lines.find(
    (line) =>
      line.kind === 'HOLDING' &&
      line.assetId === 'usd' &&
      line.unit === 'cross' &&
      line.chainId === chainId,
  )
  return BigInt(line?.amount.raw ?? '0')
}

function deadChain(): LabChain {
  const [, lagoon] = lab.chains
  if (lagoon === undefined) throw new Error('the lab has a second chain')
  return lagoon
}

function rpcUrlOf({ name, rpcUrl }: LabChain): string {
  return name === deadChain().name ? relay.url : rpcUrl
}

function trader(): Address {
  const [account] = lab.traders
  if (account === undefined) throw new Error('the lab has a trader')
  return account
}
