import type { Address } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTraffic, type Traffic } from '../lab/createTraffic.ts'
import type { LabChain } from '../lab/labChain.ts'
import { labConfig } from '../lab/labConfig.ts'
import { createRandom } from '../lab/random.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { passTime } from './support/alignClocks.ts'
import { awaitFinality } from './support/awaitFinality.ts'
import { awaitHeads } from './support/expectServed.ts'
import { type Balances, type Blocks, nodeBalances } from './support/nodeBalances.ts'
import { playTraffic } from './support/playTraffic.ts'
import { createFolder, type Plimsoll, startPlimsoll } from './support/startPlimsoll.ts'

type At = { finality: string } | { timestamp: string } | { checkpoint: string }

type CutChain = { chainId: number; inclusion: string; number: string; hash: string }

type Cut = {
  kind: string
  asOf: number
  isPartial: boolean
  checkpoint: string
  chains: CutChain[]
}

type Account = {
  lines: {
    kind: string
    assetId: string
    chainId: number
    unit: string
    amount: { raw: string }
    shares: string | null
  }[]
  totals: { assetId: string; amount: { raw: string } }[]
  equity: { raw: string } | null
  cut: Cut
}

const query = `query ($owner: Address!, $at: At!) {
  marginAccount(venue: "lab", owner: $owner, at: $at) {
    lines { kind assetId chainId unit amount { raw } shares }
    totals { assetId amount { raw } }
    equity { raw }
    cut { kind asOf isPartial checkpoint chains { chainId inclusion number hash } }
  }
}`

let lab: Lab
let traffic: Traffic
let plimsoll: Plimsoll
let folder: Awaited<ReturnType<typeof createFolder>>
const random = createRandom(77)

beforeAll(async () => {
  lab = await startLab({ historyBlocks: 2_000 })
  folder = await createFolder()
  traffic = createTraffic(lab, { seed: 5 })
  plimsoll = await startPlimsoll(labConfig(lab, { database: `${folder.path}/plimsoll.db` }))
}, 120_000)

afterAll(async () => {
  await plimsoll?.stop()
  await lab?.stop()
  await folder?.remove()
})

const rounds = 10
const moments = 24

/** What was answered, to be asked for again later. */
const named: { checkpoint: string; owner: Address; account: Account }[] = []

test('default: SAFE and FINALIZED equal the contracts at those blocks, while the chains move', async () => {
  for (let round = 0; round < rounds; round += 1) {
    await playTraffic(traffic, 12)
    // The same for all, so that a delivery is never earlier than what it delivers.
    const seconds = 1 + random.below(15)
    await Promise.all(lab.chains.map((chain) => passTime(chain, seconds)))
    await playTraffic(traffic, 2)
    await awaitHeads(lab, plimsoll)
    await awaitFinality(lab, plimsoll)
    for (const finality of ['LATEST', 'SAFE', 'FINALIZED'] as const) {
      const blocks = await readTag(finality)
      for (const owner of lab.traders)
        await expectAnswer({ at: { finality }, owner, blocks, step: `round ${round} ${finality}` })
    }
  }
  const { lines } = await ask({ finality: 'LATEST' }, traderOf(0))
  expect(lines.length).toBeGreaterThan(0)
}, 60_000)

test('behavior: a past timestamp is answered at the highest block of every chain that is not after it', async () => {
  const histories = await Promise.all(lab.chains.map(readHistory))
  const first = histories.map(([block]) => block?.timestamp ?? 0n).reduce(latest)
  const last = histories.map((blocks) => blocks.at(-1)?.timestamp ?? 0n).reduce(earliest)
  for (let moment = 0; moment < moments; moment += 1) {
    const timestamp = random.between(first, last)
    const blocks = Object.fromEntries(
      lab.chains.map(({ chainId }, index) => [chainId, blockAtTime(histories[index], timestamp)]),
    )
    const at = { timestamp: String(timestamp) }
    for (const owner of [traderOf(moment), traderOf(moment + 1)]) {
      const { cut } = await expectAnswer({ at, owner, blocks, step: `at ${timestamp}` })
      expect(cut).toMatchObject({ kind: 'ALIGNED', isPartial: false })
    }
  }
}, 60_000)

test('behavior: a moment that a chain has not reached is PARTIAL, and whole once it has', async () => {
  const [home, ...others] = lab.chains
  await passTime(home, 30)
  await awaitHeads(lab, plimsoll)
  const { timestamp, number } = await home.publicClient.getBlock()
  const heads = await readTag('LATEST')
  const at = { timestamp: String(timestamp) }
  for (const owner of lab.traders) {
    const { cut } = await expectAnswer({ at, owner, blocks: heads, step: 'ahead of two chains' })
    expect(cut.isPartial).toBe(true)
    expect(inclusions(cut)).toEqual(['INCLUDED', 'BEHIND', 'BEHIND'])
  }
  const afterAll = { timestamp: String(timestamp + 1_000n) }
  const ahead = await expectAnswer({
    at: afterAll,
    owner: traderOf(0),
    blocks: heads,
    step: 'ahead of all',
  })
  expect(inclusions(ahead.cut)).toEqual(['BEHIND', 'BEHIND', 'BEHIND'])

  for (const chain of others) await passTime(chain, 31)
  await awaitHeads(lab, plimsoll)
  const histories = await Promise.all(others.map(readHistory))
  const reached = others.map(({ chainId }, index) => [
    chainId,
    blockAtTime(histories[index], timestamp),
  ])
  const blocks = { ...Object.fromEntries(reached), [home.chainId]: number }
  for (const owner of lab.traders) {
    const { cut } = await expectAnswer({ at, owner, blocks, step: 'reached by all' })
    expect(cut.isPartial).toBe(false)
  }
}, 60_000)

test('behavior: every checkpoint gives the figures again that it was given with', async () => {
  await playTraffic(traffic, 20)
  await awaitHeads(lab, plimsoll)
  expect(named.length).toBeGreaterThan(rounds * 3)
  for (const { checkpoint, owner, account } of named) {
    const again = await ask({ checkpoint }, owner)
    expect(again, checkpoint).toEqual(account)
  }
}, 60_000)

test('behavior: a checkpoint of an empty head is answered when the chains have moved on', async () => {
  const mine = () => Promise.all(lab.chains.map((chain) => passTime(chain, 1)))
  await mine()
  await awaitHeads(lab, plimsoll)
  const account = await ask({ finality: 'LATEST' }, traderOf(0))
  await mine()
  await awaitHeads(lab, plimsoll)
  expect(await ask({ checkpoint: account.cut.checkpoint }, traderOf(0))).toEqual(account)
}, 60_000)

/** Asks, compares with the contracts at `blocks`, and notes the checkpoint. Returns the answer. */
async function expectAnswer(parameters: {
  at: At
  owner: Address
  blocks: Blocks
  step: string
}): Promise<Account> {
  const { at, owner, blocks, step } = parameters
  const account = await ask(at, owner)
  const cutBlocks = account.cut.chains.map(({ chainId, number }) => [chainId, BigInt(number)])
  expect(Object.fromEntries(cutBlocks), `${step}: blocks of the cut`).toEqual(blocks)
  const expected = await nodeBalances(lab, owner, blocks)
  expect(toBalances(account), `${step}: ${owner}`).toEqual(expected)
  const total = account.totals.find(({ assetId }) => assetId === 'usd')?.amount.raw ?? '0'
  const usd = ['HOLDING', 'IN_FLIGHT'].reduce((sum, kind) => sum + sumOf(account, kind), 0n)
  const offset = sumOf(account, 'LAG_OFFSET') + sumOf(account, 'UNBACKED')
  expect(BigInt(total), `${step}: total of ${owner}`).toBe(usd - offset)
  named.push({ checkpoint: account.cut.checkpoint, owner, account })
  return account
}

async function ask(at: At, owner: Address): Promise<Account> {
  const { marginAccount } = await plimsoll.query<{ marginAccount: Account }>(query, { owner, at })
  return marginAccount
}

function toBalances(account: Account): Balances {
  const books = account.lines.flatMap(({ kind, assetId, chainId, unit, amount, shares }) => {
    if (kind === 'HOLDING') return [`${assetId} ${chainId} ${unit} ${shares ?? amount.raw}`]
    return kind === 'LIABILITY' ? [`debt ${chainId} ${unit} ${amount.raw}`] : []
  })
  return { books: books.sort(), inFlight: sumOf(account, 'IN_FLIGHT') }
}

function sumOf({ lines }: Account, kind: string): bigint {
  return lines
    .filter((line) => line.kind === kind && line.assetId === 'usd')
    .reduce((sum, { amount }) => sum + BigInt(amount.raw), 0n)
}

function inclusions({ chains }: Cut): string[] {
  return chains.map(({ inclusion }) => inclusion)
}

async function readTag(finality: 'LATEST' | 'SAFE' | 'FINALIZED'): Promise<Blocks> {
  const blockTag = ({ LATEST: 'latest', SAFE: 'safe', FINALIZED: 'finalized' } as const)[finality]
  const tagged = lab.chains.map(async ({ chainId, publicClient }) => {
    const { number } = await publicClient.getBlock({ blockTag })
    return [chainId, number] as const
  })
  return Object.fromEntries(await Promise.all(tagged))
}

type Moment = { number: bigint; timestamp: bigint }

/** Number and time of every block of a chain, from its deployment on. */
async function readHistory({ publicClient, contracts }: LabChain): Promise<Moment[]> {
  const deployed = Object.values(contracts).map(({ deployedAtBlock }) => deployedAtBlock)
  const from = deployed.reduce(latest)
  const head = await publicClient.getBlockNumber()
  const count = Number(head - from) + 1
  const blocks = Array.from({ length: count }, async (_, index) => {
    const { number, timestamp } = await publicClient.getBlock({ blockNumber: from + BigInt(index) })
    return { number, timestamp }
  })
  return Promise.all(blocks)
}

/** Times of a chain only rise, hence the last block that is not after the moment. */
function blockAtTime(history: Moment[] | undefined, moment: bigint): bigint {
  const block = history?.findLast(({ timestamp }) => timestamp <= moment)
  if (block === undefined) throw new Error(`The lab had no block yet at ${moment}.`)
  return block.number
}

function traderOf(index: number): Address {
  const trader = lab.traders[index % lab.traders.length]
  if (trader === undefined) throw new Error('the lab has traders')
  return trader
}

function latest(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

function earliest(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
