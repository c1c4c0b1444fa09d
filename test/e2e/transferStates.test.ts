import { type Address, type Hex, parseUnits } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deposit } from '../lab/actions/deposit.ts'
import { forgeCredit } from '../lab/actions/forgeCredit.ts'
import { sendCollateral } from '../lab/actions/sendCollateral.ts'
import { warpTransfer } from '../lab/actions/warpTransfer.ts'
import type { HomeChain, LabChain } from '../lab/labChain.ts'
import { labConfig } from '../lab/labConfig.ts'
import { reorg } from '../lab/reorg.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { alignClocks, passTime } from './support/alignClocks.ts'
import { awaitBlocks } from './support/awaitBlocks.ts'
import { createReader, type Figures, type Reader } from './support/createReader.ts'
import { forgeVenueMessage } from './support/forgeVenueMessage.ts'
import { createFolder, type Plimsoll, startPlimsoll } from './support/startPlimsoll.ts'
import { type RpcProxy, startProxy } from './support/startProxy.ts'

/** A state of a transfer, the steps that reach it from 1,000 on the origin, and what the account then shows. */
type StateCase = {
  state: string
  stage?: string
  cause?: string
  steps: string
  /** Only harbor and lagoon are followed: reef is a chain that Plimsoll knows nothing of. */
  isReefUnfollowed?: true
  /** Takes the steps and answers the key of the transfer. */
  reach(account: Address): Promise<Hex>
  figures: Figures
  isCollateralBound: boolean
  condition?: string
  /** The steps paused lagoon's endpoint: its chain lags behind its node. */
  isLagoonPaused?: true
}

const usd = (amount: string): bigint => parseUnits(amount, 6)

// Wide enough that no slow machine lets the time of a credit pass by itself.
const skewSeconds = 300
const stuckAfterSeconds = 900

let lab: Lab
let home: HomeChain
let lagoon: LabChain
let reef: LabChain
let proxy: RpcProxy
let folder: Awaited<ReturnType<typeof createFolder>>
const running: Plimsoll[] = []
let full: Plimsoll
let partial: Plimsoll

beforeAll(async () => {
  lab = await startLab({ traders: cases.length })
  const [, second, third] = lab.chains
  if (second === undefined || third === undefined) throw new Error('the lab has three chains')
  home = lab.home
  lagoon = second
  reef = third
  // Absence is claimed only of times at which the route was followed: let it be older than the skew.
  for (const chain of lab.chains) await passTime(chain, 2 * skewSeconds)
  proxy = await startProxy(lagoon.rpcUrl)
  folder = await createFolder()
  const policy = { skewSeconds, stuckAfterSeconds }
  full = await startPlimsoll(
    labConfig(lab, {
      ...policy,
      database: `${folder.path}/full.db`,
      coverage: 'verified',
      rpc: { [lagoon.name]: proxy.url },
    }),
  )
  running.push(full)
  const follow = [home.name, lagoon.name]
  partial = await startPlimsoll(
    labConfig(lab, { ...policy, database: `${folder.path}/partial.db`, follow }),
  )
  running.push(partial)
}, 180_000)

afterAll(async () => {
  proxy?.resume()
  await Promise.all(running.map((plimsoll) => plimsoll.stop()))
  await proxy?.stop()
  await lab?.stop()
  await folder?.remove()
})

/** Deposits 1,000 on the origin and sends 400 of it to the account's own collateral elsewhere. */
async function depositAndSend(
  account: Address,
  { origin = lagoon, destination = home as LabChain, viaLanding = false } = {},
) {
  await deposit(origin, { account, amount: usd('1000') })
  if (origin === lagoon) await awaitBlocks(full, [lagoon])
  return sendCollateral(origin, { account, destination, amount: usd('400'), viaLanding })
}

/** Delivers the tokens (0) or the venue's own message (1) of a transfer. */
async function deliver(
  { messages }: Awaited<ReturnType<typeof sendCollateral>>,
  index: number,
): Promise<void> {
  const message = messages[index]
  if (message === undefined) throw new Error(`the transfer has no message ${index}`)
  await lab.relayer.deliver(message)
}

async function deliverAndLoseSource(account: Address): Promise<Hex> {
  const sent = await depositAndSend(account)
  await awaitBlocks(full, [lagoon])
  await lab.relayer.deliverTogether(sent.messages)
  await reorg(lagoon, 1)
  // The new branch dispatches something else under the nonce; else the next transfer would be this very message again.
  const { stranger } = lab.accounts
  await warpTransfer(lagoon, { wallet: stranger, destination: home, amount: 1n })
  return sent.messageId
}

/** Credits by messages that nobody sent, naming the tokens of a real transfer. */
async function creditForged(
  account: Address,
  amounts: readonly string[],
): Promise<{ messageId: Hex }> {
  const sent = await depositAndSend(account)
  await deliver(sent, 0)
  for (const amount of amounts) {
    const { messageId } = sent
    const route = { relayer: lab.relayer, origin: lagoon, destination: home, messageId }
    await lab.relayer.deliver(forgeVenueMessage({ ...route, account, amount: usd(amount) }))
  }
  return sent
}

const cases: StateCase[] = [
  {
    state: 'IN_FLIGHT',
    stage: 'SENT',
    steps: 'deposit, send',
    reach: async (account) => (await depositAndSend(account)).messageId,
    figures: { holding: usd('600'), inFlight: usd('400'), total: usd('1000') },
    isCollateralBound: true,
  },
  {
    state: 'IN_FLIGHT',
    stage: 'SENT',
    steps: 'deposit, send to a landing contract',
    reach: async (account) => (await depositAndSend(account, { viaLanding: true })).messageId,
    figures: { holding: usd('600'), inFlight: usd('400'), total: usd('1000') },
    isCollateralBound: true,
  },
  {
    state: 'IN_FLIGHT',
    stage: 'LANDED',
    steps: 'deposit, send, deliver the tokens without the message that names the account',
    reach: async (account) => {
      const sent = await depositAndSend(account)
      await deliver(sent, 0)
      return sent.messageId
    },
    figures: { holding: usd('600'), inFlight: usd('400'), total: usd('1000') },
    isCollateralBound: true,
  },
  {
    state: 'IN_FLIGHT',
    stage: 'LANDED',
    steps: 'deposit, send to a landing contract, deliver both messages, forward nothing',
    reach: async (account) => {
      const sent = await depositAndSend(account, { viaLanding: true })
      await deliver(sent, 0)
      await deliver(sent, 1)
      return sent.messageId
    },
    figures: { holding: usd('600'), inFlight: usd('400'), total: usd('1000') },
    isCollateralBound: true,
  },
  {
    state: 'DELIVERED',
    steps: 'deposit, send, deliver both messages',
    reach: async (account) => {
      const sent = await depositAndSend(account)
      await lab.relayer.deliverTogether(sent.messages)
      return sent.messageId
    },
    figures: { holding: usd('1000'), total: usd('1000') },
    isCollateralBound: true,
  },
  {
    state: 'AWAITING_SOURCE',
    steps: "deposit, pause the origin's endpoint, send, deliver",
    reach: async (account) => {
      await deposit(lagoon, { account, amount: usd('1000') })
      await awaitBlocks(full, [lagoon])
      await proxy.pause()
      const sent = await sendCollateral(lagoon, {
        account,
        destination: home,
        amount: usd('400'),
      })
      await lab.relayer.deliverTogether(sent.messages)
      return sent.messageId
    },
    figures: { holding: usd('1400'), lagOffset: usd('400'), total: usd('1000') },
    // The lagging origin would say so; what arrived does not.
    isCollateralBound: false,
    isLagoonPaused: true,
  },
  {
    state: 'AWAITING_SOURCE',
    cause: 'SOURCE_REORGED',
    steps: 'deposit, send, deliver, then a reorg of the origin takes the send away',
    reach: deliverAndLoseSource,
    figures: { holding: usd('1400'), lagOffset: usd('400'), total: usd('1000') },
    isCollateralBound: false,
  },
  {
    state: 'UNBACKED',
    cause: 'SOURCE_REORGED',
    steps: 'deposit, send, deliver, the reorg, and the time of the credit passes on the origin',
    reach: async (account) => {
      const key = await deliverAndLoseSource(account)
      await passTime(lagoon, 2 * skewSeconds)
      return key
    },
    figures: { holding: usd('1400'), unbacked: usd('400'), total: usd('1000') },
    isCollateralBound: false,
    condition: 'TRANSFER_UNBACKED CRITICAL',
  },
  {
    state: 'UNBACKED',
    steps: 'deposit, deliver a forged transfer, its time passes on the origin',
    reach: async (account) => {
      await deposit(home, { account, amount: usd('1000') })
      const { messages } = await forgeCredit(home, {
        relayer: lab.relayer,
        origin: lagoon,
        account,
        amount: usd('400'),
      })
      await passTime(lagoon, 2 * skewSeconds)
      return messages[0].id
    },
    figures: { holding: usd('1400'), unbacked: usd('400'), total: usd('1000') },
    isCollateralBound: false,
    condition: 'TRANSFER_UNBACKED CRITICAL',
  },
  {
    state: 'STUCK',
    stage: 'SENT',
    steps: 'deposit, send, the deadline passes on the destination',
    reach: async (account) => {
      const sent = await depositAndSend(account)
      await passTime(home, 2 * stuckAfterSeconds)
      return sent.messageId
    },
    figures: { holding: usd('600'), inFlight: usd('400'), total: usd('1000') },
    isCollateralBound: true,
    condition: 'TRANSFER_STUCK WARNING',
  },
  {
    state: 'STUCK',
    stage: 'LANDED',
    steps: 'deposit, send to a landing contract, deliver, the deadline passes',
    reach: async (account) => {
      const sent = await depositAndSend(account, { viaLanding: true })
      await lab.relayer.deliverTogether(sent.messages)
      await passTime(home, 2 * stuckAfterSeconds)
      return sent.messageId
    },
    figures: { holding: usd('600'), inFlight: usd('400'), total: usd('1000') },
    isCollateralBound: true,
    condition: 'TRANSFER_STUCK WARNING',
  },
  {
    state: 'NOT_COVERED',
    steps: 'deposit and send on a chain that is not followed, deliver',
    isReefUnfollowed: true,
    reach: async (account) => {
      const sent = await depositAndSend(account, { origin: reef })
      await lab.relayer.deliverTogether(sent.messages)
      return sent.messageId
    },
    figures: { holding: usd('400'), total: usd('400') },
    isCollateralBound: false,
    condition: 'ROUTE_NOT_COVERED INFO',
  },
  {
    state: 'UNKNOWN',
    steps:
      'deposit, send to a chain that is not followed: a withdrawal for whoever looks from here',
    isReefUnfollowed: true,
    reach: async (account) => (await depositAndSend(account, { destination: reef })).messageId,
    figures: { holding: usd('600'), total: usd('600') },
    isCollateralBound: false,
  },
  {
    state: 'DUPLICATE_CREDIT',
    steps: 'deposit, send, deliver the tokens and two forged messages that both name them',
    reach: async (account) => (await creditForged(account, ['400', '400'])).messageId,
    figures: { holding: usd('1400'), unbacked: usd('400'), total: usd('1000') },
    isCollateralBound: true,
    condition: 'TRANSFER_DUPLICATE_CREDIT CRITICAL',
  },
  {
    state: 'AMOUNT_MISMATCH',
    steps: 'deposit, send, deliver the tokens and a forged message that names more of them',
    reach: async (account) => (await creditForged(account, ['450'])).messageId,
    figures: { holding: usd('1050'), unbacked: usd('50'), total: usd('1000') },
    isCollateralBound: true,
    condition: 'TRANSFER_CONFLICT CRITICAL',
  },
]

/** Why a Hyperlane warp route never reaches the other states. */
const unreachable: Record<string, string> = {
  CONFLICT: 'it refunds nothing',
  PAYLOAD_CONFLICT: 'the key is the hash of the whole message',
  REFUNDED: 'it refunds nothing',
  CANCELLED: 'a dispatched message cannot be taken back',
  FAILED_RETRYABLE: 'a delivery that fails reverts and leaves no log',
  EXPIRED: 'messages have no deadline',
  VERIFIED_WITHOUT_SOURCE: 'a delivery verifies and credits in one transaction',
}

test('default: the table names every state of the schema that Hyperlane can reach', async () => {
  const { __type } = await full.query<{ __type: { enumValues: { name: string }[] } }>(
    '{ __type(name: "TransferState") { enumValues { name } } }',
  )
  const named = new Set([...cases.map(({ state }) => state), ...Object.keys(unreachable)])
  expect([...named].sort()).toEqual(__type.enumValues.map(({ name }) => name).sort())
})

for (const [index, row] of cases.entries()) {
  const title = [row.state, row.stage, row.cause].filter((part) => part !== undefined).join(' ')
  test(`default: ${title}: ${row.steps}`, async () => {
    const account = traderAt(index)
    const plimsoll = row.isReefUnfollowed === true ? partial : full
    const followed = row.isReefUnfollowed === true ? [home, lagoon] : lab.chains
    const reader = createReader(plimsoll)
    await alignClocks(lab.chains)
    await awaitBlocks(plimsoll, followed)
    const before = await reader.venue()
    try {
      const key = await row.reach(account)
      await awaitBlocks(plimsoll, row.isLagoonPaused === true ? [home, reef] : followed)
      await expectState(reader, key, row)
      expect(await reader.account(account)).toEqual(row.figures)
      expect((await reader.venue()).total - before.total).toBe(row.figures.total)
    } finally {
      proxy.resume()
    }
  })
}

function traderAt(index: number): Address {
  const account = lab.traders[index]
  if (account === undefined) throw new Error(`the lab has no trader ${index}`)
  return account
}

async function expectState(reader: Reader, key: Hex, row: StateCase): Promise<void> {
  const transfer = await reader.transfer(key)
  expect(transfer).toMatchObject({
    state: row.state,
    stage: row.stage ?? null,
    cause: row.cause ?? null,
    isCollateralBound: row.isCollateralBound,
  })
  // Evidence is what a reorg removed, and nothing else is.
  expect(transfer?.evidence.map(({ step }) => step) ?? []).toEqual(
    row.cause === undefined ? [] : expect.arrayContaining(['SENT']),
  )
  const conditions = (await reader.conditions()).filter(({ subject }) => subject === key)
  expect(conditions.map(({ code, severity }) => `${code} ${severity}`)).toEqual(
    row.condition === undefined ? [] : [row.condition],
  )
}

test('behavior: once the origin answers again a credit that was ahead of it is delivered', async () => {
  const account = traderAt(cases.findIndex((row) => row.isLagoonPaused))
  await awaitBlocks(full, lab.chains)
  expect(await createReader(full).account(account)).toEqual({
    holding: usd('1000'),
    total: usd('1000'),
  })
})
