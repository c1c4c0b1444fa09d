import { decodeFunctionData } from 'viem'
import { expect, test } from 'vitest'
import type { BlocksEvent, ChainEvent } from '../../src/chain/ChainEvent.ts'
import type { Follower } from '../../src/chain/Follower.ts'
import type { LendingPool } from '../../src/config/LendingPool.ts'
import { morphoBlueMarketId } from '../../src/config/MorphoBluePool.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { nodeEnv } from '../../src/env/nodeEnv.ts'
import type { ReadRequest } from '../../src/facts/Decoder.ts'
import type { Address, Hex } from '../../src/facts/primitives.ts'
import { createTopology } from '../../src/ledger/createTopology.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { morphoAbi } from '../../src/protocols/lending/morphoBlue/morphoCalls.ts'
import { createChainState } from '../../src/start/ChainState.ts'
import { createPublisher } from '../../src/start/createPublisher.ts'
import { ingestChain } from '../../src/start/ingestChain.ts'
import { chainStatus } from '../chain/support/chainStatus.ts'
import { createFolder } from '../e2e/support/startPlimsoll.ts'
import { answerComet, type CometTerms } from '../protocols/lending/answerComet.ts'
import { CometLedger } from '../protocols/lending/CometLedger.ts'
import { EulerLedger } from '../protocols/lending/EulerLedger.ts'
import { MorphoLedger } from '../protocols/lending/MorphoLedger.ts'
import { addressOf, type LogParts } from '../protocols/logs.ts'

const chainId = 31_001
const [usdc, weth, contract] = [addressOf(0xd), addressOf(0xe), addressOf(0xc0)]
const [alice, bob, carol] = [addressOf(0xa11ce), addressOf(0xb0b), addressOf(0xca401)]
const [dollarFeed, etherFeed] = [addressOf(0xf0d), addressOf(0xf0e)]
const one = 10n ** 18n

const hashOf = (number: bigint): Hex => `0x${number.toString(16).padStart(64, '0')}`
const blockAt = (number: bigint) => ({ number, hash: hashOf(number), timestamp: number * 12n })

function eventOf(number: bigint, parts: readonly LogParts[]): BlocksEvent {
  const block = blockAt(number)
  const place = { blockNumber: number, blockHash: block.hash, txIndex: 0, txHash: hashOf(number) }
  return {
    ...{ type: 'blocks', chainId, phase: 'live', fromBlock: number, coverage: 'unverified' },
    toBlock: { ...block, parentHash: hashOf(number - 1n) },
    blocks: [block],
    logs: parts.map((part, logIndex) => ({ ...part, ...place, logIndex })),
  }
}

function projectOf(lending: object, shares: object = {}) {
  const oracle = { chain: 'harbor', address: dollarFeed, startBlock: 1, decimals: 8 }
  const config = {
    chains: { harbor: { id: chainId, rpc: 'http://127.0.0.1:1' } },
    assets: {
      usdc: { symbol: 'USDC', decimals: 6, tokens: { harbor: usdc }, feeds: ['dollar'] },
      weth: { symbol: 'WETH', decimals: 18, tokens: { harbor: weth } },
      ...shares,
    },
    feeds: { dollar: { ...oracle, heartbeatSeconds: 3_600 } },
    venues: [{ id: 'pool', lending: { chain: 'harbor', startBlock: 1, ...lending } }],
  }
  return parseProject(config, { variables: {}, presets: {} })
}

function poolOf<type extends LendingPool['type']>(
  { venues }: ReturnType<typeof projectOf>,
  type: type,
): Extract<LendingPool, { type: type }> {
  const pool = venues[0]?.lending
  if (pool?.type !== type) throw new Error(`the config has a pool of ${type}`)
  // CAST: the type was just compared.
  return pool as Extract<LendingPool, { type: type }>
}

/** Accounts that a block's logs say nothing of are found by asking, within so many blocks. */
const lastBlock = 24n

/** Takes live blocks into a store, each with what happens in it, and hands on what the accounts have at the end. */
async function ingest(
  project: ReturnType<typeof projectOf>,
  world: {
    actionsAt(number: bigint): readonly LogParts[]
    answer(request: ReadRequest): Hex | undefined
  },
): Promise<(account: Address, kind: string, subject: string) => bigint> {
  const folder = await createFolder()
  const env = nodeEnv()
  const store = await env.openStore(`${folder.path}/pool.db`)
  const signal = new AbortController().signal
  const [chain] = project.chains
  if (chain === undefined) throw new Error('the config has one chain')
  let head = 1n
  async function* events(): AsyncGenerator<ChainEvent> {
    for (; head <= lastBlock; head += 1n) yield eventOf(head, world.actionsAt(head))
    head = lastBlock
  }
  const follower: Follower = {
    events,
    status: () => chainStatus(head),
    read: async (requests) => requests.map((request) => ({ request, data: world.answer(request) })),
    async *fetch() {
      yield eventOf(head, [])
    },
    block: async (number) => blockAt(number ?? head),
    code: async () => '0x',
  }
  await ingestChain({
    ...{ chain, follower, store, env, signal, keepsRawLogs: false },
    decoders: createDecoders(project),
    topology: createTopology(project),
    state: createChainState(chainId, env.monotonic()),
    publisher: createPublisher(env, signal),
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  const snapshot = await store.snapshot()
  const accounts = [alice, bob, carol]
  const heights = new Map([[chainId, lastBlock]])
  const rows = snapshot.series({ of: 'accounts', venue: 'pool', accounts }, heights)
  snapshot.release()
  await store.close()
  await folder.remove()
  return (account, kind, subject) => {
    const row = rows.find(
      ({ key }) => key.account === account && key.kind === kind && key.subject === subject,
    )
    return row?.values[0] ?? 0n
  }
}

test('behavior: what a Comet answers is booked, also of a debt that moved without a log', async () => {
  const project = projectOf({
    ...{ type: 'compoundV3', comet: contract },
    base: { asset: 'usdc', priceFeed: dollarFeed },
    collaterals: [{ asset: 'weth', priceFeed: etherFeed }],
  })
  const ledger = new CometLedger(poolOf(project, 'compoundV3'), 0n)
  const terms: CometTerms = {
    feeds: new Map([
      [weth, { feed: etherFeed, price: 2_000n * 10n ** 8n }],
      [usdc, { feed: dollarFeed, price: 10n ** 8n }],
    ]),
    ...{ borrow: (8n * one) / 10n, liquidate: (85n * one) / 100n },
  }
  const asked: bigint[] = []
  const bookedOf = await ingest(project, {
    actionsAt(number) {
      ledger.now = number * 12n
      if (number === 1n)
        return [
          ...ledger.supply(bob, bob, 5_000_000_000n),
          ...ledger.give(alice, alice, weth, 2n * one),
          ...ledger.give(carol, carol, weth, one),
          ...ledger.withdraw(alice, alice, 1_000_000_000n),
          ...ledger.withdraw(carol, carol, 500_000_000n),
        ]
      // One takes over debt of the other, which nothing logs.
      return number === 3n ? ledger.transfer(alice, carol, 100_000_000n) : []
    },
    answer({ data, blockNumber }) {
      if (data.endsWith(alice.slice(2))) asked.push(blockNumber)
      return answerComet(ledger, data, terms)
    },
  })
  for (const account of [alice, bob, carol]) {
    const held = bookedOf(account, 'holding', contract)
    expect(held - bookedOf(account, 'liability', contract)).toBe(ledger.of(account))
    expect(bookedOf(account, 'holding', weth)).toBe(ledger.held(account, weth))
  }
  // At its touch, at the next block, and on the grid of blocks from there.
  expect(asked).toEqual([1n, 2n, 22n])
  expect(ledger.of(alice)).toBeLessThan(-1_099_000_000n)
})

test('behavior: what Morpho answers is booked, also of fees that came without a log', async () => {
  const terms = {
    collateral: { asset: 'weth', token: weth, decimals: 18 },
    loan: { asset: 'usdc', token: usdc, decimals: 6 },
    ...{ oracle: etherFeed, irm: addressOf(0x14), lltv: 86n * 10n ** 16n },
  }
  const { oracle, irm, lltv } = terms
  const project = projectOf({
    ...{ type: 'morphoBlue', morpho: contract, market: morphoBlueMarketId(terms) },
    ...{ collateral: 'weth', loan: 'usdc', oracle, irm, lltv },
  })
  const pool = poolOf(project, 'morphoBlue')
  const ledger = new MorphoLedger(pool, 0n, { rate: 10n ** 12n, recipient: carol })
  const answers = (data: Hex): Hex | undefined => {
    const { functionName } = decodeFunctionData({ abi: morphoAbi, data })
    if (functionName === 'market') return ledger.market()
    return functionName === 'position' ? ledger.position(`0x${data.slice(-40)}`) : undefined
  }
  const bookedOf = await ingest(project, {
    actionsAt(number) {
      ledger.now = number * 12n
      if (number === 1n)
        return [
          ...ledger.create(),
          ...ledger.setFee(10n ** 17n),
          ...ledger.supply(bob, bob, 1_000_000_000n),
          ...ledger.supply(carol, carol, 1n),
          ...ledger.give(alice, alice, one),
          ...ledger.borrow(alice, alice, 900_000_000n),
        ]
      return number === 3n ? ledger.accrue() : []
    },
    // A dollar's feed is no part of the market.
    answer: ({ to, data }) => (to === dollarFeed ? undefined : answers(data)),
  })
  for (const account of [alice, bob, carol]) {
    const { supplied, borrowed, collateral } = ledger.of(account)
    expect(bookedOf(account, 'holding', contract)).toBe(supplied)
    expect(bookedOf(account, 'liability', usdc)).toBe(borrowed)
    expect(bookedOf(account, 'holding', weth)).toBe(collateral)
  }
  expect(ledger.of(carol).supplied).toBeGreaterThan(2_000_000n)
})

test("behavior: what Euler's vaults and connector say is booked, also of collateral from before the account came", async () => {
  const [ether, evc, oracle] = [addressOf(0xee), addressOf(0xec), addressOf(0x0c)]
  const share = (decimals: number, sharesOf: string, token: Address) => {
    return { symbol: 'e', decimals, sharesOf, tokens: { harbor: token } }
  }
  const terms = { type: 'eulerV2', evc, oracle, vault: { asset: 'eusdc' } }
  const project = projectOf(
    { ...terms, collaterals: [{ asset: 'eweth' }] },
    { eusdc: share(6, 'usdc', contract), eweth: share(18, 'weth', ether) },
  )
  const even = (price: bigint) => ({ mid: price, bid: price, ask: price })
  const prices = new Map([
    [usdc, even(one)],
    [weth, even(2_000n * one)],
  ])
  const ledger = new EulerLedger(poolOf(project, 'eulerV2'), 12n, { rate: 10n ** 18n, prices })
  // No block that is followed says so.
  ledger.setCollateral(alice, weth)
  const asked = new Map<bigint, number>()
  const bookedOf = await ingest(project, {
    actionsAt(number) {
      ledger.now = number * 12n
      if (number === 1n)
        return [
          ...ledger.create(),
          ...ledger.setLtv(ether, 8_000n, 8_500n),
          ...ledger.deposit(contract, bob, bob, 5_000_000_000n),
          ...ledger.setCollateral(alice, ether),
          ...ledger.deposit(ether, alice, alice, one),
          ...ledger.setController(alice),
          ...ledger.borrow(alice, 1_000_000_000n),
        ]
      return number === 9n ? ledger.repay(alice, 1n) : []
    },
    answer(request) {
      const { to, blockNumber } = request
      if (to === oracle) asked.set(blockNumber, (asked.get(blockNumber) ?? 0) + 1)
      return to === dollarFeed ? undefined : ledger.answer(request)
    },
  })
  expect(bookedOf(alice, 'liability', usdc)).toBe(ledger.lender.booked(alice))
  expect(ledger.lender.booked(alice)).toBeGreaterThan(1_000_000_000n)
  expect(bookedOf(alice, 'parameter', 'accumulator')).toBe(ledger.lender.accumulator)
  expect(bookedOf(alice, 'holding', ether)).toBe(one)
  expect(bookedOf(bob, 'holding', contract)).toBe(5_000_000_000n)
  for (const vault of [ether, weth])
    expect(bookedOf(alice, 'parameter', `collateral:${vault}`)).toBe(1n)
  // At their touch, and with each minute of the chain: two of the dollar, and three of the collateral.
  expect([asked.get(9n), asked.get(10n)]).toEqual([5, 5])
  expect([...asked.keys()]).toEqual(expect.arrayContaining([1n, 9n, 10n, 15n, 20n]))
})
