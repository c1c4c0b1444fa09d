import type { ServerResponse } from 'node:http'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { HttpAnswer } from '../../src/env/Env.ts'
import { canary } from './support/createCaptured.ts'
import type { ScriptedNode } from './support/createScriptedNode.ts'
import { createWorld, type World } from './support/createWorld.ts'
import { rangeOf, refuse } from './support/evaluateCall.ts'
import { awaitTips, expectLikeFresh } from './support/expectLikeFresh.ts'
import {
  callFault,
  type Exchange,
  exchangeFault,
  type Fault,
  type FaultScope,
  frameFault,
  type Outcome,
} from './support/Fault.ts'
import { readChain, readConditions } from './support/readServed.ts'
import { startRealServer } from './support/startRealServer.ts'

/** The middle of every run: long enough for backfill, head and reads to meet the fault, with a healthy end. */
const window: FaultScope = { fromMs: 0, toMs: 45_000 }

function say(status: number, body: string, headers: Record<string, string> = {}): Outcome {
  const answer: HttpAnswer = { status, headers: new Map(Object.entries(headers)), body }
  return { type: 'answer', answer }
}

/** The answer's entries, whatever its form. */
function entriesOf({ right }: Exchange): { id: unknown }[] {
  const parsed: { id: unknown } | { id: unknown }[] = JSON.parse(right.body)
  return [parsed].flat()
}

const json = (value: unknown): Outcome => say(200, JSON.stringify(value))

/** Makes the fault strike now and then on everything, and proves that the end is as if it had not. */
async function expectSurvived(
  name: string,
  act: NonNullable<Fault['onExchange']>,
  scope: FaultScope = { ...window, chance: 0.4 },
): Promise<World> {
  const world = await createWorld()
  const fault = exchangeFault(name, scope, act)
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
  return world
}

test('behavior: F060 a socket that is open and silent is noticed within 15 s, and polled around', async () => {
  const world = await createWorld({ endpoints: { harbor: ['ws', 'http'] } })
  const fault = frameFault('silence', { fromMs: 21_000, toMs: 55_000 }, () => 'lost')
  world.node.faults.push(fault)
  const program = await world.start()
  await world.clock.run(36_500)
  expect(fault.met).toBeGreaterThan(0)
  const chain = await readChain(program, 'harbor')
  expect(chain.endpoints[0]?.state).not.toBe('OK')
  expect(chain.endpoints[0]?.reason).toBeTruthy()
  expect(chain).toMatchObject({ status: 'LIVE', isStale: false })
  expect(Number(chain.indexed)).toBeGreaterThanOrEqual(world.trees.harbor.tip.number - 2)
  await expectLikeFresh(world, program)
})

test('behavior: F060 when the only socket is silent, the chain is stale within 2 block times and 10 s', async () => {
  const world = await createWorld({ endpoints: { harbor: ['ws'] } })
  const fault = frameFault('silence', { fromMs: 21_000, toMs: 60_000 }, () => 'lost')
  world.node.faults.push(fault)
  const program = await world.start()
  await world.clock.run(21_000 + 2 * 2_000 + 10_000 + 1_000)
  expect(await readChain(program, 'harbor')).toMatchObject({ status: 'STALE', isStale: true })
  expect((await program.ready()).status).toBe(503)
  expect(await readChain(program, 'island')).toMatchObject({ status: 'LIVE' })
  await expectLikeFresh(world, program)
  expect(fault.met).toBeGreaterThan(0)
})

test('behavior: F060 sockets that are refused, hang at the handshake or break off are opened again', async () => {
  const world = await createWorld({ endpoints: { harbor: ['ws'] } })
  let count = 0
  const handshake = frameFault('handshake', { toMs: 40_000 }, ({ kind }) => {
    if (kind !== 'handshake') return undefined
    count += 1
    return count % 3 === 0 ? undefined : count % 3 === 1 ? 'close' : 'lost'
  })
  const broken = frameFault(
    'broken off',
    { fromMs: 10_000, toMs: 40_000, chance: 0.3 },
    ({ kind }) => (kind === 'handshake' ? undefined : 'close'),
  )
  world.node.faults.push(handshake, broken)
  await expectLikeFresh(world, await world.start())
  expect(handshake.met).toBeGreaterThan(0)
  expect(broken.met).toBeGreaterThan(0)
})

test('behavior: F061 requests that hang end by their own deadline and hold nothing up for good', async () => {
  const world = await expectSurvived('hang', () => ({ type: 'hang' }))
  // The other chain never waited: its node answered all the time.
  expect(world.nodes.island[0]?.calls.get('eth_getLogs')).toBeGreaterThan(0)
})

test('behavior: F061 a chain whose endpoint hangs for good is stale, and delays no other', async () => {
  const world = await createWorld()
  const fault = exchangeFault('hang', { fromMs: 21_000 }, () => ({ type: 'hang' }))
  world.node.faults.push(fault)
  const program = await world.start()
  await world.clock.run(40_000)
  const harbor = await readChain(program, 'harbor')
  expect(harbor).toMatchObject({ status: 'STALE' })
  expect(harbor.problem).toMatch(/no answer within 5000 ms/)
  const island = await readChain(program, 'island')
  expect(island.status).toBe('LIVE')
  expect(Number(island.indexed)).toBeGreaterThanOrEqual(259)
  expect(fault.met).toBeGreaterThan(0)
})

const limits: readonly [string, (exchange: Exchange) => Outcome][] = [
  ['HTTP 429', () => say(429, 'Too Many Requests')],
  ['Retry-After 3600', () => say(429, '', { 'retry-after': '3600' })],
  ['Retry-After as a date', () => say(429, '', { 'retry-after': 'Fri, 15 Jan 2027 08:00:40 GMT' })],
  ['a negative Retry-After', () => say(429, '', { 'retry-after': '-5' })],
  ['Retry-After in words', () => say(429, '', { 'retry-after': 'soon' })],
  [
    '429 inside JSON',
    (exchange) =>
      json(
        entriesOf(exchange).map(({ id }) => ({
          jsonrpc: '2.0',
          id,
          error: { code: 429, message: 'Too many requests' },
        })),
      ),
  ],
  [
    'compute units',
    ({ calls, isBatch }) => {
      const message = 'Your app has exceeded its compute units per second capacity.'
      const all = calls.map(({ id }) => ({ jsonrpc: '2.0', id, error: { code: -32_005, message } }))
      return json(isBatch ? all : all[0])
    },
  ],
]

test.each(limits)(
  'behavior: F062 a rate limit by %s is waited out, and never for long',
  async (_name, act) => {
    const world = await createWorld()
    const fault = exchangeFault('limit', { toMs: 20_000 }, act)
    world.node.faults.push(fault)
    const program = await world.start()
    // The limit ends at 20 s. The endpoint and the follower wait 15 s each at most: an hour was asked for in vain.
    await world.clock.run(55_000)
    expect((await readChain(program, 'harbor')).head).not.toBeNull()
    await expectLikeFresh(world, program)
    expect(fault.met).toBeGreaterThan(0)
    expect(fault.met).toBeLessThan(200)
  },
)

test('behavior: F062 while one endpoint limits, another is asked', async () => {
  const world = await createWorld({ endpoints: { harbor: ['http', 'http'] } })
  const fault = exchangeFault('limit', { fromMs: 10_000 }, () =>
    say(429, '', { 'retry-after': '3600' }),
  )
  world.node.faults.push(fault)
  const program = await world.start()
  await world.clock.run(40_000)
  const chain = await readChain(program, 'harbor')
  expect(chain.status).toBe('LIVE')
  expect(Number(chain.indexed)).toBeGreaterThanOrEqual(259)
  expect(chain.endpoints[0]).toMatchObject({ state: 'LIMITED' })
  await expectLikeFresh(world, program)
  expect(fault.met).toBeGreaterThan(0)
})

const pages: readonly [string, Outcome][] = [
  ['a page with 200', say(200, '<!DOCTYPE html><html><title>Just a moment...</title></html>')],
  [
    'a login page',
    say(200, '<html><form action="/login"></form></html>', { 'content-type': 'text/html' }),
  ],
  ['a page with 503', say(503, '<html>Service Unavailable</html>')],
  ['502', say(502, 'error code: 502')],
  ['521', say(521, '<html>Web server is down</html>')],
  ['500 and nothing', say(500, '')],
  ['403', say(403, 'error code: 1020')],
]

test.each(pages)(
  'behavior: F063 %s is the endpoint’s trouble and never data',
  async (name, outcome) => {
    await expectSurvived(name, () => outcome)
  },
)

const cut = ({ right }: Exchange, share: number) =>
  right.body.slice(0, Math.floor(right.body.length * share))

const broken: readonly [string, (exchange: Exchange, random: number) => Outcome][] = [
  ['cut anywhere', (exchange, random) => say(200, cut(exchange, random))],
  ['cut after its first half', (exchange) => say(200, cut(exchange, 0.5))],
  ['behind a byte order mark', ({ right }) => say(200, `\uFEFF${right.body}`)],
  [
    'with wrong UTF-8',
    ({ right }) =>
      say(200, right.body.replace(/"jsonrpc"/, '"json\uFFFDrpc').replace('}', '\uFFFD')),
  ],
  [
    'with a comma too many',
    ({ right }) => say(200, right.body.replace(/}$/, ',}').replace(/]$/, ',]')),
  ],
  ['twice', ({ right }) => say(200, right.body + right.body)],
  ['in quotes', ({ right }) => json(right.body)],
  [
    'nested in arrays',
    ({ right }) => say(200, `${'['.repeat(5_000)}${right.body}${']'.repeat(5_000)}`),
  ],
]

test.each(broken)('behavior: F064 an answer %s is dropped whole', async (name, act) => {
  let turn = 0
  await expectSurvived(name, (exchange) => {
    turn += 1
    return act(exchange, ((turn * 7) % 13) / 13)
  })
})

const empties: readonly [string, (exchange: Exchange) => Outcome][] = [
  ['an empty body', () => say(200, '')],
  ['an empty text body', () => say(200, '', { 'content-type': 'text/plain' })],
  ['no result', (exchange) => json(entriesOf(exchange).map(({ id }) => ({ jsonrpc: '2.0', id })))],
  ['an id alone', ({ calls }) => json({ id: calls[0]?.id })],
  ['null', () => say(200, 'null')],
  ['an empty object', () => say(200, '{}')],
  ['an empty list', () => say(200, '[]')],
  [
    'both a result and an error',
    (exchange) =>
      json(entriesOf(exchange).map((entry) => ({ ...entry, error: { code: 1, message: 'x' } }))),
  ],
  [
    'an error that is a string',
    (exchange) => json(entriesOf(exchange).map(({ id }) => ({ jsonrpc: '2.0', id, error: 'no' }))),
  ],
]

test.each(empties)('behavior: F065 %s is never read as nothing', async (name, act) => {
  await expectSurvived(name, act)
})

test('behavior: F065 a null result where there must be one is never read as nothing', async () => {
  const world = await createWorld()
  const fault = callFault('null', { ...window, chance: 0.3 }, (call) =>
    call.method === 'eth_getLogs' || call.method === 'eth_chainId' || call.method === 'eth_call'
      ? { result: null }
      : undefined,
  )
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
})

const wrongIds: readonly [string, (id: number, all: readonly number[]) => unknown][] = [
  ['another number', (id) => id + 1_000],
  ['a string', (id) => String(id)],
  ['null', () => null],
  ['the id of a neighbour', (id, all) => all[(all.indexOf(id) + 1) % all.length] ?? id + 1],
]

test.each(wrongIds)('behavior: F066 an answer whose id is %s is not used', async (name, idOf) => {
  await expectSurvived(name, (exchange) => {
    const entries = entriesOf(exchange)
    const ids = entries.map(({ id }) => Number(id))
    if (name === 'the id of a neighbour' && entries.length === 1) return undefined
    const changed = entries.map((entry) => ({ ...entry, id: idOf(Number(entry.id), ids) }))
    // A neighbour's id on one entry alone makes it appear twice.
    const mixed = name === 'the id of a neighbour' ? [changed[0], ...entries.slice(1)] : changed
    return json(exchange.isBatch ? mixed : mixed[0])
  })
})

test('behavior: F067 answers of a batch in any order reach their callers', async () => {
  const world = await expectSurvived(
    'reversed',
    (exchange) => (exchange.isBatch ? json(entriesOf(exchange).reverse()) : undefined),
    {},
  )
  expect(world.node.faults[0]?.met).toBeGreaterThan(10)
})

const batches: readonly [string, (entries: { id: unknown }[]) => { id: unknown }[]][] = [
  ['one id twice', (entries) => [...entries.slice(0, -1), ...entries.slice(0, 1)]],
  ['one answer too many', (entries) => [...entries, ...entries.slice(0, 1)]],
  ['one answer missing', (entries) => entries.slice(1)],
  ['a foreign id', (entries) => [...entries.slice(1), { ...entries[0], id: 999_999 }]],
  [
    'results shifted by one place with ids kept in order',
    (entries) =>
      entries.map((entry, i) => ({ ...entry, id: entries[i]?.id, jsonrpc: '2.0' })).slice(1),
  ],
]

test.each(batches)('behavior: F068 a batch with %s is refused whole', async (name, change) => {
  await expectSurvived(name, (exchange) => {
    const entries = entriesOf(exchange)
    return exchange.isBatch && entries.length > 1 ? json(change(entries)) : undefined
  })
})

const refusedBatches: readonly [string, (exchange: Exchange) => Outcome][] = [
  [
    'one error object',
    () =>
      json({ jsonrpc: '2.0', id: null, error: { code: -32_600, message: 'Batch size too large' } }),
  ],
  ['413', () => say(413, 'Payload Too Large')],
  ['400', () => say(400, '{"error":"batch requests are not supported"}')],
]

test.each(refusedBatches)(
  'behavior: F069 a batch that is refused by %s is split, down to single calls',
  async (name, act) => {
    await expectSurvived(
      name,
      (exchange) => (exchange.calls.length > 1 ? act(exchange) : undefined),
      {},
    )
  },
)

test('behavior: F071 an answer that is larger than the cap is cut into smaller ranges', async () => {
  const world = await createWorld({ liveBlocks: 2 })
  const fault = exchangeFault('too large', { methods: ['eth_getLogs'] }, ({ calls }) =>
    calls.some((call) => (rangeOf(call)?.blocks ?? 0) > 7)
      ? { type: 'fail', failure: 'tooLarge' }
      : undefined,
  )
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
})

test('behavior: F071 one block that is larger than the cap is read from its receipts', async () => {
  const world = await createWorld()
  const fault = exchangeFault('too large', { methods: ['eth_getLogs'] }, ({ calls }) =>
    calls.some((call) => {
      const range = rangeOf(call)
      return range !== undefined && range.from <= 96 && range.to >= 96
    })
      ? { type: 'fail', failure: 'tooLarge' }
      : undefined,
  )
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
  expect(world.node.calls.get('eth_getBlockReceipts')).toBeGreaterThan(0)
})

const network = ['unreachable', 'dns', 'tls', 'malformed', 'timeout'] as const

test.each(network)(
  'behavior: F072 a connection that fails by %s is tried again',
  async (failure) => {
    await expectSurvived(failure, () => ({ type: 'fail', failure }))
  },
)

test('behavior: F072 what fails is named by kind, and nothing of the address with it', async () => {
  for (const [failure, words] of [
    ['dns', /does not resolve/],
    ['tls', /certificate/],
  ] as const) {
    const world = await createWorld()
    const fault = exchangeFault(failure, { fromMs: 21_000 }, () => ({ type: 'fail', failure }))
    world.node.faults.push(fault)
    const program = await world.start()
    await world.clock.run(40_000)
    expect((await readChain(program, 'harbor')).problem).toMatch(words)
    expect(fault.met).toBeGreaterThan(0)
  }
})

test('behavior: F073 a node that quotes its own URL and key in every error gives nothing away', async () => {
  const world = await createWorld({ endpoints: { harbor: ['http', 'http'] } })
  const quotes = (url: string): readonly Fault[] => [
    callFault('quoted', { ...window, chance: 0.3 }, ({ method }) =>
      refuse(
        -32_000,
        `${method} failed at ${url} (${encodeURIComponent(url)}), key ${new URL(url).pathname}`,
      ),
    ),
    exchangeFault('quoted page', { ...window, chance: 0.2 }, () =>
      say(500, `<a href="${url}">${url}</a>`),
    ),
    exchangeFault('quoted for good', { fromMs: 46_000, toMs: 58_000 }, ({ calls, isBatch }) => {
      const all = calls.map(({ id }) => ({
        jsonrpc: '2.0',
        id,
        error: { code: -32_603, message: `no route to ${url}` },
      }))
      return json(isBatch ? all : all[0])
    }),
  ]
  for (const node of world.nodes.harbor) node.faults.push(...quotes(node.url))
  const program = await world.start()
  for (let i = 0; i < 12; i += 1) {
    await world.clock.run(5_000)
    await readChain(program, 'harbor')
    await readConditions(program)
    await program.metrics()
    await program.ready()
  }
  await expectLikeFresh(world, program)
  for (const node of world.nodes.harbor)
    for (const fault of node.faults) expect(fault.met).toBeGreaterThan(0)
  world.captured.expectNoSecret()
})

test('behavior: F074 when every endpoint is down for ten minutes the last cut is served, and called stale', async () => {
  const world = await createWorld({ endpoints: { harbor: ['http', 'http'] }, liveBlocks: 340 })
  const scope = { fromMs: 41_000, toMs: 641_000 }
  const faults = world.nodes.harbor.map((node) => {
    const fault = exchangeFault('down', scope, () => say(503, 'down'))
    node.faults.push(fault)
    return fault
  })
  const program = await world.start()
  await world.clock.run(40_000)
  expect((await program.ready()).status).toBe(200)
  // Two block times and ten seconds after the last confirmed head.
  await world.clock.run(16_000)
  expect((await program.ready()).status).toBe(503)
  const early = await readConditions(program)
  await world.clock.run(500_000)
  expect(await readChain(program, 'harbor')).toMatchObject({
    status: 'STALE',
    isStale: true,
    indexed: '260',
  })
  expect(await readChain(program, 'island')).toMatchObject({ status: 'LIVE', isStale: false })
  const { collateral } = await program.query<{
    collateral: { lineCount: number; cut: { chains: { isStale: boolean }[] } }
  }>('{ collateral(venue: "lab") { lineCount cut { chains { isStale } } } }')
  expect(collateral.lineCount).toBeGreaterThan(0)
  expect(collateral.cut.chains.map(({ isStale }) => isStale)).toEqual([true, false])
  // One condition about the chain, not one per attempt.
  const stale = (await readConditions(program)).filter(({ code }) => code === 'CHAIN_STALE')
  expect(stale).toHaveLength(1)
  expect(early.filter(({ code }) => code === 'CHAIN_STALE')).toHaveLength(1)
  await expectLikeFresh(world, program)
  for (const fault of faults) expect(fault.met).toBeGreaterThan(0)
})

test('behavior: F075 an outage of five minutes raises no alert about risk', async () => {
  const world = await createWorld({ liveBlocks: 200 })
  const scope = { fromMs: 21_000, toMs: 321_000 }
  const fault = exchangeFault('down', scope, () => ({ type: 'fail', failure: 'unreachable' }))
  const later = exchangeFault('down', scope, () => ({ type: 'hang' }))
  world.node.faults.push(fault)
  const program = await world.start()
  world.nodes.island[0]?.faults.push({ ...later, fromMs: 121_000 })
  const quality = ['CHAIN_STALE', 'CHAIN_BACKFILLING', 'PRICE_LATE', 'PRICE_DEAD']
  for (let i = 0; i < 32; i += 1) {
    await world.clock.run(10_000)
    const codes = (await readConditions(program)).map(({ code }) => code)
    expect(codes.filter((code) => !quality.includes(code))).toEqual([])
  }
  await expectLikeFresh(world, program)
  expect(fault.met).toBeGreaterThan(0)
})

test('behavior: F076 a node without receipts is asked otherwise, and not over and over', async () => {
  const world = await createWorld({ chains: { harbor: { coverage: 'proven', bloom: 'trusted' } } })
  const fault = callFault('missing method', { methods: ['eth_getBlockReceipts'] }, ({ method }) =>
    refuse(-32_601, `the method ${method} does not exist/is not available`),
  )
  world.node.faults.push(fault)
  const program = await world.start()
  await awaitTips(world, program)
  const { coverage } = await readChain(program, 'harbor')
  // Without receipts only the header of an empty block proves anything: its receipts root is that of nothing.
  for (const { spans } of coverage) {
    let from = 0
    for (const { toBlock, level } of spans) {
      for (let number = from; level === 'PROVEN' && number <= Number(toBlock); number += 1)
        expect(world.trees.harbor.get(number).transactions, `block ${number}`).toEqual([])
      from = Number(toBlock) + 1
    }
  }
  await expectLikeFresh(world, program)
  expect(fault.met).toBeGreaterThan(0)
  expect(fault.met).toBeLessThan(60)
})

const unknown = [
  'header not found',
  'Block not found',
  'missing trie node 6f6f (path )',
  'unknown block',
  'block is not canonical',
]

test.each(unknown)('behavior: F077 “%s” is a node’s lag and is asked again', async (text) => {
  const world = await createWorld({ endpoints: { harbor: ['http', 'http'] } })
  const fault = callFault(
    text,
    { methods: ['eth_getLogs', 'eth_call', 'eth_getBlockByNumber'], ...window, chance: 0.3 },
    () => refuse(-32_000, text),
  )
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
})

/** Whether a log query reaches below a height. */
const isBelow = (call: { params: readonly unknown[] }, height: number): boolean => {
  const [filter] = call.params
  if (typeof filter === 'string') return Number(filter) < height
  if (typeof filter !== 'object' || filter === null || !('fromBlock' in filter)) return false
  return Number(filter.fromBlock) < height
}

test('behavior: F078 history that one endpoint has pruned is read from the other', async () => {
  const world = await createWorld({ endpoints: { harbor: ['http', 'http'] } })
  const fault = callFault('pruned', { methods: ['eth_getLogs', 'eth_getBlockReceipts'] }, (call) =>
    isBelow(call, 150) ? refuse(4444, 'pruned history unavailable') : undefined,
  )
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
})

test('behavior: F078 without an archive the backfill stops with a clear word, and goes on when one is there', async () => {
  const world = await createWorld()
  const fault = callFault(
    'pruned',
    { methods: ['eth_getLogs', 'eth_getBlockReceipts'], toMs: 120_000 },
    (call) => (isBelow(call, 150) ? refuse(4444, 'pruned history unavailable') : undefined),
  )
  world.node.faults.push(fault)
  const program = await world.start()
  await world.clock.run(100_000)
  const chain = await readChain(program, 'harbor')
  expect(chain.status).not.toBe('LIVE')
  expect(chain.problem).toMatch(/prun|no longer has the history/)
  await expectLikeFresh(world, program)
  expect(fault.met).toBeGreaterThan(0)
})

test('behavior: F078 an empty answer from pruned history is not believed where another witness knows better', async () => {
  const world = await createWorld({
    endpoints: { harbor: ['http', 'http'] },
    chains: { harbor: { coverage: 'verified', bloom: 'trusted' } },
  })
  const fault = callFault('silently pruned', { methods: ['eth_getLogs'] }, (call) =>
    isBelow(call, 150) ? { result: [] } : undefined,
  )
  world.node.faults.push(fault)
  await expectLikeFresh(world, await world.start())
  expect(fault.met).toBeGreaterThan(0)
})

const syncing: readonly [string, unknown][] = [
  ['geth', { startingBlock: '0x0', currentBlock: '0x64', highestBlock: '0x200' }],
  ['Nitro', { broadcasterQueuedMessagesPos: 0, batchSeen: 9, batchProcessed: 4, msgCount: 7 }],
]

test.each(syncing)(
  'behavior: F079 a node that says it syncs (%s) is not asked while another is there',
  async (_name, result) => {
    const world = await createWorld({ endpoints: { harbor: ['http', 'http'] } })
    const { node } = world
    const isSyncing = callFault('syncing', { methods: ['eth_syncing'], toMs: 50_000 }, () => ({
      result,
    }))
    const partial = callFault(
      'partial',
      { methods: ['eth_getLogs'], toMs: 50_000 },
      (_call, right) =>
        Array.isArray(right.result)
          ? { result: right.result.filter((_, i) => i % 2 === 0) }
          : undefined,
    )
    node.faults.push(isSyncing, partial)
    const program = await world.start()
    await world.clock.run(30_000)
    const chain = await readChain(program, 'harbor')
    expect(chain.endpoints[0]).toMatchObject({ state: 'SYNCING' })
    expect(chain).toMatchObject({ status: 'LIVE' })
    await expectLikeFresh(world, program)
    expect(isSyncing.met).toBeGreaterThan(0)
    expect(partial.met).toBe(0)
  },
)

test('behavior: F080 an empty answer to a read is asked for again and never cached as zero', async () => {
  const world = await createWorld()
  const fault = callFault('0x', { methods: ['eth_call'], chance: 0.5, toMs: 55_000 }, () => ({
    result: '0x',
  }))
  world.node.faults.push(fault)
  const program = await world.start()
  await awaitTips(world, program)
  const { recorded } = await expectLikeFresh(world, program)
  expect(recorded.facts.length).toBeGreaterThan(300)
  expect(fault.met).toBeGreaterThan(0)
})

/** A real server in front of harbor's scripted node, whose answers `act` may replace. */
async function startBombing(
  node: () => ScriptedNode,
  act: (calls: string, response: ServerResponse) => boolean,
): Promise<{ url: string }> {
  return startRealServer(async (incoming, response) => {
    let body = ''
    for await (const chunk of incoming) body += String(chunk)
    if (act(body, response)) return
    const outcome = node().answer(body)
    if (outcome.type !== 'answer') throw new Error('the healthy node answers')
    response.writeHead(200, { 'content-type': 'application/json' }).end(outcome.answer.body)
  })
}

/** 32 members of 16 MB each: half a gigabyte out of half a megabyte. */
const gzipBomb = Buffer.concat(
  Array.from({ length: 32 }, () => gzipSync(Buffer.alloc(16 * 2 ** 20))),
)
const brotliBomb = brotliCompressSync(Buffer.alloc(64 * 2 ** 20), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
})

const bombs: readonly [string, Record<string, string>, Buffer][] = [
  ['half a gigabyte in gzip', { 'content-encoding': 'gzip' }, gzipBomb],
  ['64 MB in brotli', { 'content-encoding': 'br' }, brotliBomb],
  [
    'a thousand encodings',
    { 'content-encoding': Array(1_000).fill('gzip').join(', ') },
    gzipBomb.subarray(0, 1_000),
  ],
]

test.each(bombs)(
  'behavior: F070 %s is given up at the cap, and memory stays',
  async (_name, headers, body) => {
    let met = 0
    let world: World | undefined
    const { url } = await startBombing(
      () => {
        if (world === undefined) throw new Error('the world is there before it is asked')
        return world.node
      },
      (calls, response) => {
        if (!calls.includes('eth_getLogs') || met >= 3) return false
        met += 1
        response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body)
        return true
      },
    )
    world = await createWorld({ realUrls: [url], liveBlocks: 2 })
    const before = process.memoryUsage()
    const program = await world.start()
    await awaitTips(world, program)
    const after = process.memoryUsage()
    expect(
      after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed,
    ).toBeLessThan(200 * 2 ** 20)
    await expectLikeFresh(world, program)
    expect(met).toBe(3)
  },
)

test('behavior: F072 a redirect to another host is not followed', async () => {
  let followed = 0
  const target = await startRealServer((_incoming, response) => {
    followed += 1
    response.end('{}')
  })
  let met = 0
  const { url } = await startRealServer((_incoming, response) => {
    met += 1
    response.writeHead(302, { location: target.url }).end()
  })
  const world = await createWorld({ realUrls: [url], liveBlocks: 2 })
  await expectLikeFresh(world, await world.start())
  expect(met).toBeGreaterThan(0)
  expect(followed).toBe(0)
})

test('behavior: F072 real trouble with names, certificates and ports leaves the other endpoint', async () => {
  const plain = await startRealServer((_incoming, response) => response.end('no TLS here'))
  const world = await createWorld({
    realUrls: [
      `https://127.0.0.1:${plain.port}/v2/${canary}`,
      `http://${canary}.invalid/`,
      `http://127.0.0.1:1/${canary}`,
    ],
    liveBlocks: 2,
  })
  const program = await world.start()
  await awaitTips(world, program)
  const { endpoints } = await readChain(program, 'harbor')
  expect(endpoints.slice(0, 3).map(({ state }) => state)).toEqual([
    'UNREACHABLE',
    'UNREACHABLE',
    'UNREACHABLE',
  ])
  expect(endpoints[0]?.reason).toMatch(/certificate|encryption/)
  expect(endpoints[1]?.reason).toMatch(/resolve/)
  await expectLikeFresh(world, program)
})
