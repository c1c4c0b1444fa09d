import { parseUnits } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defineVault } from '../../src/protocols/defineVault.ts'
import { vaultAbi } from '../lab/abis.ts'
import { deposit } from '../lab/actions/deposit.ts'
import { labConfig } from '../lab/labConfig.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { awaitHeads } from './support/expectServed.ts'
import { createFolder, type Plimsoll, startPlimsoll } from './support/startPlimsoll.ts'

/** Whoever pays into the account of another owns it: a rule as good as any for the test. */
const paidVault = defineVault({
  name: 'paid-vault',
  abi: vaultAbi,
  events: {
    CollateralDeposited: ({ account, payer, amount }, vault) => [
      vault.credit({ account, amount, counterparty: payer }),
      ...(account === payer ? [] : [vault.owner({ account, owner: payer })]),
    ],
  },
})

let lab: Lab
let plimsoll: Plimsoll
let folder: Awaited<ReturnType<typeof createFolder>>

beforeAll(async () => {
  lab = await startLab({ chains: 1 })
  folder = await createFolder()
  const config = labConfig(lab, { database: `${folder.path}/plimsoll.db` })
  const [owner, linked] = lab.traders
  if (owner === undefined || linked === undefined) throw new Error('the lab has two traders')
  const [venue] = config.venues
  if (venue === undefined) throw new Error('the lab has a venue')
  const { address, deployedAtBlock } = lab.home.contracts.vaultUsd
  plimsoll = await startPlimsoll({
    ...config,
    venues: [
      {
        ...venue,
        vaults: [
          {
            type: 'custom',
            chain: lab.home.name,
            address,
            startBlock: deployedAtBlock,
            asset: 'usd',
            definition: paidVault,
          },
        ],
        markets: [],
        links: [{ owner, accounts: [linked] }],
      },
    ],
  })
}, 120_000)

afterAll(async () => {
  await plimsoll?.stop()
  await lab?.stop()
  await folder?.remove()
})

test('default: what config and facts link to an owner counts as the owner’s, and is named', async () => {
  const [owner, linked, paid, stranger] = lab.traders
  if (!owner || !linked || !paid || !stranger) throw new Error('the lab has four traders')
  const amount = parseUnits('10', 6)
  await deposit(lab.home, { account: owner, amount })
  await deposit(lab.home, { account: linked, amount: 2n * amount })
  await deposit(lab.home, { account: paid, payer: owner, amount: 4n * amount })
  await deposit(lab.home, { account: stranger, amount: 8n * amount })
  await awaitHeads(lab, plimsoll)
  const { marginAccount } = await plimsoll.query<{
    marginAccount: { accounts: string[]; totals: { assetId: string; amount: { raw: string } }[] }
  }>(
    `query ($owner: Address!) {
      marginAccount(venue: "lab", owner: $owner) { accounts totals { assetId amount { raw } } }
    }`,
    { owner },
  )
  const expected = [owner, linked, paid].map((address) => address.toLowerCase()).sort()
  expect(marginAccount.accounts).toEqual(expected)
  expect(marginAccount.totals).toEqual([{ assetId: 'usd', amount: { raw: String(7n * amount) } }])
})
