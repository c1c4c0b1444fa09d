import { parseUnits, zeroAddress } from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { deposit } from '../lab/actions/deposit.ts'
import { labConfig } from '../lab/labConfig.ts'
import { reorg } from '../lab/reorg.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { awaitBlocks } from './support/awaitBlocks.ts'
import { createFolder, type Plimsoll, startPlimsoll } from './support/startPlimsoll.ts'

let lab: Lab
let plimsoll: Plimsoll
let folder: Awaited<ReturnType<typeof createFolder>>

beforeAll(async () => {
  lab = await startLab({ chains: 1 })
  folder = await createFolder()
  plimsoll = await startPlimsoll(labConfig(lab, { database: `${folder.path}/plimsoll.db` }))
}, 180_000)

beforeEach(async () => {
  await awaitBlocks(plimsoll, lab.chains)
})

afterAll(async () => {
  await plimsoll?.stop()
  await lab?.stop()
  await folder?.remove()
})

const account = zeroAddress

/** Every query that takes a moment, as text with `at` in place. */
const queriesAt = (at: string): string[] => [
  `{ marginAccount(venue: "lab", owner: "${account}", at: ${at}) { owner } }`,
  `{ marginAccounts(venue: "lab", at: ${at}) { nodes { owner } } }`,
  `{ transfers(at: ${at}) { nodes { key } } }`,
  `{ collateral(venue: "lab", at: ${at}) { venue } }`,
  `{ conditions(at: ${at}) { nodes { code } } }`,
  `{ prices(at: ${at}) { nodes { assetId } } }`,
  `{ meta(at: ${at}) { cut { checkpoint } } }`,
]

/** The query answers with this one code, a sentence, and nothing that only a developer of ours should see. */
async function expectCode(query: string, code: string): Promise<void> {
  const { errors } = await plimsoll.answer(query)
  expect(
    errors?.map(({ extensions }) => extensions?.code),
    query,
  ).toEqual([code])
  const [error] = errors ?? []
  expect(error?.message, query).toMatch(/^[A-Z`].*[.!]$/s)
  expect(JSON.stringify(error), query).not.toMatch(/stack|node_modules|127\.0\.0\.1/)
}

async function readCheckpoint(): Promise<string> {
  const { meta } = await plimsoll.query<{ meta: { cut: { checkpoint: string } } }>(
    '{ meta { cut { checkpoint } } }',
  )
  return meta.cut.checkpoint
}

test('default: an account that nobody has seen is empty, not an error', async () => {
  const { errors, data } = await plimsoll.answer(`{
    marginAccount(venue: "lab", owner: "${account}") {
      owner accounts status certainty equity { raw } slackInitial { raw } slackMaintenance { raw }
      units { unit status equity { raw } contributions { kind } } lines { kind } totals { assetId } transfers { key } reasons { code }
    }
  }`)
  expect(errors).toBeUndefined()
  expect(data?.marginAccount).toEqual({
    owner: account,
    accounts: [account],
    status: 'NO_RISK',
    certainty: 'SETTLED',
    equity: { raw: '0' },
    slackInitial: { raw: '0' },
    slackMaintenance: { raw: '0' },
    // Every account has a cross unit, if only an empty one.
    units: [{ unit: 'cross', status: 'NO_RISK', equity: { raw: '0' }, contributions: [] }],
    lines: [],
    totals: [],
    transfers: [],
    reasons: [],
  })
})

test('args: a bad address is BAD_ADDRESS, however it came', async () => {
  for (const owner of ['', '0x', '0x1234', 'vitalik.eth', `${account}00`, account.slice(2)])
    await expectCode(
      `{ marginAccount(venue: "lab", owner: ${JSON.stringify(owner)}) { owner } }`,
      'BAD_ADDRESS',
    )
  await expectCode('{ marginAccount(venue: "lab", owner: 7) { owner } }', 'BAD_ADDRESS')
  // One letter of a checksummed address in the wrong case: a typing error.
  const mistyped = lab.accounts.owner.replace(/[A-F]/, (letter) => letter.toLowerCase())
  await expectCode(`{ marginAccount(venue: "lab", owner: "${mistyped}") { owner } }`, 'BAD_ADDRESS')
  const { errors } = await plimsoll.answer(
    'query ($owner: Address!) { marginAccount(venue: "lab", owner: $owner) { owner } }',
    { owner: 'nobody' },
  )
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_ADDRESS'])
})

test('args: an unknown venue is UNKNOWN_VENUE in every query that takes one', async () => {
  for (const query of [
    `{ marginAccount(venue: "nowhere", owner: "${account}") { owner } }`,
    '{ marginAccounts(venue: "nowhere") { nodes { owner } } }',
    '{ collateral(venue: "nowhere") { venue } }',
    '{ transfers(where: { venue: "nowhere" }) { nodes { key } } }',
  ])
    await expectCode(query, 'UNKNOWN_VENUE')
})

test('args: a page of less than one or more than 200 rows is BAD_PAGE', async () => {
  for (const first of [-1, 0, 201, 2_147_483_647])
    for (const query of [
      `{ transfers(first: ${first}) { nodes { key } } }`,
      `{ marginAccounts(venue: "lab", first: ${first}) { nodes { owner } } }`,
      `{ conditions(first: ${first}) { nodes { code } } }`,
      `{ collateral(venue: "lab") { lines(first: ${first}) { kind } } }`,
    ])
      await expectCode(query, 'BAD_PAGE')
  for (const first of [1, 200])
    expect(await plimsoll.query(`{ transfers(first: ${first}) { nodes { key } } }`)).toBeDefined()
})

test('args: a time before coverage is BEFORE_COVERAGE, never zero', async () => {
  for (const query of queriesAt('{ timestamp: 1 }')) await expectCode(query, 'BEFORE_COVERAGE')
})

test('args: a checkpoint that names nothing of this dataset is CHECKPOINT_UNKNOWN', async () => {
  const known = await readCheckpoint()
  const otherHash = known.slice(0, -4).concat(known.endsWith('0000') ? '1111' : '0000')
  const ahead = known.replace(/-\d+-/, '-999999-')
  const otherChain = known.replace(`${lab.home.chainId}-`, '1-')
  for (const name of ['yesterday', `${known}x`, known.slice(0, -4), otherHash, ahead, otherChain])
    for (const query of queriesAt(`{ checkpoint: ${JSON.stringify(name)} }`))
      await expectCode(query, 'CHECKPOINT_UNKNOWN')
})

test('args: more than one moment, or none, is BAD_AT', async () => {
  for (const at of ['{}', '{ finality: LATEST, timestamp: 1 }', '{ timestamp: null }'])
    for (const query of queriesAt(at)) await expectCode(query, 'BAD_AT')
})

test('behavior: a checkpoint whose block left the chain is CUT_REORGED, an older one still answers', async () => {
  const { home } = lab
  const [trader] = lab.traders
  if (trader === undefined) throw new Error('the lab has a trader')
  const total = (at: string) =>
    plimsoll.query(
      `{ marginAccount(venue: "lab", owner: "${trader}", at: { checkpoint: "${at}" }) { totals { amount { value } } } }`,
    )
  await deposit(home, { account: trader, amount: parseUnits('100', 6) })
  await awaitBlocks(plimsoll, lab.chains)
  const kept = await readCheckpoint()
  await deposit(home, { account: trader, amount: parseUnits('23', 6) })
  await awaitBlocks(plimsoll, lab.chains)
  const lost = await readCheckpoint()
  expect(await total(lost)).toEqual({ marginAccount: { totals: [{ amount: { value: '123' } }] } })
  await reorg(home, 1)
  await awaitBlocks(plimsoll, lab.chains)
  for (const query of queriesAt(`{ checkpoint: "${lost}" }`)) await expectCode(query, 'CUT_REORGED')
  expect(await total(kept)).toEqual({ marginAccount: { totals: [{ amount: { value: '100' } }] } })
})

test('behavior: an empty block that left the chain is CUT_REORGED too', async () => {
  const { home } = lab
  await home.testClient.mine({ blocks: 1 })
  await awaitBlocks(plimsoll, lab.chains)
  const lost = await readCheckpoint()
  await reorg(home, 1)
  await awaitBlocks(plimsoll, lab.chains)
  for (const query of queriesAt(`{ checkpoint: "${lost}" }`)) await expectCode(query, 'CUT_REORGED')
})
