import { type Address, parseUnits } from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CustomDefinition } from '../../src/config/CustomDefinition.ts'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { nodeEnv } from '../../src/env/nodeEnv.ts'
import type { Fact } from '../../src/facts/Fact.ts'
import { verify } from '../../src/start/verify.ts'
import { deposit } from '../lab/actions/deposit.ts'
import { depositYield } from '../lab/actions/depositYield.ts'
import { sendCollateral } from '../lab/actions/sendCollateral.ts'
import { trade } from '../lab/actions/trade.ts'
import { withdraw } from '../lab/actions/withdraw.ts'
import type { HomeChain, LabChain } from '../lab/labChain.ts'
import { labConfig } from '../lab/labConfig.ts'
import { reorg } from '../lab/reorg.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { awaitBlocks } from './support/awaitBlocks.ts'
import type { Client } from './support/createClient.ts'
import { expectLikeFresh } from './support/expectLikeFresh.ts'
import { startCli } from './support/startCli.ts'
import { createFolder, startPlimsoll } from './support/startPlimsoll.ts'
import { type RpcProxy, startProxy } from './support/startProxy.ts'
import { writeCliConfig } from './support/writeCliConfig.ts'

let lab: Lab
let home: HomeChain
let lagoon: LabChain
let folder: Awaited<ReturnType<typeof createFolder>>
let x: Address
let y: Address
let count = 0

const usd = (amount: string): bigint => parseUnits(amount, 6)

/** Blocks per range: the past of a source comes in some dozen pieces. */
const rangeBlocks = 8

beforeAll(async () => {
  lab = await startLab({ chains: 2 })
  const [, second] = lab.chains
  const [first, other] = lab.traders
  if (second === undefined || first === undefined || other === undefined) throw new Error('a lab')
  home = lab.home
  lagoon = second
  ;[x, y] = [first, other]
  folder = await createFolder()
  await deposit(home, { account: x, amount: usd('5000') })
  await depositYield(home, { account: y, amount: usd('70') })
  await trade(home, { account: x, market: 1n, sizeDelta: 10n ** 18n })
  for (const amount of ['900', '40', '30', '20', '10']) {
    await deposit(lagoon, { account: x, amount: usd(amount) })
    await lagoon.enqueue(() => lagoon.testClient.mine({ blocks: 12 }))
    const sent = await sendCollateral(home, {
      account: x,
      destination: lagoon,
      amount: usd(amount),
      viaLanding: false,
    })
    await lab.relayer.deliverTogether(sent.messages)
  }
  await withdraw(lagoon, { account: x, amount: usd('60') })
  await sendCollateral(lagoon, {
    account: x,
    destination: home,
    amount: usd('21'),
    viaLanding: false,
  })
}, 180_000)

afterAll(async () => {
  await lab?.stop()
  await folder?.remove()
})

beforeEach(() => {
  count += 1
})

/** A database of the test's own; `with` may be changed between two starts. */
const config = (options: { database?: string; rpc?: Record<string, string> } = {}): ConfigInput => {
  const { database = `${folder.path}/${count}.db`, rpc = {} } = options
  const input = labConfig(lab, { database, rpc })
  const chains = Object.entries(input.chains).map(([name, chain]) => [
    name,
    { ...chain, rangeBlocksMax: rangeBlocks },
  ])
  return { ...input, chains: Object.fromEntries(chains) }
}

type Venue = ConfigInput['venues'][number]
type Vault = NonNullable<Venue['vaults']>[number]

const withVaults = (
  input: ConfigInput,
  change: (vaults: readonly Vault[]) => readonly Vault[],
) => ({
  ...input,
  venues: input.venues.map((venue) => ({ ...venue, vaults: change(venue.vaults ?? []) })),
})

const isLagoonVault = ({ address }: Vault): boolean => address === lagoon.contracts.vaultUsd.address

const withoutVault = (input: ConfigInput): ConfigInput =>
  withVaults(input, (vaults) => vaults.filter((vault) => !isLagoonVault(vault)))

const withoutMarket = (input: ConfigInput): ConfigInput => ({
  ...input,
  venues: input.venues.map((venue) => ({ ...venue, markets: [] })),
})

const withoutBridge = (input: ConfigInput): ConfigInput => ({ ...input, bridges: {} })

/** The lagoon's vault read by other functions, under another version. */
const withDefinition = (
  input: ConfigInput,
  change: (definition: CustomDefinition) => CustomDefinition,
): ConfigInput =>
  withVaults(input, (vaults) =>
    vaults.map((vault) =>
      isLagoonVault(vault) && vault.type === 'custom'
        ? { ...vault, definition: change(vault.definition) }
        : vault,
    ),
  )

/** A vault that has always charged half of every deposit, as far as these functions say. */
const halving = (definition: CustomDefinition): CustomDefinition => ({
  ...definition,
  version: definition.version + 1,
  toFacts: (event, context) =>
    definition
      .toFacts(event, context)
      .map((body) =>
        body.kind === 'balance' && event.name === 'CollateralDeposited'
          ? { ...body, change: { ...body.change, value: body.change.value / 2n } }
          : body,
      ),
})

/** Runs with a config until it has read the chains, and stops. */
async function runOnce(input: ConfigInput): Promise<void> {
  const plimsoll = await startPlimsoll(input)
  await awaitBlocks(plimsoll, lab.chains)
  await awaitJoined(plimsoll)
  await plimsoll.stop()
}

type Conditions = { conditions: { nodes: { code: string; subject: string; text: string }[] } }

async function readConditions(plimsoll: Client, code: string) {
  const { conditions } = await plimsoll.query<Conditions>(
    '{ conditions { nodes { code subject text } } }',
  )
  return conditions.nodes.filter((condition) => condition.code === code)
}

/** Nothing is on its way in any more. */
async function awaitJoined(plimsoll: Client): Promise<void> {
  const joining = async () => readConditions(plimsoll, 'SOURCE_BACKFILLING')
  await expect.poll(joining, { timeout: 20_000, interval: 20 }).toEqual([])
}

type Served = {
  collateral: {
    totals: { assetId: string; amount: { raw: string } }[]
    lines: { contract: string | null }[]
    cut: { isPartial: boolean; revision: number }
  }
  marginAccount: { status: string; certainty: string; reasons: { code: string }[] }
}

function readServed(plimsoll: Client): Promise<Served> {
  return plimsoll.query<Served>(`{
    collateral(venue: "lab") {
      totals { assetId amount { raw } } lines { contract } cut { isPartial revision }
    }
    marginAccount(venue: "lab", owner: "${x}") { status certainty reasons { code } }
  }`)
}

/** What the venue has of lUSD, as served. */
function totalOf({ collateral }: Served): bigint {
  const total = collateral.totals.find(({ assetId }) => assetId === 'usd')
  return BigInt(total?.amount.raw ?? '0')
}

/** Ranges of logs that were asked of the lagoon's node; live blocks are asked for by their hash. */
const isRange = (body: string): boolean =>
  body.includes('"eth_getLogs"') && body.includes('"fromBlock"')

/** A proxy before the lagoon's node, whose ranges of logs wait while the gate is closed. */
type Gate = RpcProxy & {
  ranges: string[]
  /** Lets this many ranges of logs pass, all of them when absent. */
  openGate(passing?: number): void
  close(): void
}

async function startGate(): Promise<Gate> {
  const ranges: string[] = []
  const waiting: (() => void)[] = []
  let left = 0
  const proxy = await startProxy(lagoon.rpcUrl, {
    async before(body) {
      if (!isRange(body)) return
      ranges.push(body)
      if (left > 0) left -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
    },
  })
  return {
    ...proxy,
    ranges,
    openGate(passing = Number.POSITIVE_INFINITY) {
      const free = waiting.splice(0, passing)
      left = passing - free.length
      for (const resolve of free) resolve()
    },
    close() {
      left = 0
    },
  }
}

const behind = ({ url }: RpcProxy): Record<string, string> => ({ [lagoon.name]: url })

/** However busy the machine is, a join that goes on is seen within this. */
const joinPace = { timeout: 30_000 }

/** Every series must follow from what is recorded; returns the facts of the lagoon. */
async function readFacts(input: ConfigInput): Promise<readonly Fact[]> {
  const project = parseProject(input, { variables: {}, presets: {} })
  const store = await nodeEnv().openStore(project.database, () => undefined)
  try {
    const { chains } = await verify({ store, project })
    expect(chains.flatMap(({ mismatches }) => mismatches)).toEqual([])
    const facts: Fact[] = []
    for await (const page of store.facts(lagoon.chainId, 0n)) facts.push(...page)
    return facts
  } finally {
    await store.close()
  }
}

test('default: while a vault joins, everything else is served and goes on live', async () => {
  await runOnce(withoutVault(config()))
  const gate = await startGate()
  const plimsoll = await startPlimsoll(config({ rpc: behind(gate) }))
  await awaitBlocks(plimsoll, lab.chains)
  const [joining] = await readConditions(plimsoll, 'SOURCE_BACKFILLING')
  expect(joining?.subject).toContain(lagoon.contracts.vaultUsd.address.toLowerCase())
  const before = await readServed(plimsoll)
  expect(before.collateral.cut.isPartial).toBe(true)
  expect(before.marginAccount.certainty).toBe('PROVISIONAL')
  expect(before.marginAccount.reasons.map(({ code }) => code)).toContain('SOURCE_BACKFILLING')
  // Both chains go on, also the contract that joins: nothing of it is in a sum before its past is.
  await deposit(home, { account: y, amount: usd('500') })
  await deposit(lagoon, { account: y, amount: usd('77') })
  // Of what was deposited in its past: a book without that past could not go below zero.
  await withdraw(lagoon, { account: x, amount: usd('7') })
  await awaitBlocks(plimsoll, lab.chains)
  const after = await readServed(plimsoll)
  expect(totalOf(after) - totalOf(before)).toBe(usd('500'))
  expect(after.collateral.cut.revision).toBe(before.collateral.cut.revision)
  const contracts = after.collateral.lines.map(({ contract }) => contract)
  expect(contracts).not.toContain(lagoon.contracts.vaultUsd.address.toLowerCase())
  expect(gate.ranges.length).toBeGreaterThan(0)
  gate.openGate()
  await awaitJoined(plimsoll)
  const joined = await readServed(plimsoll)
  expect(joined.collateral.cut.revision).toBe(before.collateral.cut.revision + 1)
  expect(totalOf(joined)).toBeGreaterThan(totalOf(after))
  await expectLikeFresh({ lab, plimsoll, config: freshOf(), step: 'joined' })
  await plimsoll.stop()
  await gate.stop()
  await readFacts(config())
})

const freshOf =
  (change: (input: ConfigInput) => ConfigInput = (input) => input) =>
  (database: string): ConfigInput =>
    change(config({ database }))

test('behavior: an account whose market joins has no status until then', async () => {
  await runOnce(withoutMarket(config()))
  const gate = await startHomeGate()
  const plimsoll = await startPlimsoll(config({ rpc: { [home.name]: gate.url } }))
  await awaitBlocks(plimsoll, lab.chains)
  const { marginAccount } = await readServed(plimsoll)
  expect(marginAccount.status).toBe('UNKNOWN')
  expect(marginAccount.reasons.map(({ code }) => code)).toContain('SOURCE_BACKFILLING')
  gate.open()
  await awaitJoined(plimsoll)
  expect((await readServed(plimsoll)).marginAccount.status).not.toBe('UNKNOWN')
  await plimsoll.stop()
  await gate.stop()
})

async function startHomeGate() {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const before = async (body: string) => (isRange(body) ? opened : undefined)
  const proxy = await startProxy(home.rpcUrl, { before })
  return { ...proxy, open }
}

test('behavior: a bridge that joins takes nothing in flight before its past is known', async () => {
  await runOnce(withoutBridge(config()))
  const gate = await startGate()
  const plimsoll = await startPlimsoll(config({ rpc: behind(gate) }))
  await awaitBlocks(plimsoll, lab.chains)
  const query = '{ transfers(first: 100) { nodes { state reason amounts { kind } } } }'
  type Transfers = {
    transfers: { nodes: { state: string; reason: string | null; amounts: unknown[] }[] }
  }
  const { transfers } = await plimsoll.query<Transfers>(query)
  expect(transfers.nodes.length).toBeGreaterThan(0)
  expect(new Set(transfers.nodes.map(({ state }) => state))).toEqual(new Set(['NOT_COVERED']))
  expect(transfers.nodes.flatMap(({ amounts }) => amounts)).toEqual([])
  gate.openGate()
  await awaitJoined(plimsoll)
  await expectLikeFresh({ lab, plimsoll, config: freshOf(), step: 'bridge' })
  await plimsoll.stop()
  await gate.stop()
})

test('behavior: stopped in the middle of its past, a join goes on from there', async () => {
  await runOnce(withoutVault(config()))
  const gate = await startGate()
  const first = await startPlimsoll(config({ rpc: behind(gate) }))
  gate.openGate(6)
  await awaitBlocks(first, lab.chains)
  await expect
    .poll(async () => (await readConditions(first, 'SOURCE_BACKFILLING'))[0]?.text ?? '', joinPace)
    .toContain('has come to block')
  // Half of its past is recorded, and none of it is served.
  const { collateral } = await readServed(first)
  const contracts = collateral.lines.map(({ contract }) => contract)
  expect(contracts).not.toContain(lagoon.contracts.vaultUsd.address.toLowerCase())
  await first.stop()
  await readFacts(config())
  const asked = gate.ranges.length
  const second = await startPlimsoll(config({ rpc: behind(gate) }))
  gate.openGate()
  await awaitJoined(second)
  const start = lagoon.contracts.vaultUsd.deployedAtBlock
  expect(gate.ranges.slice(asked).every((body) => firstBlockOf(body) > start)).toBe(true)
  await expectLikeFresh({ lab, plimsoll: second, config: freshOf(), step: 'resumed' })
  await second.stop()
  await gate.stop()
})

test('behavior: killed in the middle of its past, a join goes on from there', async () => {
  const gate = await startGate()
  const own = await createFolder()
  const chains = lab.chains.map((chain) =>
    chain === lagoon ? { ...chain, rpcUrl: gate.url } : chain,
  )
  const vault = lagoon.contracts.vaultUsd.address
  const drop = `config.venues[0].vaults = config.venues[0].vaults.filter(({ address }) => address !== '${vault}')`
  const rangeBlocksMax = BigInt(rangeBlocks)
  const write = (change = '') =>
    writeCliConfig({ folder: own.path, chains, rangeBlocksMax, change })
  gate.openGate()
  const older = await startCli(await write(drop))
  await awaitBlocks(older, lab.chains)
  older.kill('SIGINT')
  await older.ended
  gate.close()
  const file = await write()
  const killed = await startCli(file)
  gate.openGate(5)
  await expect
    .poll(async () => (await readConditions(killed, 'SOURCE_BACKFILLING'))[0]?.text ?? '', joinPace)
    .toContain('has come to block')
  killed.kill('SIGKILL')
  await killed.ended
  await readFacts(config({ database: `${own.path}/plimsoll.db` }))
  gate.close()
  const asked = gate.ranges.length
  const again = await startCli(file)
  gate.openGate()
  await awaitJoined(again)
  const start = lagoon.contracts.vaultUsd.deployedAtBlock
  expect(gate.ranges.slice(asked).every((body) => firstBlockOf(body) > start)).toBe(true)
  await expectLikeFresh({ lab, plimsoll: again, config: freshOf(), step: 'killed' })
  again.kill('SIGINT')
  await again.ended
  await gate.stop()
  await readFacts(config({ database: `${own.path}/plimsoll.db` }))
  await own.remove()
}, 60_000)

test('behavior: a reorg during a join leaves what a fresh index has', async () => {
  await runOnce(withoutVault(config()))
  const gate = await startGate()
  const plimsoll = await startPlimsoll(config({ rpc: behind(gate) }))
  await awaitBlocks(plimsoll, lab.chains)
  await deposit(lagoon, { account: y, amount: usd('5') })
  await awaitBlocks(plimsoll, lab.chains)
  await reorg(lagoon, 2)
  await awaitBlocks(plimsoll, lab.chains)
  gate.openGate()
  await awaitJoined(plimsoll)
  await expectLikeFresh({ lab, plimsoll, config: freshOf(), step: 'reorged' })
  await plimsoll.stop()
  await gate.stop()
  await readFacts(config())
})

test('default: another decoder derives its facts from the raw logs that are kept', async () => {
  await lagoon.enqueue(() => lagoon.testClient.mine({ blocks: 6 }))
  await runOnce(config())
  const before = await readFacts(config())
  const gate = await startGate()
  gate.openGate()
  const changed = withDefinition(config({ rpc: behind(gate) }), halving)
  const plimsoll = await startPlimsoll(changed)
  await awaitBlocks(plimsoll, lab.chains)
  await awaitJoined(plimsoll)
  const finalized = (await lagoon.publicClient.getBlock({ blockTag: 'finalized' })).number
  expect(gate.ranges.filter((body) => firstBlockOf(body) <= finalized)).toEqual([])
  const fresh = freshOf((input) => withDefinition(input, halving))
  await expectLikeFresh({ lab, plimsoll, config: fresh, step: 'another decoder' })
  await plimsoll.stop()
  await gate.stop()
  const after = await readFacts(withDefinition(config(), halving))
  const isOther = ({ decoder }: Fact): boolean => !decoder.startsWith('lab-vault')
  expect(after.filter(isOther).length).toBeGreaterThanOrEqual(before.filter(isOther).length)
  expect(after.some(({ decoder }) => decoder.startsWith('lab-vault@2+'))).toBe(true)
  expect(after.some(({ decoder }) => decoder.startsWith('lab-vault@1+'))).toBe(false)
})

function firstBlockOf(body: string): bigint {
  const [, from] = /"fromBlock":"(0x[0-9a-f]+)"/.exec(body) ?? []
  return BigInt(from ?? '0x0')
}

test('behavior: where no raw logs were kept another decoder asks the chain again', async () => {
  const none = (input: ConfigInput): ConfigInput => ({ ...input, rawLogs: 'none' })
  await runOnce(none(config()))
  const gate = await startGate()
  gate.openGate()
  const changed = withDefinition(none(config({ rpc: behind(gate) })), halving)
  const plimsoll = await startPlimsoll(changed)
  await awaitBlocks(plimsoll, lab.chains)
  await awaitJoined(plimsoll)
  expect(gate.ranges.length).toBeGreaterThan(0)
  const fresh = freshOf((input) => withDefinition(input, halving))
  await expectLikeFresh({ lab, plimsoll, config: fresh, step: 'refetched' })
  await plimsoll.stop()
  await gate.stop()
})

test('behavior: what the config no longer has is in no sum and named, and may come back', async () => {
  await runOnce(config())
  const removed = await startPlimsoll(withoutVault(config()))
  await awaitBlocks(removed, lab.chains)
  await awaitJoined(removed)
  const left = await readConditions(removed, 'SOURCE_NOT_FOLLOWED')
  expect(left.map(({ subject }) => subject)).toEqual([
    `${lagoon.chainId}/custody`,
    expect.stringContaining(lagoon.contracts.vaultUsd.address.toLowerCase()),
  ])
  const { collateral } = await readServed(removed)
  const contracts = collateral.lines.map(({ contract }) => contract)
  expect(contracts).not.toContain(lagoon.contracts.vaultUsd.address.toLowerCase())
  await deposit(lagoon, { account: y, amount: usd('11') })
  await awaitBlocks(removed, lab.chains)
  await removed.stop()
  const again = await startPlimsoll(config())
  await awaitBlocks(again, lab.chains)
  await awaitJoined(again)
  expect(await readConditions(again, 'SOURCE_NOT_FOLLOWED')).toEqual([])
  await expectLikeFresh({ lab, plimsoll: again, config: freshOf(), step: 'again' })
  await again.stop()
})
