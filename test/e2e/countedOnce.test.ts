import { type Address, formatUnits, parseUnits } from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bundleWithdrawal } from '../lab/actions/bundleWithdrawal.ts'
import { deposit } from '../lab/actions/deposit.ts'
import { forgeCredit } from '../lab/actions/forgeCredit.ts'
import { sendCollateral } from '../lab/actions/sendCollateral.ts'
import { withdraw } from '../lab/actions/withdraw.ts'
import { withdrawRemote } from '../lab/actions/withdrawRemote.ts'
import type { HomeChain, LabChain } from '../lab/labChain.ts'
import { labConfig } from '../lab/labConfig.ts'
import { reorg } from '../lab/reorg.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { alignClocks, passTime } from './support/alignClocks.ts'
import { awaitBlocks } from './support/awaitBlocks.ts'
import { awaitFinal } from './support/awaitFinal.ts'
import { createReader, type Figures, type Reader } from './support/createReader.ts'
import { createFolder, type Plimsoll, startPlimsoll } from './support/startPlimsoll.ts'
import { type RpcProxy, startProxy } from './support/startProxy.ts'

// Wide enough that no slow machine lets the time of a credit pass by itself.
const skewSeconds = 300

let lab: Lab
let home: HomeChain
let lagoon: LabChain
let reef: LabChain
/** In front of home and of reef: the origins that lag. */
let proxies: { home: RpcProxy; reef: RpcProxy }
let folder: Awaited<ReturnType<typeof createFolder>>
let plimsoll: Plimsoll
let reader: Reader
let tradersUsed = 0

beforeAll(async () => {
  lab = await startLab({ traders: 14 })
  const [, second, third] = lab.chains
  if (second === undefined || third === undefined) throw new Error('the lab has three chains')
  home = lab.home
  lagoon = second
  reef = third
  // Absence is claimed only of times at which the route was followed: let it be older than the skew.
  for (const chain of lab.chains) await passTime(chain, 2 * skewSeconds)
  proxies = { home: await startProxy(home.rpcUrl), reef: await startProxy(reef.rpcUrl) }
  folder = await createFolder()
  plimsoll = await startPlimsoll(
    labConfig(lab, {
      database: `${folder.path}/plimsoll.db`,
      // Absence is then confirmed, so that a credit without a source is critical.
      coverage: 'verified',
      rpc: { [home.name]: proxies.home.url, [reef.name]: proxies.reef.url },
      skewSeconds,
    }),
  )
  reader = createReader(plimsoll)
}, 180_000)

beforeEach(async () => {
  proxies.home.resume()
  proxies.reef.resume()
  await alignClocks(lab.chains)
  await awaitBlocks(plimsoll, lab.chains)
})

afterAll(async () => {
  await plimsoll?.stop()
  await Promise.all([proxies?.home.stop(), proxies?.reef.stop()])
  await lab?.stop()
  await folder?.remove()
})

const usd = (amount: string): bigint => parseUnits(amount, 6)

/** An account that nobody has used before. */
function newTrader(): Address {
  const account = lab.traders[tradersUsed++]
  if (account === undefined) throw new Error('the lab has too few traders; start it with more')
  return account
}

/** Waits for the chains' heads, then compares an account, and the venue with what it was before. */
async function expectFigures(parameters: {
  /** Chains whose endpoints answer. */
  chains?: readonly LabChain[]
  step: string
  accounts: readonly (readonly [Address, Figures])[]
  /** What the venue's total must have grown by since `before`. */
  before: bigint
  grown: string
}): Promise<void> {
  const { chains = lab.chains, step, accounts, before, grown } = parameters
  await awaitBlocks(plimsoll, chains)
  for (const [account, figures] of accounts)
    expect(await reader.account(account), `${step}: ${account}`).toEqual(figures)
  const { total } = await reader.venue()
  expect(formatUnits(total - before, 6), `${step}: the venue's total`).toBe(grown)
}

async function venueTotal(): Promise<bigint> {
  return (await reader.venue()).total
}

test('default: value in flight counts once when the origin is read first', async () => {
  const x = newTrader()
  const before = await venueTotal()
  const at = (step: string, figures: Figures) =>
    expectFigures({ step, accounts: [[x, figures]], before, grown: '1000' })
  await deposit(home, { account: x, amount: usd('1000') })
  await at('deposited', { holding: usd('1000'), total: usd('1000') })
  const sent = await sendCollateral(home, { account: x, destination: lagoon, amount: usd('400') })
  await at('sent', { holding: usd('600'), inFlight: usd('400'), total: usd('1000') })
  await lab.relayer.deliverTogether(sent.messages)
  await at('delivered', { holding: usd('1000'), total: usd('1000') })
})

test('default: value in flight counts once when the destination is read first', async () => {
  const x = newTrader()
  const before = await venueTotal()
  const at = (step: string, chains: readonly LabChain[], figures: Figures) =>
    expectFigures({ step, chains, accounts: [[x, figures]], before, grown: '1000' })
  await deposit(home, { account: x, amount: usd('1000') })
  await at('deposited', lab.chains, { holding: usd('1000'), total: usd('1000') })
  await proxies.home.pause()
  const sent = await sendCollateral(home, { account: x, destination: lagoon, amount: usd('400') })
  await lab.relayer.deliverTogether(sent.messages)
  await at('delivered, the origin paused', [lagoon, reef], {
    holding: usd('1400'),
    lagOffset: usd('400'),
    total: usd('1000'),
  })
  proxies.home.resume()
  await at('delivered', lab.chains, { holding: usd('1000'), total: usd('1000') })
})

test('default: value in flight counts once after a reorg of its origin', async () => {
  const x = newTrader()
  const before = await venueTotal()
  const at = (step: string, figures: Figures) =>
    expectFigures({ step, accounts: [[x, figures]], before, grown: '1000' })
  await deposit(home, { account: x, amount: usd('1000') })
  const lost = await sendCollateral(home, { account: x, destination: lagoon, amount: usd('300') })
  await at('sent', { holding: usd('700'), inFlight: usd('300'), total: usd('1000') })
  await reorg(home, 1)
  await at('the send is reorganised away', { holding: usd('1000'), total: usd('1000') })
  expect(await reader.transfer(lost.messageId)).toBeUndefined()
  const sent = await sendCollateral(home, { account: x, destination: lagoon, amount: usd('200') })
  await at('sent again', { holding: usd('800'), inFlight: usd('200'), total: usd('1000') })
  await lab.relayer.deliverTogether(sent.messages)
  await at('delivered', { holding: usd('1000'), total: usd('1000') })
})

test('default: value in flight counts once after a reorg of its destination', async () => {
  const x = newTrader()
  const before = await venueTotal()
  const at = (step: string, figures: Figures) =>
    expectFigures({ step, accounts: [[x, figures]], before, grown: '1000' })
  await deposit(home, { account: x, amount: usd('1000') })
  const sent = await sendCollateral(home, { account: x, destination: lagoon, amount: usd('400') })
  await lab.relayer.deliverTogether(sent.messages)
  await at('delivered', { holding: usd('1000'), total: usd('1000') })
  await reorg(lagoon, 1)
  await at('the credit is reorganised away', {
    holding: usd('600'),
    inFlight: usd('400'),
    total: usd('1000'),
  })
  await lab.relayer.deliverTogether(sent.messages)
  await at('delivered again', { holding: usd('1000'), total: usd('1000') })
})

test("behavior: a withdrawal bundled with a stranger's equal bridge send is no transfer of the account", async () => {
  const x = newTrader()
  const before = await venueTotal()
  await deposit(home, { account: x, amount: usd('1000') })
  const sent = await bundleWithdrawal(home, {
    accounts: lab.accounts,
    account: x,
    destination: lagoon,
    amount: usd('300'),
  })
  const figures = { holding: usd('700'), total: usd('700') }
  await expectFigures({ step: 'bundled', accounts: [[x, figures]], before, grown: '700' })
  expect(await reader.transfer(sent.messageId)).toMatchObject({
    state: 'IN_FLIGHT',
    isCollateralBound: false,
    amounts: [],
    legs: [{ step: 'SENT', via: 'BRIDGE', unbound: 'NO_BALANCE_FACT' }],
  })
  await lab.relayer.deliverTogether(sent.messages)
  await expectFigures({ step: 'delivered', accounts: [[x, figures]], before, grown: '700' })
})

test('behavior: X sends to Y, seen at the destination first: the total is exact, and only the low of Y has the offset', async () => {
  const x = newTrader()
  const y = newTrader()
  const before = await venueTotal()
  await deposit(home, { account: x, amount: usd('1000') })
  await deposit(lagoon, { account: y, amount: usd('50') })
  await awaitBlocks(plimsoll, lab.chains)
  await proxies.home.pause()
  const sent = await sendCollateral(home, {
    account: x,
    destination: lagoon,
    amount: usd('400'),
    beneficiary: y,
  })
  await lab.relayer.deliverTogether(sent.messages)
  await awaitFinal(plimsoll, lagoon)
  const shownByX = { holding: usd('1000'), total: usd('1000') }
  const shownByY = { holding: usd('450'), total: usd('450') }
  await expectFigures({
    step: 'the origin paused',
    chains: [lagoon, reef],
    accounts: [
      [x, shownByX],
      [y, shownByY],
    ],
    before,
    grown: '1050',
  })
  expect((await reader.transfer(sent.messageId))?.amounts).toMatchObject([
    { kind: 'LAG_OFFSET', holder: { account: null }, amount: { raw: String(usd('400')) } },
  ])
  expect(await equityBounds(y)).toEqual({ low: '50', best: '450', high: '450' })
  proxies.home.resume()
  await awaitFinal(plimsoll, home)
  await expectFigures({
    step: 'the origin answers',
    accounts: [
      [x, { holding: usd('600'), total: usd('600') }],
      [y, shownByY],
    ],
    before,
    grown: '1050',
  })
  expect(await equityBounds(y)).toEqual({ low: '450', best: '450', high: '450' })
})

test('behavior: of an offset as much as Y shows on the origin is its own, the rest is of nobody', async () => {
  const x = newTrader()
  const y = newTrader()
  const before = await venueTotal()
  await deposit(home, { account: x, amount: usd('1000') })
  await deposit(home, { account: y, amount: usd('100') })
  await awaitFinal(plimsoll, home)
  await awaitBlocks(plimsoll, lab.chains)
  await proxies.home.pause()
  const sent = await sendCollateral(home, {
    account: x,
    destination: lagoon,
    amount: usd('400'),
    beneficiary: y,
  })
  await lab.relayer.deliverTogether(sent.messages)
  await awaitFinal(plimsoll, lagoon)
  const paused = { holding: usd('500'), lagOffset: usd('100'), total: usd('400') }
  await expectFigures({
    step: 'the origin paused',
    chains: [lagoon, reef],
    accounts: [[y, paused]],
    before,
    grown: '1100',
  })
  expect(await equityBounds(y)).toEqual({ low: '100', best: '400', high: '500' })
  proxies.home.resume()
  const settled = { holding: usd('500'), total: usd('500') }
  await expectFigures({ step: 'settled', accounts: [[y, settled]], before, grown: '1100' })
})

async function equityBounds(owner: Address): Promise<Record<'low' | 'best' | 'high', string>> {
  type Equity = { equity: { value: string } }
  const figures = 'low { equity { value } } best { equity { value } } high { equity { value } }'
  const { marginAccount } = await plimsoll.query<{
    marginAccount: { bounds: Record<'low' | 'best' | 'high', Equity> }
  }>(
    `query ($owner: Address!) { marginAccount(venue: "lab", owner: $owner) { bounds { ${figures} } } }`,
    { owner },
  )
  const { low, best, high } = marginAccount.bounds
  return { low: low.equity.value, best: best.equity.value, high: high.equity.value }
}

test('behavior: a deposit and a bridge of it, both above the cut of the paused origin, need no offset', async () => {
  const x = newTrader()
  // Nobody holds anything on reef: there is nothing that the lagging origin could show twice.
  const before = await venueTotal()
  await proxies.reef.pause()
  await deposit(reef, { account: x, amount: usd('300') })
  const sent = await sendCollateral(reef, { account: x, destination: lagoon, amount: usd('300') })
  await lab.relayer.deliverTogether(sent.messages)
  const figures = { holding: usd('300'), total: usd('300') }
  const shared = { accounts: [[x, figures] as const], before, grown: '300' }
  await expectFigures({ step: 'the origin paused', chains: [home, lagoon], ...shared })
  expect(await reader.transfer(sent.messageId)).toMatchObject({
    state: 'AWAITING_SOURCE',
    amounts: [],
  })
  proxies.reef.resume()
  await expectFigures({ step: 'the origin answers', ...shared })
  expect(await reader.transfer(sent.messageId)).toMatchObject({ state: 'DELIVERED', amounts: [] })
})

test('behavior: a withdrawal over the bridge to a wallet leaves collateral when it is sent', async () => {
  const x = newTrader()
  const before = await venueTotal()
  await deposit(home, { account: x, amount: usd('1000') })
  const sent = await withdrawRemote(home, { account: x, destination: lagoon, amount: usd('250') })
  const figures = { holding: usd('750'), total: usd('750') }
  const shared = { accounts: [[x, figures] as const], before, grown: '750' }
  await expectFigures({ step: 'sent', ...shared })
  expect(await reader.transfer(sent.messageId)).toMatchObject({
    state: 'IN_FLIGHT',
    isCollateralBound: false,
    amounts: [],
  })
  await lab.relayer.deliverTogether(sent.messages)
  await expectFigures({ step: 'delivered', ...shared })
  expect(await reader.transfer(sent.messageId)).toMatchObject({ state: 'DELIVERED', amounts: [] })
})

test('behavior: a forged credit whose receiver withdraws at once leaves nothing but the condition', async () => {
  const thief = newTrader()
  const before = await venueTotal()
  // Tokens of others, which the vault pays out for the forged credit.
  await deposit(lagoon, { account: newTrader(), amount: usd('600') })
  const { messages } = await forgeCredit(lagoon, {
    relayer: lab.relayer,
    origin: home,
    account: thief,
    amount: usd('500'),
  })
  await withdraw(lagoon, { account: thief, amount: usd('500') })
  await passTime(home, 2 * skewSeconds)
  const shared = { accounts: [[thief, { total: 0n }] as const], before, grown: '600' }
  const key = messages[0].id
  const critical = { code: 'TRANSFER_UNBACKED', severity: 'CRITICAL', subject: key }
  await expectFigures({ step: 'withdrawn', ...shared })
  expect(await reader.transfer(key)).toMatchObject({ state: 'UNBACKED', amounts: [] })
  expect(await reader.conditions()).toContainEqual(expect.objectContaining(critical))
  for (const chain of lab.chains) await passTime(chain, 2 * skewSeconds)
  await expectFigures({ step: 'long after', ...shared })
  expect(await reader.conditions()).toContainEqual(expect.objectContaining(critical))
})

test('behavior: a credit from a chain that is not followed counts, and says that it is not covered', async () => {
  const x = newTrader()
  await deposit(reef, { account: x, amount: usd('1000') })
  const sent = await sendCollateral(reef, { account: x, destination: lagoon, amount: usd('400') })
  const follow = [home.name, lagoon.name]
  const partial = await startPlimsoll(
    labConfig(lab, { database: `${folder.path}/partial.db`, follow, skewSeconds }),
  )
  try {
    const partialReader = createReader(partial)
    await awaitBlocks(partial, [home, lagoon])
    const before = await partialReader.venue()
    await lab.relayer.deliverTogether(sent.messages)
    await awaitBlocks(partial, [home, lagoon])
    expect(await partialReader.transfer(sent.messageId)).toMatchObject({
      state: 'NOT_COVERED',
      reason: `Its origin, chain ${reef.chainId}, is not followed.`,
      amounts: [],
    })
    expect(await partialReader.account(x)).toEqual({ holding: usd('400'), total: usd('400') })
    expect((await partialReader.venue()).total - before.total).toBe(usd('400'))
    expect(await partialReader.conditions()).toContainEqual(
      expect.objectContaining({ code: 'ROUTE_NOT_COVERED', subject: sent.messageId }),
    )
  } finally {
    await partial.stop()
  }
})
