import type { Address } from 'viem'
import { parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deposit } from '../lab/actions/deposit.ts'
import { forgeCredit } from '../lab/actions/forgeCredit.ts'
import { forwardLanding } from '../lab/actions/forwardLanding.ts'
import { liquidate } from '../lab/actions/liquidate.ts'
import { moveToUnit } from '../lab/actions/moveToUnit.ts'
import { sendCollateral } from '../lab/actions/sendCollateral.ts'
import { setPrice } from '../lab/actions/setPrice.ts'
import { trade } from '../lab/actions/trade.ts'
import { withdraw } from '../lab/actions/withdraw.ts'
import { withdrawRemote } from '../lab/actions/withdrawRemote.ts'
import { labConfig } from '../lab/labConfig.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { expectServed } from './support/expectServed.ts'
import { createFolder, type Plimsoll, startPlimsoll } from './support/startPlimsoll.ts'

let lab: Lab
let plimsoll: Plimsoll
let folder: Awaited<ReturnType<typeof createFolder>>

beforeAll(async () => {
  lab = await startLab()
  folder = await createFolder()
  // A forged credit is critical only where the absence of its source is verified.
  plimsoll = await startPlimsoll(
    labConfig(lab, { database: `${folder.path}/plimsoll.db`, coverage: 'verified' }),
  )
}, 180_000)

afterAll(async () => {
  await plimsoll?.stop()
  await lab?.stop()
  await folder?.remove()
})

const usd = (amount: string): bigint => parseUnits(amount, 6)

/** Delivers the tokens (0) or the venue's own message (1) of a transfer. */
async function deliver(
  { messages }: Awaited<ReturnType<typeof sendCollateral>>,
  index: number,
): Promise<void> {
  const message = messages[index]
  if (message === undefined) throw new Error(`the transfer has no message ${index}`)
  await lab.relayer.deliver(message)
}

test('default: after every step the served collateral equals what the nodes say', async () => {
  const [home, lagoon, reef] = lab.chains
  const [x, y] = lab.traders
  if (!lagoon || !reef || !x || !y) throw new Error('the lab has three chains and two traders')
  const accounts: Address[] = [x, y]
  let direct: Awaited<ReturnType<typeof sendCollateral>>
  let landed: Awaited<ReturnType<typeof sendCollateral>>
  const steps: [string, () => Promise<unknown>][] = [
    ['deposit on home', () => deposit(home, { account: x, amount: usd('5000') })],
    ['deposit on lagoon', () => deposit(lagoon, { account: x, amount: usd('900') })],
    ['deposit by another', () => deposit(reef, { account: y, amount: usd('400') })],
    ['trade', () => trade(home, { account: x, market: 1n, sizeDelta: parseEther('2') })],
    [
      'move to a unit',
      () => moveToUnit(home, { account: x, fromUnit: 0n, toUnit: 1n, amount: usd('100') }),
    ],
    [
      'send',
      async () => {
        direct = await sendCollateral(lagoon, { account: x, destination: home, amount: usd('250') })
      },
    ],
    ['deliver at once', () => lab.relayer.deliverTogether(direct.messages)],
    [
      'send to another account',
      async () => {
        direct = await sendCollateral(home, {
          account: x,
          destination: reef,
          amount: usd('123'),
          beneficiary: y,
        })
      },
    ],
    ['deliver the tokens alone', () => deliver(direct, 0)],
    ['deliver the venue message', () => deliver(direct, 1)],
    [
      'send through the landing',
      async () => {
        landed = await sendCollateral(home, {
          account: x,
          destination: lagoon,
          amount: usd('77'),
          viaLanding: true,
        })
      },
    ],
    ['land', () => deliver(landed, 0)],
    ['name', () => deliver(landed, 1)],
    ['forward', () => forwardLanding(lagoon, { caller: x, messageId: landed.messageId })],
    ['withdraw', () => withdraw(home, { account: x, amount: usd('60') })],
    [
      'withdraw to a remote wallet',
      () => withdrawRemote(home, { account: x, destination: reef, amount: usd('40') }),
    ],
    ['close half', () => trade(home, { account: x, market: 1n, sizeDelta: -parseEther('1') })],
    [
      'the price halves',
      () => setPrice(home, { accounts: lab.accounts, feed: 'ethUsd', priceE8: 1_500_00000000n }),
    ],
    ['liquidate', () => liquidate(home, { accounts: lab.accounts, account: x })],
    [
      'leave one in flight',
      () => sendCollateral(reef, { account: y, destination: home, amount: usd('11') }),
    ],
  ]
  for (const [name, run] of steps) {
    await run()
    await expectServed({ lab, plimsoll, accounts, step: name })
  }
}, 120_000)

test('behavior: a forged credit is unbacked and adds nothing', async () => {
  const [home, lagoon] = lab.chains
  const victim = lab.traders[2]
  if (!lagoon || !victim) throw new Error('the lab has two chains and three traders')
  await forgeCredit(lagoon, {
    relayer: lab.relayer,
    origin: home,
    account: victim,
    amount: usd('500'),
  })
  await home.testClient.increaseTime({ seconds: 30 })
  await home.testClient.mine({ blocks: 1 })
  await expect
    .poll(
      async () => {
        const { conditions } = await plimsoll.query<{
          conditions: { nodes: { code: string; severity: string }[] }
        }>('{ conditions { nodes { code severity } } }')
        return conditions.nodes.map(({ code, severity }) => `${code} ${severity}`)
      },
      { timeout: 10_000 },
    )
    .toContain('TRANSFER_UNBACKED CRITICAL')
  const { marginAccount } = await plimsoll.query<{
    marginAccount: { totals: { amount: { raw: string } }[] }
  }>(
    'query ($owner: Address!) { marginAccount(venue: "lab", owner: $owner) { totals { amount { raw } } } }',
    {
      owner: victim,
    },
  )
  expect(marginAccount.totals.map(({ amount }) => amount.raw)).toEqual(['0'])
}, 60_000)
