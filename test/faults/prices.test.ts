import { expect, test } from 'vitest'
import { createWorld, type World } from './support/createWorld.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import { priceUpdate } from './support/protocol.ts'
import { reorganise } from './support/reorg.ts'
import type { Program } from './support/runProgram.ts'
import { planBlock, timeOf, toTransaction } from './support/scenario.ts'

/** Blocks of harbor in which the feed would answer by itself while the world runs. */
const usualAnswers = [247, 254, 261, 268]

/** The feed answers in these blocks alone. */
function answerAt(
  world: World,
  answers: Readonly<Record<number, { answer: bigint; updatedAt: bigint }>>,
): void {
  for (const number of usualAnswers) world.plans.set(`harbor:${number}`, {})
  for (const [block, { answer, updatedAt }] of Object.entries(answers)) {
    const logs = priceUpdate(answer, BigInt(block), updatedAt)
    world.plans.set(`harbor:${block}`, { transactions: [toTransaction(`answer:${block}`, logs)] })
  }
}

interface PriceAnswer {
  state: string
  price: { raw: string } | null
  low: { raw: string } | null
  high: { raw: string } | null
  ageSeconds: string | null
}

async function readPrice(program: Program): Promise<PriceAnswer | undefined> {
  const { prices } = await program.query<{
    prices: { nodes: (PriceAnswer & { assetId: string })[] }
  }>(`{ prices { nodes {
    assetId state price { raw } low { raw } high { raw } ageSeconds
  } } }`)
  return prices.nodes.find(({ assetId }) => assetId === 'usd')
}

/** Statuses of all accounts, each once, and the codes of their reasons. */
async function readAccounts(program: Program) {
  const { marginAccounts } = await program.query<{
    marginAccounts: { nodes: { status: string; reasons: { code: string }[] }[] }
  }>('{ marginAccounts(venue: "lab", first: 20) { nodes { status reasons { code } } } }')
  const { nodes } = marginAccounts
  return {
    statuses: [...new Set(nodes.map(({ status }) => status))],
    reasons: new Set(nodes.flatMap(({ reasons }) => reasons.map(({ code }) => code))),
  }
}

test('behavior: F098 a frozen price widens its band, and past its limit nobody is called healthy', async () => {
  const world = await createWorld()
  const dollar = 100_000_000n
  answerAt(world, {
    247: { answer: dollar, updatedAt: timeOf(247) - 3_700n },
    258: { answer: dollar, updatedAt: timeOf(258) - 100_000n },
  })
  const program = await world.start()
  await world.clock.run(20_000)
  const late = await readPrice(program)
  expect(late).toMatchObject({ state: 'LATE', price: { raw: String(10n ** 18n) } })
  expect(BigInt(late?.low?.raw ?? 0)).toBeLessThan(10n ** 18n)
  expect(BigInt(late?.high?.raw ?? 0)).toBeGreaterThan(10n ** 18n)
  expect(Number(late?.ageSeconds)).toBeGreaterThanOrEqual(3_700)
  await awaitTips(world, program)
  expect(await readPrice(program)).toMatchObject({ state: 'DEAD', price: null })
  const { statuses, reasons } = await readAccounts(program)
  expect(statuses).toEqual(['UNKNOWN'])
  expect(reasons).toContain('PRICE_DEAD')
  await expectLikeFresh(world, program)
})

test.each([0n, -1n, -(2n ** 255n)])(
  'behavior: F099 an answer of %s values nothing, and nobody is called healthy',
  async (answer) => {
    const world = await createWorld()
    answerAt(world, { 258: { answer, updatedAt: timeOf(258) } })
    const program = await world.start()
    await world.clock.run(20_000)
    expect(await readPrice(program)).toMatchObject({ state: 'FRESH' })
    await awaitTips(world, program)
    expect(await readPrice(program)).toMatchObject({ state: 'DEAD', price: null })
    expect((await readAccounts(program)).statuses).toEqual(['UNKNOWN'])
    await expectLikeFresh(world, program)
  },
)

test('behavior: F099 the largest answer there is stays exact', async () => {
  const world = await createWorld()
  const answer = 2n ** 255n - 1n
  answerAt(world, { 258: { answer, updatedAt: timeOf(258) } })
  const program = await world.start()
  await awaitTips(world, program)
  expect(await readPrice(program)).toMatchObject({
    state: 'FRESH',
    price: { raw: String(answer * 10n ** 10n) },
  })
  await expectLikeFresh(world, program)
})

test('behavior: F101 an answer from the future is as old as the cut, and not younger for it', async () => {
  const world = await createWorld()
  answerAt(world, { 258: { answer: 100_000_001n, updatedAt: timeOf(258) + 3_600n } })
  const program = await world.start()
  await awaitTips(world, program)
  expect(await readPrice(program)).toMatchObject({ state: 'FRESH', ageSeconds: '0' })
  await expectLikeFresh(world, program)
})

test('behavior: F103 a price leaves with the block that answered it', async () => {
  const world = await createWorld()
  answerAt(world, { 258: { answer: 90_000_000n, updatedAt: timeOf(258) } })
  let met = 0
  world.clock.at(45_000, () => {
    met += 1
    reorganise(world, {
      depth: 8,
      plan: (number) => (number === 258 ? {} : planBlock('harbor', number)),
    })
  })
  const program = await world.start()
  await world.clock.run(44_000)
  const before = await readPrice(program)
  expect(before).toMatchObject({ price: { raw: String(9n * 10n ** 17n) } })
  await awaitTips(world, program)
  expect(met).toBe(1)
  expect(await readPrice(program)).toMatchObject({ price: { raw: String(10n ** 18n) } })
  await expectLikeFresh(world, program)
})
