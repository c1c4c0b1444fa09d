import { type Address, type Hash, parseUnits } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deposit } from '../lab/actions/deposit.ts'
import { emitMalformed, type MalformedShape } from '../lab/actions/emitMalformed.ts'
import { sendCollateral } from '../lab/actions/sendCollateral.ts'
import { labConfig } from '../lab/labConfig.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { createReader, type ServedCondition } from './support/createReader.ts'
import { expectServed } from './support/expectServed.ts'
import { createFolder, type Plimsoll, startPlimsoll } from './support/startPlimsoll.ts'

const shapes: MalformedShape[] = ['truncatedData', 'dirtyAddress', 'trailingData', 'extraTopic']

let lab: Lab
let folder: Awaited<ReturnType<typeof createFolder>>

beforeAll(async () => {
  lab = await startLab({ chains: 2 })
  folder = await createFolder()
}, 180_000)

afterAll(async () => {
  await lab?.stop()
  await folder?.remove()
})

const usd = (amount: string): bigint => parseUnits(amount, 6)

async function quarantined(plimsoll: Plimsoll): Promise<ServedCondition[]> {
  const conditions = await createReader(plimsoll).conditions()
  return conditions.filter(({ code }) => code === 'LOG_QUARANTINED')
}

test('behavior: a malformed log of each shape is named with its evidence, and indexing goes on', async () => {
  const [home, lagoon] = lab.chains
  const [x, y] = lab.traders
  if (!lagoon || !x || !y) throw new Error('the lab has two chains and two traders')
  const accounts: Address[] = [x, y]
  const plimsoll = await startPlimsoll(labConfig(lab, { database: `${folder.path}/live.db` }))
  const emitted: Hash[] = []
  try {
    await deposit(lagoon, { account: x, amount: usd('1000') })
    await expectServed({ lab, plimsoll, accounts, step: 'before' })
    expect(await quarantined(plimsoll)).toEqual([])
    for (const shape of shapes) {
      const amount = usd('77')
      const { transactionHash } = await emitMalformed(lagoon, { account: x, amount, shape })
      emitted.push(transactionHash)
      await deposit(lagoon, { account: y, amount: usd('5') })
      await expectServed({ lab, plimsoll, accounts, step: shape })
      const conditions = await quarantined(plimsoll)
      expect(conditions.map(({ evidence }) => evidence[0]).sort(), shape).toEqual(
        [...emitted].sort(),
      )
    }
    for (const condition of await quarantined(plimsoll))
      expect(condition).toMatchObject({
        severity: 'WARNING',
        chains: [lagoon.chainId],
        subject: lagoon.contracts.vaultUsd.address.toLowerCase(),
      })
    // Value that crosses the same vault afterwards is followed as ever.
    const sent = await sendCollateral(lagoon, { account: x, destination: home, amount: usd('9') })
    await expectServed({ lab, plimsoll, accounts, step: 'sent' })
    await lab.relayer.deliverTogether(sent.messages)
    await expectServed({ lab, plimsoll, accounts, step: 'delivered' })
  } finally {
    await plimsoll.stop()
  }
  await expectFoundInBackfill(emitted, accounts)
}, 60_000)

/** A fresh index meets the same logs in one range with good ones. */
async function expectFoundInBackfill(
  emitted: readonly Hash[],
  accounts: readonly Address[],
): Promise<void> {
  const plimsoll = await startPlimsoll(labConfig(lab, { database: `${folder.path}/backfill.db` }))
  try {
    await expectServed({ lab, plimsoll, accounts, step: 'backfill' })
    const conditions = await quarantined(plimsoll)
    expect(conditions.map(({ evidence }) => evidence[0]).sort()).toEqual([...emitted].sort())
  } finally {
    await plimsoll.stop()
  }
}
