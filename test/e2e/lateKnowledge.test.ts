import { type Address, type Hex, parseUnits } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHttpServer } from '../../src/api/createHttpServer.ts'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { nodeEnv } from '../../src/env/nodeEnv.ts'
import { factId } from '../../src/facts/FactPosition.ts'
import { start } from '../../src/start/start.ts'
import { verify } from '../../src/start/verify.ts'
import { deposit } from '../lab/actions/deposit.ts'
import { depositYield } from '../lab/actions/depositYield.ts'
import { forwardLanding } from '../lab/actions/forwardLanding.ts'
import { moveToUnit } from '../lab/actions/moveToUnit.ts'
import { sendCollateral } from '../lab/actions/sendCollateral.ts'
import { trade } from '../lab/actions/trade.ts'
import { withdraw } from '../lab/actions/withdraw.ts'
import { withdrawRemote } from '../lab/actions/withdrawRemote.ts'
import type { HomeChain, LabChain } from '../lab/labChain.ts'
import { labConfig } from '../lab/labConfig.ts'
import { reorg } from '../lab/reorg.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { alignClocks } from './support/alignClocks.ts'
import { awaitBlocks } from './support/awaitBlocks.ts'
import { expectServed } from './support/expectServed.ts'
import { createFolder, type Plimsoll, startPlimsoll } from './support/startPlimsoll.ts'
import { startProxy } from './support/startProxy.ts'

let lab: Lab
let home: HomeChain
let lagoon: LabChain
let folder: Awaited<ReturnType<typeof createFolder>>
let accounts: Address[]
let fresh: Answers
/** A moment in the middle of the history. */
let pastSeconds: bigint

const usd = (amount: string): bigint => parseUnits(amount, 6)

beforeAll(async () => {
  lab = await startLab({ chains: 2 })
  const [, second] = lab.chains
  if (second === undefined) throw new Error('the lab has two chains')
  home = lab.home
  lagoon = second
  accounts = lab.traders.slice(0, 3)
  folder = await createFolder()
  await writeHistory()
}, 180_000)

afterAll(async () => {
  await lab?.stop()
  await folder?.remove()
})

/** Every kind of movement between the two chains, delivered, landed and still on its way. */
async function writeHistory(): Promise<void> {
  const [x, y, z] = accounts
  if (x === undefined || y === undefined || z === undefined) throw new Error('three traders')
  const send = (from: LabChain, account: Address, amount: string, viaLanding = false) => {
    const destination = from === home ? lagoon : home
    return sendCollateral(from, { account, destination, amount: usd(amount), viaLanding })
  }
  await deposit(home, { account: x, amount: usd('5000') })
  await deposit(lagoon, { account: x, amount: usd('900') })
  await deposit(lagoon, { account: y, amount: usd('400') })
  await depositYield(home, { account: y, amount: usd('70') })
  await trade(home, { account: x, market: 1n, sizeDelta: 10n ** 18n })
  await moveToUnit(lagoon, { account: x, fromUnit: 0n, toUnit: 1n, amount: usd('100') })
  await lab.relayer.deliverTogether((await send(home, x, '250')).messages)
  await lab.relayer.deliverTogether((await send(lagoon, x, '120')).messages)
  const landed = await send(home, x, '77', true)
  await lab.relayer.deliverTogether(landed.messages)
  await forwardLanding(lagoon, { caller: x, messageId: landed.messageId })
  await alignClocks(lab.chains)
  pastSeconds = (await home.publicClient.getBlock()).timestamp
  await withdraw(lagoon, { account: y, amount: usd('60') })
  await withdrawRemote(lagoon, { account: y, destination: home, amount: usd('40') })
  const [tokens] = (await send(home, x, '33')).messages
  if (tokens !== undefined) await lab.relayer.deliver(tokens)
  await send(lagoon, y, '21')
  await send(home, x, '19')
  await alignClocks(lab.chains)
}

const config = (database: string, rpc: Record<string, string> = {}): ConfigInput =>
  labConfig(lab, { database: `${folder.path}/${database}.db`, rpc })

/** Without one vault: its chain's bridge is followed, its book is not. */
const withoutVault = (input: ConfigInput): ConfigInput => ({
  ...input,
  venues: input.venues.map((venue) => ({
    ...venue,
    vaults: venue.vaults?.filter(({ address }) => address !== lagoon.contracts.vaultUsd.address),
  })),
})

/** Without the bridge: books are followed, and nothing says what crosses. */
const withoutBridge = (input: ConfigInput): ConfigInput => ({ ...input, bridges: {} })

/** Without a market: balances are followed, positions are not. */
const withoutMarket = (input: ConfigInput): ConfigInput => ({
  ...input,
  venues: input.venues.map((venue) => ({ ...venue, markets: [] })),
})

/** Without the ERC-4626 vault: its shares and their rate are not known. */
const withoutYield = (input: ConfigInput): ConfigInput => ({
  ...input,
  venues: input.venues.map((venue) => ({
    ...venue,
    vaults: venue.vaults?.filter(({ address }) => address !== home.contracts.yieldVault.address),
  })),
})

/** Everything that is served, less what names the dataset itself. */
type Answers = Record<string, unknown>

const slacks = 'equity { raw } slackInitial { raw } slackMaintenance { raw }'
const line = `kind assetId chainId contract account unit amount { raw } value { raw } transferKey`
const leg = `id step via bridge key payloadHash chainId blockNumber blockHash timestamp transactionHash
  logIndex isCanonical amount { raw token assetId } sender recipient origin destination unbound
  bindings { contract holder { venue account unit } amount { raw } beneficiary { account unit } }`
const transfer = `id key bridge origin destination state stage cause reason isCollateralBound
  sent { raw } credited { raw } sentAt creditedAt sender { account } beneficiary { account }
  recipient amounts { kind holder { account unit } amount { raw } } legs { ${leg} } evidence { id }`
const account = `owner status certainty reasons { code text } ${slacks}
  bounds { low { ${slacks} } high { ${slacks} } }
  units { unit status ${slacks} contributions { kind subject chainId amount { raw } } }
  lines { ${line} } totals { assetId amount { raw } liability { raw } byChain { chainId amount { raw } } }
  transfers { key }`

async function readAnswers(plimsoll: Plimsoll): Promise<Answers> {
  const transfers = await plimsoll.query<{ transfers: { nodes: { key: Hex }[] } }>(
    `{ transfers(first: 50) { nodes { ${transfer} } } }`,
  )
  const venue = await plimsoll.query<Answers>(`{
    collateral(venue: "lab") { totals { assetId amount { raw } } lines { ${line} } }
    conditions { nodes { code severity chains subject text evidence } }
    marginAccounts(venue: "lab", first: 50) { nodes { owner } }
    meta { cut { chains { chainId number hash finalized inclusion } isPartial isRevised } }
  }`)
  const past = await plimsoll.query(`{
    collateral(venue: "lab", at: { timestamp: ${pastSeconds} }) { totals { assetId amount { raw } value { raw } } }
  }`)
  const books: Answers = {}
  for (const owner of accounts)
    books[owner] = await plimsoll.query(
      `{ marginAccount(venue: "lab", owner: "${owner}") { id ${account} } }`,
    )
  // A late bridge meets transfers in another order than a fresh index does: nothing else tells the two apart.
  const byKey = transfers.transfers.nodes.sort((a, b) => (a.key < b.key ? -1 : 1))
  return { ...venue, past, books, transfers: byKey }
}

type Dataset = { revision: number; checkpoint: string; isRevised: boolean }

async function readDataset(plimsoll: Plimsoll): Promise<Dataset> {
  const { meta } = await plimsoll.query<{ meta: { cut: Dataset } }>(
    '{ meta { cut { revision checkpoint isRevised } } }',
  )
  return meta.cut
}

/** The chain is served as it was known until what the config added has joined it. */
async function awaitRevision(plimsoll: Plimsoll, revision: number): Promise<Dataset> {
  const served = async () => (await readDataset(plimsoll)).revision
  await expect.poll(served, { timeout: 20_000, interval: 20 }).toBe(revision)
  return readDataset(plimsoll)
}

/** Runs Plimsoll until it has read the chains, asks, and stops it. */
async function withPlimsoll<result>(
  input: ConfigInput,
  ask: (plimsoll: Plimsoll) => Promise<result>,
): Promise<result> {
  const plimsoll = await startPlimsoll(input)
  try {
    await awaitBlocks(plimsoll, lab.chains)
    return await ask(plimsoll)
  } finally {
    await plimsoll.stop()
  }
}

/**
 * Ids of everything that is recorded of the chains, straight from the database: what no answer may rename. Every series
 * must follow from what is recorded.
 */
async function readFactIds(input: ConfigInput): Promise<string[]> {
  const project = parseProject(input, { variables: {}, presets: {} })
  const store = await nodeEnv().openStore(project.database)
  try {
    const { chains } = await verify({ store, project })
    expect(chains.flatMap(({ mismatches }) => mismatches)).toEqual([])
    const ids: string[] = []
    for (const { chainId } of lab.chains)
      for await (const page of store.facts(chainId, 0n))
        ids.push(...page.map(({ at }) => factId(at)))
    return ids
  } finally {
    await store.close()
  }
}

/**
 * What logs say is recorded as a fresh index records it; what was read of contracts is there too, beside what was read at
 * the heads that only this run has met. Returns every id.
 */
async function expectLikeRecorded(input: ConfigInput, freshly: ConfigInput): Promise<string[]> {
  const [ids, expected] = [await readFactIds(input), await readFactIds(freshly)]
  const ofLogs = (all: readonly string[]) => all.filter((id) => !id.includes(':read:'))
  expect(ofLogs(ids)).toEqual(ofLogs(expected))
  expect(ids).toEqual(expect.arrayContaining(expected))
  return ids
}

async function readTransferIds(plimsoll: Plimsoll): Promise<string[]> {
  const { transfers } = await plimsoll.query<{ transfers: { nodes: { id: string }[] } }>(
    '{ transfers(first: 200) { nodes { id } } }',
  )
  return transfers.nodes.map(({ id }) => id)
}

test('default: a fresh index of the whole config is what the nodes say', async () => {
  fresh = await withPlimsoll(config('fresh'), async (plimsoll) => {
    await expectServed({ lab, plimsoll, accounts, step: 'fresh' })
    expect(await readDataset(plimsoll)).toMatchObject({ revision: 0, isRevised: false })
    return readAnswers(plimsoll)
  })
})

/** What is added, and on how many chains: each of them raises the revision once. */
const late = [
  { name: 'a vault', without: withoutVault, chains: 1 },
  { name: 'a bridge', without: withoutBridge, chains: 2 },
  { name: 'a market', without: withoutMarket, chains: 1 },
  { name: 'a yield vault', without: withoutYield, chains: 1 },
]

for (const { name, without, chains } of late)
  test(`default: ${name} added later gives the answers of a fresh index, under a new revision`, async () => {
    const full = config(name.replaceAll(' ', '-'))
    const older = await withPlimsoll(without(full), async (plimsoll) => ({
      dataset: await readDataset(plimsoll),
      transferIds: await readTransferIds(plimsoll),
      answers: await readAnswers(plimsoll),
    }))
    expect(older.answers).not.toEqual(fresh)
    const olderFacts = await readFactIds(without(full))
    const { revision } = await withPlimsoll(full, async (plimsoll) => {
      const dataset = await awaitRevision(plimsoll, older.dataset.revision + chains)
      expect(dataset.isRevised).toBe(false)
      expect(await readTransferIds(plimsoll)).toEqual(expect.arrayContaining(older.transferIds))
      expect(await readAnswers(plimsoll)).toEqual(fresh)
      await expectRevised(plimsoll, older.dataset, dataset)
      return dataset
    })
    const facts = await expectLikeRecorded(full, config('fresh'))
    expect(facts.length).toBeGreaterThan(olderFacts.length)
    expect(facts).toEqual(expect.arrayContaining(olderFacts))
    // The addition was recorded: it is not made again.
    const again = await withPlimsoll(full, readDataset)
    expect(again.revision).toBe(revision)
  })

/** The older checkpoint names the same blocks: it answers from the newest revision, and says so. */
async function expectRevised(plimsoll: Plimsoll, older: Dataset, newer: Dataset): Promise<void> {
  const ask = (checkpoint: string) =>
    plimsoll.query<{ collateral: { totals: unknown; cut: Dataset } }>(
      `{ collateral(venue: "lab", at: { checkpoint: "${checkpoint}" }) {
        totals { assetId amount { raw } } cut { revision checkpoint isRevised }
      } }`,
    )
  const { collateral: now } = await ask(newer.checkpoint)
  expect(now.cut).toEqual({ ...newer, isRevised: false })
  const { collateral: then } = await ask(older.checkpoint)
  expect(then.cut).toMatchObject({ revision: newer.revision, isRevised: true })
  expect(then.totals).toEqual(now.totals)
}

test('behavior: a vault is added after a reorg that came while the process was down', async () => {
  const full = config('reorged')
  await withPlimsoll(withoutVault(full), readDataset)
  for (const chain of lab.chains) await reorg(chain, 2)
  const expected = await withPlimsoll(config('reorged-fresh'), readAnswers)
  expect(expected).not.toEqual(fresh)
  await withPlimsoll(full, async (plimsoll) => {
    // One for the vault that joined: two blocks are not final yet, their reorg raises none.
    await awaitRevision(plimsoll, 1)
    expect(await readAnswers(plimsoll)).toEqual(expected)
  })
  await expectLikeRecorded(full, config('reorged-fresh'))
})

test('behavior: stopped before the addition has joined, it joins at the next start', async () => {
  const full = config('stopped')
  await withPlimsoll(withoutBridge(full), readDataset)
  expect(await stopWhileJoining('stopped')).toEqual([])
  await withPlimsoll(full, async (again) => {
    await awaitRevision(again, lab.chains.length)
    expect(await readAnswers(again)).toEqual(await withPlimsoll(config('unstopped'), readAnswers))
  })
  await expectLikeRecorded(full, config('unstopped'))
})

/** Starts Plimsoll on endpoints that answer nothing, and stops it; returns what it logged as an error. */
async function stopWhileJoining(database: string): Promise<string[]> {
  const proxies = await Promise.all(lab.chains.map(({ rpcUrl }) => startProxy(rpcUrl)))
  await Promise.all(proxies.map((proxy) => proxy.pause()))
  const rpc = Object.fromEntries(
    lab.chains.map(({ name }, index) => [name, proxies[index]?.url ?? '']),
  )
  const stop = new AbortController()
  const errors: string[] = []
  const running = await start({
    project: parseProject(config(database, rpc), { variables: {}, presets: {} }),
    env: nodeEnv(),
    log: { info: () => {}, warn: () => {}, error: (_, text) => errors.push(text) },
    host: '127.0.0.1',
    port: 0,
    portFallback: false,
    serve: createHttpServer,
    signal: stop.signal,
  })
  stop.abort()
  await running.done
  await Promise.all(proxies.map((proxy) => proxy.stop()))
  return errors
}
