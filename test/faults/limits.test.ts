import { expect, test } from 'vitest'
import { createRandom } from './support/createRandom.ts'
import { createWorld } from './support/createWorld.ts'
import { rangeOf, refuse } from './support/evaluateCall.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import { callFault, exchangeFault, type Fault, type FaultScope } from './support/Fault.ts'
import { type RangeRefusal, rangeRefusals } from './support/rangeLimits.ts'
import { readChain } from './support/readServed.ts'

const getLogs: FaultScope = { methods: ['eth_getLogs'] }

/** Blocks or logs that the scripted node grants: far below the first range of 220 blocks. */
const blockCap = 10
const logCap = 30

/** Refuses what is above the cap, in the words of `refusal`. */
function limit(refusal: RangeRefusal): Fault {
  return callFault(refusal.provider, getLogs, (call, right) => {
    const range = rangeOf(call)
    if (range === undefined || !Array.isArray(right.result)) return undefined
    const isOver =
      refusal.counts === 'blocks' ? range.blocks > blockCap : right.result.length > logCap
    const cap = refusal.counts === 'blocks' ? blockCap : logCap
    return isOver ? refuse(refusal.code, refusal.text({ ...range, cap })) : undefined
  })
}

test.each(rangeRefusals.map((refusal) => [refusal.id, refusal.provider, refusal] as const))(
  'behavior: %s a range that %s refuses is read in pieces',
  async (_id, _provider, refusal) => {
    const world = await createWorld({ liveBlocks: 2 })
    const fault = limit(refusal)
    world.node.faults.push(fault)
    await expectLikeFresh(world, await world.start())
    expect(fault.met).toBeGreaterThan(0)
  },
)

test('behavior: F019 a range that is refused in unknown words is read in pieces', async () => {
  const random = createRandom(20_261_122)
  const letters = 'abcdefghijklmnopqrstuvwxyz 0123456789 .,:;()[]'
  for (let i = 0; i < 20; i += 1) {
    const length = 5 + Math.floor(random() * 60)
    const text = Array.from(
      { length },
      () => letters[Math.floor(random() * letters.length)] ?? ' ',
    ).join('')
    const world = await createWorld({ liveBlocks: 0 })
    const fault = limit({
      id: 'F019',
      provider: text,
      code: -Math.floor(random() * 40_000),
      counts: i % 2 === 0 ? 'blocks' : 'logs',
      text: () => text,
    })
    world.node.faults.push(fault)
    await expectLikeFresh(world, await world.start())
    expect(fault.met, text).toBeGreaterThan(0)
  }
})

const heavy: readonly [string, Fault['onExchange']][] = [
  ['HTTP 503', () => answer(503, '<html>Service Unavailable</html>')],
  ['HTTP 413', () => answer(413, 'Request Entity Too Large')],
  ['a gateway timeout', () => answer(504, 'error code: 504')],
  ['silence', () => ({ type: 'hang' })],
  [
    '-32000 in words about load',
    ({ calls }) =>
      answer(
        200,
        JSON.stringify({
          jsonrpc: '2.0',
          id: calls[0]?.id,
          error: { code: -32_000, message: 'server is too busy, try again later' },
        }),
      ),
  ],
]

function answer(status: number, body: string) {
  return { type: 'answer' as const, answer: { status, headers: new Map<string, string>(), body } }
}

test.each(heavy)(
  'behavior: F020 a range that is too heavy by %s is read in pieces',
  async (_name, act) => {
    const world = await createWorld({ liveBlocks: 2 })
    const fault = exchangeFault('too heavy', getLogs, (exchange) => {
      const isHeavy = exchange.calls.some((call) => (rangeOf(call)?.blocks ?? 0) > blockCap)
      return isHeavy ? act?.(exchange) : undefined
    })
    world.node.faults.push(fault)
    await expectLikeFresh(world, await world.start())
    expect(fault.met).toBeGreaterThan(0)
  },
)

test('behavior: F020 an outage is told from a heavy range: one block fails as well', async () => {
  const world = await createWorld({ liveBlocks: 2 })
  const fault = exchangeFault(
    'outage',
    { toMs: 60_000, methods: ['eth_getLogs', 'eth_getBlockReceipts'] },
    () => answer(503, 'down'),
  )
  world.node.faults.push(fault)
  const program = await world.start()
  await world.clock.run(55_000)
  const chain = await readChain(program, 'harbor')
  expect(chain.status).not.toBe('LIVE')
  expect(chain.problem).toMatch(/503/)
  await expectLikeFresh(world, program)
  expect(fault.met).toBeGreaterThan(0)
  // Waited out with patience: an outage must not be hammered with ever smaller ranges.
  expect(fault.met).toBeLessThan(60)
})

test('behavior: F001 one block that is refused alone is read from its receipts', async () => {
  const world = await createWorld({ liveBlocks: 2 })
  const dense = 96
  const fault = callFault('a dense block', getLogs, (call) => {
    const range = rangeOf(call)
    return range !== undefined && range.from <= dense && dense <= range.to
      ? refuse(-32_602, 'Log response size exceeded.')
      : undefined
  })
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
  expect(world.node.calls.get('eth_getBlockReceipts')).toBeGreaterThan(0)
})

test('behavior: F002 one block that no method gives is waited for in the words of the provider', async () => {
  const world = await createWorld({ liveBlocks: 2 })
  const dense = 96
  const text = 'query returned more than 10000 results: 49514 logs in one transaction'
  const scope = { toMs: 200_000 }
  const logs = callFault('a dense block', { ...getLogs, ...scope }, (call) => {
    const range = rangeOf(call)
    return range !== undefined && range.from <= dense && dense <= range.to
      ? refuse(-32_005, text)
      : undefined
  })
  const receipts = callFault('no receipts', { methods: ['eth_getBlockReceipts'], ...scope }, () =>
    refuse(-32_601, 'the method eth_getBlockReceipts does not exist'),
  )
  world.node.faults.push(logs, receipts)
  const program = await world.start()
  await world.clock.run(150_000)
  const chain = await readChain(program, 'harbor')
  expect(chain.problem).toContain(text)
  // The other chain has not waited.
  expect(await readChain(program, 'island')).toMatchObject({ status: 'LIVE' })
  await expectLikeFresh(world, program)
  expect(logs.met).toBeGreaterThan(0)
  expect(receipts.met).toBeGreaterThan(0)
})

/** Cuts every answer to `cap` logs and says nothing. */
function truncate(cap: number): Fault {
  return callFault(`cut to ${cap}`, getLogs, (_call, right) =>
    Array.isArray(right.result) && right.result.length > cap
      ? { result: right.result.slice(0, cap) }
      : undefined,
  )
}

test.each([100, 128, 200])(
  'behavior: F021 an answer that is cut to %i logs without a word is suspected',
  async (cap) => {
    const world = await createWorld({ liveBlocks: 2 })
    const fault = truncate(cap)
    world.node.faults.push(fault)
    await expectLikeFresh(world, await world.start())
    expect(fault.met).toBeGreaterThan(0)
  },
)

test('behavior: F021 what was read once and not held against anything is called unverified', async () => {
  const world = await createWorld({ liveBlocks: 2 })
  const fault = truncate(73)
  world.node.faults.push(fault)
  const program = await world.start()
  await awaitTips(world, program)
  expect(fault.met).toBeGreaterThan(0)
  const { coverage } = await readChain(program, 'harbor')
  expect(coverage.length).toBeGreaterThan(0)
  for (const { spans } of coverage) expect(spans[0]?.level).toBe('UNVERIFIED')
})

test.each(['verified', 'proven'] as const)(
  'behavior: F021 a cut that looks like nothing is found where coverage must be %s',
  async (coverage) => {
    const world = await createWorld({
      liveBlocks: 2,
      chains: { harbor: { coverage, bloom: 'trusted' } },
    })
    const fault = truncate(73)
    world.node.faults.push(fault)
    await expectLikeFresh(world, await world.start())
    expect(fault.met).toBeGreaterThan(0)
  },
)
