import { type Address, maxUint256 } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { nodeEnv } from '../../src/env/nodeEnv.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { verify } from '../../src/start/verify.ts'
import { createFolder, type Plimsoll, startPlimsoll } from '../e2e/support/startPlimsoll.ts'
import { type DeployedAave, deployAave, type ReserveName, treasury } from './aave/deployAave.ts'
import { awaitHeads } from './awaitHeads.ts'
import { type Deployed, invoke } from './invoke.ts'
import { type RealChain, startChain } from './startChain.ts'

/** Long enough ago that a month on the chain ends before today: accounts are valued no later than the wall clock. */
const genesis = 1_760_000_000n
const day = 86_400n

let chain: RealChain
let aave: DeployedAave
let folder: Awaited<ReturnType<typeof createFolder>>
let plimsoll: Plimsoll

beforeAll(async () => {
  chain = await startChain(41_201, { genesis })
  // A moment then names one block.
  await chain.client.setBlockTimestampInterval({ interval: 12 })
  aave = await deployAave(chain)
  folder = await createFolder()
  plimsoll = await startPlimsoll(config('followed'))
}, 240_000)

afterAll(async () => {
  await plimsoll?.stop()
  await folder?.remove()
  await chain?.stop()
})

function config(name: string): ConfigInput {
  const { pool, configurator, oracle, reserves } = aave
  const entries = Object.entries(reserves)
  return {
    database: `${folder.path}/${name}.db`,
    chains: { lab: { id: chain.chainId, rpc: chain.rpcUrl, blockTimeMs: 100 } },
    assets: Object.fromEntries(
      entries.map(([id, { token, decimals }]) => [
        id,
        { symbol: id, decimals, tokens: { lab: token.address } },
      ]),
    ),
    venues: [
      {
        id: 'aave',
        lending: {
          type: 'aaveV3',
          chain: 'lab',
          pool: pool.address,
          configurator: configurator.address,
          oracle: oracle.address,
          startBlock: 0,
          version: '3.0',
          reserves: entries.map(([asset, { aToken, variableDebtToken, feed }]) => ({
            asset,
            aToken,
            variableDebtToken,
            priceSources: [feed.address],
          })),
          // The month passes between two blocks, and no feed of the lab speaks in it.
          heartbeatSeconds: 31n * day,
        },
      },
    ],
  }
}

const names = [
  'totalCollateralBase',
  'totalDebtBase',
  'availableBorrowsBase',
  'currentLiquidationThreshold',
  'ltv',
  'healthFactor',
]

/** Every status that was answered. */
const statuses = new Set<string>()

interface AccountAnswer {
  marginAccount: {
    status: string
    reasons: { code: string }[]
    units: { figures: { name: string; raw: string | null }[] }[]
    lines: { kind: string; assetId: string; amount: { raw: string }; shares: string | null }[]
  }
}

const query = `query ($owner: Address!, $at: Timestamp!) {
  marginAccount(venue: "aave", owner: $owner, at: { timestamp: $at }) {
    status
    reasons { code }
    units { figures { name raw } }
    lines { kind assetId amount { raw } shares }
  }
}`

/** Every account at one block: what we answer, and what the contracts do. */
async function expectEqual(program: Plimsoll, blockNumber: bigint): Promise<void> {
  const { timestamp } = await chain.client.getBlock({ blockNumber })
  for (const owner of [chain.owner, chain.user, chain.relayer, treasury]) {
    const variables = { owner: owner.toLowerCase(), at: `${timestamp}` }
    const { marginAccount } = await program.query<AccountAnswer>(query, variables)
    const place = `${owner} at block ${blockNumber}: ${JSON.stringify(marginAccount.reasons)}`
    const ours = marginAccount.units[0]?.figures.map(({ name, raw }) => [name, raw])
    expect(ours, place).toEqual(await accountData(owner, blockNumber))
    expect(toBalances(marginAccount.lines), place).toEqual(await balances(owner, blockNumber))
    const [, health] = ours?.at(-1) ?? []
    statuses.add(marginAccount.status)
    const isUnhealthy = health !== null && BigInt(health ?? 0) < 10n ** 18n
    expect(marginAccount.status === 'LIQUIDATABLE' || marginAccount.status === 'INSOLVENT').toBe(
      isUnhealthy,
    )
  }
}

/** `getUserAccountData`; what it says with the greatest integer is null. */
async function accountData(owner: Address, blockNumber: bigint) {
  const args = [owner]
  const data = await chain.client.readContract({
    ...aave.pool,
    functionName: 'getUserAccountData',
    args,
    blockNumber,
  })
  // CAST: six integers, as the contract declares them.
  const figures = data as readonly bigint[]
  return names.map((name, i) => [name, figures[i] === maxUint256 ? null : `${figures[i]}`])
}

/** `balanceOf` and `scaledBalanceOf` of every token of the pool, where there is any. */
async function balances(owner: Address, blockNumber: bigint) {
  const rows: string[] = []
  for (const [id, { aToken, variableDebtToken }] of Object.entries(aave.reserves)) {
    for (const [kind, address] of [
      ['HOLDING', aToken],
      ['LIABILITY', variableDebtToken],
    ] as const) {
      const of = { address, abi: aave.artifacts.aToken.abi, args: [owner], blockNumber }
      const amount = await chain.client.readContract({ ...of, functionName: 'balanceOf' })
      const scaled = await chain.client.readContract({ ...of, functionName: 'scaledBalanceOf' })
      if (scaled !== 0n) rows.push(`${kind} ${id} ${amount} ${scaled}`)
    }
  }
  return rows.sort()
}

function toBalances(lines: AccountAnswer['marginAccount']['lines']) {
  return lines
    .map(({ kind, assetId, amount, shares }) => `${kind} ${assetId} ${amount.raw} ${shares}`)
    .sort()
}

const answersQuery = `query ($owner: Address!, $at: Timestamp!) {
  marginAnswers(venue: "aave", owner: $owner, at: { timestamp: $at }) {
    units { health { raw } assets { assetId liquidationPrice { raw } } }
  }
}`

interface AnswersAnswer {
  marginAnswers: { units: { assets: { assetId: string; liquidationPrice: { raw: string } }[] }[] }
}

/** At the price that we name the contract liquidates, and at the next that its feed can say it does not. */
async function expectLiquidationPrice(owner: Address, name: ReserveName): Promise<void> {
  const { number: blockNumber, timestamp } = await chain.client.getBlock()
  const variables = { owner, at: `${timestamp}` }
  const { marginAnswers } = await plimsoll.query<AnswersAnswer>(answersQuery, variables)
  const asset = marginAnswers.units[0]?.assets.find(({ assetId }) => assetId === name)
  const price = BigInt(asset?.liquidationPrice.raw ?? 0n)
  // What is owed liquidates when it rises, what is held when it falls.
  const isOwed = name === 'usdc'
  const last = isOwed ? (price + E10 - 1n) / E10 : price / E10
  expect(await healthAt(owner, name, last, blockNumber)).toBeLessThan(10n ** 18n)
  const next = isOwed ? last - 1n : last + 1n
  expect(await healthAt(owner, name, next, blockNumber)).toBeGreaterThanOrEqual(10n ** 18n)
}

const E10 = 10n ** 10n

/** The contract's health factor at a block, were its feed to say another price. */
async function healthAt(owner: Address, name: ReserveName, price: bigint, blockNumber: bigint) {
  const slot = `0x${'2'.padStart(64, '0')}` as const
  const value = `0x${price.toString(16).padStart(64, '0')}` as const
  const data = await chain.client.readContract({
    ...aave.pool,
    functionName: 'getUserAccountData',
    args: [owner],
    blockNumber,
    stateOverride: [{ address: aave.reserves[name].feed.address, stateDiff: [{ slot, value }] }],
  })
  // CAST: six integers, as the contract declares them.
  return (data as readonly bigint[])[5] ?? 0n
}

const token = (name: ReserveName): Deployed => aave.reserves[name].token
const units = (name: ReserveName, amount: bigint) =>
  amount * 10n ** BigInt(aave.reserves[name].decimals)

async function fund(account: Address, name: ReserveName, amount: bigint): Promise<void> {
  await invoke(chain, token(name), 'mint', [account, amount], { from: account })
  const approve = [aave.pool.address, maxUint256]
  await invoke(chain, token(name), 'approve', approve, { from: account })
}

async function supply(account: Address, name: ReserveName, amount: bigint): Promise<void> {
  await fund(account, name, amount)
  await act(account, 'supply', [token(name).address, amount, account, 0])
}

function act(from: Address, functionName: string, args: readonly unknown[]) {
  return invoke(chain, aave.pool, functionName, args, { from })
}

const borrow = (account: Address, name: ReserveName, amount: bigint) =>
  act(account, 'borrow', [token(name).address, amount, 2, 0, account])

/** One step of the story, and each account after each of its blocks. */
async function step(title: string, run: () => Promise<unknown>): Promise<void> {
  const before = await chain.client.getBlockNumber()
  await run()
  const after = await chain.client.getBlockNumber()
  await awaitHeads(plimsoll, [chain])
  for (let number = before + 1n; number <= after; number += 1n) {
    await expectEqual(plimsoll, number).catch((cause: unknown) => {
      throw new Error(`${title}, block ${number}`, { cause })
    })
  }
}

test('default: every account equals getUserAccountData at every block of its life', async () => {
  const { owner, user, relayer } = chain
  await step('liquidity', async () => {
    await supply(owner, 'usdc', units('usdc', 1_000_000n))
    await supply(owner, 'weth', units('weth', 1_000n))
  })
  await step('collateral and debt', async () => {
    await supply(user, 'weth', 10_123456789_123456789n)
    await supply(user, 'steth', 3_333333333_333333333n)
    await borrow(user, 'usdc', 12_345_678901n)
    await borrow(user, 'weth', 1_000000000_000000001n)
  })
  await step('efficiency mode', async () => {
    await supply(relayer, 'steth', units('steth', 20n))
    await act(relayer, 'setUserEMode', [1])
    await borrow(relayer, 'weth', 19_876543210_987654321n)
  })
  await step('thirty days', async () => {
    const { timestamp } = await chain.client.getBlock()
    await chain.client.setNextBlockTimestamp({ timestamp: timestamp + 30n * day })
    await chain.client.mine({ blocks: 1 })
  })
  await expectLiquidationPrice(user, 'weth')
  await expectLiquidationPrice(user, 'usdc')
  await step('accrual is booked', async () => {
    await fund(user, 'usdc', units('usdc', 5_000n))
    await act(user, 'repay', [token('usdc').address, 1_000_000000n, 2, user])
    await act(user, 'withdraw', [token('weth').address, 123456789n, user])
    await act(owner, 'mintToTreasury', [[token('usdc').address, token('weth').address]])
  })
  await step('collateral is taken back and given', async () => {
    await act(user, 'setUserUseReserveAsCollateral', [token('steth').address, false])
    await act(user, 'setUserUseReserveAsCollateral', [token('steth').address, true])
  })
  await step('aTokens change hands', async () => {
    const aToken = { address: aave.reserves.steth.aToken, abi: aave.artifacts.aToken.abi }
    const args = [owner, 333_333333333n]
    await invoke(chain, aToken, 'transfer', args, { from: user })
  })
  await step('debt is paid with aTokens', () =>
    act(user, 'repayWithATokens', [token('weth').address, 500000000_000000007n, 2]),
  )
  await step('parameters change', async () => {
    const steth = [token('steth').address, 6_500n, 7_700n, 10_750n]
    await invoke(chain, aave.configurator, 'configureReserveAsCollateral', steth)
    const ether = [1, 9_100, 9_400, 10_100, `0x${'0'.repeat(40)}`, 'ether']
    await invoke(chain, aave.configurator, 'setEModeCategory', ether)
  })
  await step('a feed answers lower', () =>
    invoke(chain, aave.reserves.weth.feed, 'setAnswer', [600_22223333n]),
  )
  await step('liquidation', async () => {
    await fund(relayer, 'usdc', units('usdc', 10_000n))
    const call = [token('weth').address, token('usdc').address, user, 4_000_000001n, false]
    await act(relayer, 'liquidationCall', call)
    const inATokens = [token('steth').address, token('usdc').address, user, 1_500_000003n, true]
    await act(relayer, 'liquidationCall', inATokens)
  })
  await step('another source prices ether', async () => {
    const args = [[token('steth').address], [aave.reserves.weth.feed.address]]
    await invoke(chain, aave.oracle, 'setAssetSources', args)
  })
  await step('all is paid back', async () => {
    await fund(user, 'usdc', units('usdc', 20_000n))
    await act(user, 'repay', [token('usdc').address, maxUint256, 2, user])
    await fund(user, 'weth', units('weth', 2n))
    await act(user, 'repay', [token('weth').address, maxUint256, 2, user])
    await act(user, 'withdraw', [token('weth').address, maxUint256, user])
  })
  // What staked ether lost with the other source is more than its owner had beside the debt.
  expect([...statuses].sort()).toEqual(['HEALTHY', 'INSOLVENT', 'LIQUIDATABLE', 'NO_RISK'])
}, 600_000)

test('behavior: a program that reads all of it afterwards says the same of the head', async () => {
  const second = await startPlimsoll(config('afterwards'))
  try {
    await awaitHeads(second, [chain])
    await expectEqual(second, await chain.client.getBlockNumber())
  } finally {
    await second.stop()
  }
}, 120_000)

test('behavior: every stored value follows from the recorded facts', async () => {
  await plimsoll.stop()
  const store = await nodeEnv().openStore(`${folder.path}/followed.db`)
  try {
    const project = parseProject(config('followed'), { variables: {}, presets: {} })
    const { chains } = await verify({ store, project })
    expect(chains[0]?.mismatches).toEqual([])
    expect(chains[0]?.rows).toBeGreaterThan(100)
  } finally {
    await store.close()
  }
})

test('behavior: what an audit asks of the tokens is what is stored of every account', async () => {
  const project = parseProject(config('followed'), { variables: {}, presets: {} })
  const book = createDecoders(project).find((decoder) => decoder.book !== undefined)?.book
  const store = await nodeEnv().openStore(`${folder.path}/followed.db`)
  const snapshot = await store.snapshot()
  try {
    const [at] = snapshot.progress
    if (at === undefined || book === undefined) throw new Error('a pool is followed')
    const { chainId, indexed } = at
    const accounts = snapshot.accounts({ venue: 'aave', order: 'asc', after: undefined, limit: 99 })
    const selector = { of: 'accounts', venue: 'aave', accounts } as const
    const rows = snapshot.series(selector, new Map([[chainId, indexed.number]]))
    let asked = 0
    for (const { key, values } of rows) {
      const question = book.ask(key)
      if (question === undefined) continue
      const { to, data } = question
      const answer = await chain.client.call({ to, data, blockNumber: indexed.number })
      expect(question.read(answer.data ?? '0x'), JSON.stringify(key)).toBe(values[0])
      asked += 1
    }
    // Every balance and every debt of four accounts in three reserves, as far as they ever had any.
    expect(asked).toBe(rows.filter(({ key }) => /holding|liability/.test(key.kind)).length)
    expect(asked).toBeGreaterThan(5)
  } finally {
    snapshot.release()
    await store.close()
  }
})
