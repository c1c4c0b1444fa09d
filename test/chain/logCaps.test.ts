import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChainEvent } from '../../src/chain/ChainEvent.ts'
import { HttpError } from '../../src/env/HttpError.ts'
import { type FakeAnswer, type FakeCall, refuse, toLogs } from './support/createFakeNode.ts'
import {
  answered,
  canary,
  createWorld,
  deposited,
  expectedLines,
  feed,
  lines,
  makeLogs,
  mineTo,
  sources,
  vault,
  type World,
} from './support/createWorld.ts'

const reaches = (world: World) => (event: ChainEvent) =>
  event.type === 'blocks' && event.toBlock.number === BigInt(world.chain.head().number)

interface Range {
  from: number
  to: number
  blocks: number
}

/** Range of an `eth_getLogs` call by number; undefined for any other call. */
function rangeOf(call: FakeCall): Range | undefined {
  const [filter] = call.params
  if (call.method !== 'eth_getLogs' || typeof filter !== 'object' || filter === null) return
  if (!('fromBlock' in filter) || !('toBlock' in filter)) return
  const [from, to] = [Number(filter.fromBlock), Number(filter.toBlock)]
  return { from, to, blocks: to - from + 1 }
}

/** Refuses ranges over `cap` blocks as `text` says; the text may quote the range and the cap. */
function capBlocks(cap: number, text: (range: Range) => FakeAnswer) {
  return (call: FakeCall): FakeAnswer | undefined => {
    const range = rangeOf(call)
    return range !== undefined && range.blocks > cap ? text(range) : undefined
  }
}

const hex = (value: number) => `0x${value.toString(16)}`

/** How one provider limits ranges: what it refuses, and in which words. */
interface Cap {
  fault: string
  /** Whether the node refuses the range; `logs` counts what it would answer, over all its blocks. */
  refuses(range: Range, logs: number): boolean
  answer(range: Range, logs: number): FakeAnswer
}

const blocks =
  (cap: number): Cap['refuses'] =>
  ({ blocks }) =>
    blocks > cap

/** Counts the ends as Cloudflare and geth's distance checks do: `to - from` and not the number of blocks. */
const distance =
  (cap: number): Cap['refuses'] =>
  ({ from, to }) =>
    to - from > cap

/** One block is always answered: results of a block cannot be split (F002's note is a test of its own). */
const results =
  (cap: number): Cap['refuses'] =>
  ({ blocks }, logs) =>
    blocks > 1 && logs > cap

/** A cap on bytes: about 600 to a log. */
const bytes =
  (cap: number): Cap['refuses'] =>
  ({ blocks }, logs) =>
    blocks > 1 && logs * 600 > cap

const says =
  (code: number, text: (range: Range) => string): Cap['answer'] =>
  (range) =>
    refuse(code, text(range))

// Every text of rpc-faults.json, F001 to F020, with the shape of its cap.
const caps: Cap[] = [
  {
    fault: 'F001 Alchemy, bytes, suggests a range',
    refuses: bytes(12_000),
    answer: says(
      -32602,
      ({ from }) =>
        `Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range and no limit on the response size, or you can request any block range with a cap of 10K logs in the response. Based on your parameters and the response size limit, this block range should work: [${hex(from)}, ${hex(from + 36)}]`,
    ),
  },
  {
    fault: 'F001 Alchemy free plan',
    refuses: blocks(10),
    answer: says(-32600, () => 'Under the Free tier plan, up to a 10 block range'),
  },
  {
    fault: 'F001 suggests more than was asked',
    refuses: blocks(37),
    answer: says(
      -32602,
      ({ from, to }) => `this block range should work: [${hex(from)}, ${hex(to + 500)}]`,
    ),
  },
  {
    fault: 'F001 suggests a range outside',
    refuses: blocks(37),
    answer: says(
      -32602,
      ({ to }) => `this block range should work: [${hex(to + 1)}, ${hex(to + 9)}]`,
    ),
  },
  {
    fault: 'F002 Infura, results, suggests a range',
    refuses: results(23),
    answer: says(
      -32005,
      ({ from }) =>
        `query returned more than 10000 results. Try with this block range [${hex(from)}, ${hex(from + 39)}].`,
    ),
  },
  {
    fault: 'F002 zkSync',
    refuses: results(23),
    answer: says(
      -32602,
      ({ from, to }) =>
        `Query returned more than 10000 results. Try with this block range [${hex(from)}, ${hex(to - 1)}].`,
    ),
  },
  {
    fault: 'F003 QuickNode',
    refuses: blocks(1),
    answer: says(-32614, () => 'eth_getLogs is limited to a 10,000 range'),
  },
  {
    fault: 'F004 1RPC, blocks',
    refuses: blocks(100),
    answer: says(-32000, () => 'eth_getLogs is limited to a 1000 blocks range'),
  },
  {
    fault: 'F004 1RPC, bytes',
    refuses: bytes(9_000),
    answer: says(-32000, () => 'response size should not greater than 10000000 bytes'),
  },
  {
    fault: 'F005 BlockPI',
    refuses: blocks(24),
    answer: says(-32000, () => 'eth_getLogs is limited to 24 block range'),
  },
  {
    fault: 'F006 Blast',
    refuses: blocks(30),
    answer: says(
      -32000,
      ({ blocks }) => `exceeds the range allowed for your plan (${blocks} > 30)`,
    ),
  },
  {
    fault: 'F007 Ankr, no number',
    refuses: blocks(11),
    answer: says(-32600, () => 'block range is too wide'),
  },
  {
    fault: 'F007 Ankr, results',
    refuses: results(20),
    answer: says(-32602, () => 'query exceeds max results 20000'),
  },
  {
    fault: 'F007 Ankr, distance',
    refuses: distance(12),
    answer: says(-32602, () => 'maximum [from, to] blocks distance: 12'),
  },
  {
    fault: 'F008 LlamaRPC, decimal range',
    refuses: blocks(25),
    answer: says(
      -32602,
      ({ from }) => `query exceeds max results 20000, retry with the range ${from}-${from + 24}`,
    ),
  },
  {
    fault: 'F008 reversed range',
    refuses: blocks(25),
    answer: says(
      -32602,
      ({ from }) => `query exceeds max results 20000, retry with the range ${from + 24}-${from}`,
    ),
  },
  {
    fault: 'F009 Chainstack',
    refuses: blocks(100),
    answer: says(-32602, () => 'Block range limit exceeded.'),
  },
  {
    fault: 'F010 Cloudflare, counts inclusively',
    refuses: blocks(7),
    answer: says(-32047, () => 'Max range: 8'),
  },
  {
    fault: 'F011 Coinbase',
    refuses: blocks(50),
    answer: says(-32000, () => 'please limit the query to at most 50 blocks'),
  },
  {
    fault: 'F012 PublicNode',
    refuses: blocks(50),
    answer: says(-32701, () => 'exceed maximum block range: 50'),
  },
  {
    fault: 'F013 thirdweb',
    refuses: blocks(64),
    answer: says(-32602, () => 'Maximum allowed number of requested blocks is 64'),
  },
  {
    fault: 'F014 Base',
    refuses: blocks(20),
    answer: says(-32600, () => 'block range too large'),
  },
  {
    fault: 'F014 Monad, quotes what was asked first',
    refuses: blocks(20),
    answer: says(
      -32000,
      ({ blocks }) => `block range too large (${blocks}), maximum allowed is 20 blocks`,
    ),
  },
  {
    fault: 'F014 unhealthy for wide ranges',
    refuses: blocks(20),
    answer: says(-32011, () => 'no backend is currently healthy to serve traffic'),
  },
  {
    fault: 'F015 Optimism',
    refuses: blocks(40),
    answer: says(-32000, () => 'Block range is too large'),
  },
  {
    fault: 'F015 Optimism, bytes',
    refuses: bytes(10_000),
    answer: says(-32020, () => 'backend response too large'),
  },
  {
    fault: 'F016 Arbitrum, results',
    refuses: results(17),
    answer: says(-32000, () => 'logs matched by query exceeds limit of 10000'),
  },
  {
    fault: 'F017 Avalanche, three numbers',
    refuses: blocks(16),
    answer: says(
      -32000,
      ({ from, to }) => `requested too many blocks from ${from} to ${to}, maximum is set to 16`,
    ),
  },
  {
    fault: 'F018 dRPC',
    refuses: blocks(60),
    answer: says(35, () => 'ranges over 10000 blocks are not supported on freetier'),
  },
  ...(
    [
      ['Aurora', 20, 'up to a 2000 block range'],
      ['Moonriver', 24, 'block range is too wide (maximum 1024)'],
      ['Harmony', 24, 'query must be smaller than size 1024'],
      ['Merkle', 9, 'eth_getLogs range is too large, max is 1k blocks'],
      ['Swell', 33, 'block range greater than 1000 max'],
      ['Somnia', 33, 'block range exceeds 1000'],
      ['Hyperliquid', 50, 'query exceeds max block range 50'],
      ['Tron', 44, 'exceed max block range: 44'],
      ['eRPC', 44, 'exceeded max allowed'],
      ['eRPC threshold', 44, 'range threshold exceeded'],
      ['zkEVM', 44, 'logs are limited to a 10000 block range'],
    ] as const
  ).map(
    ([name, cap, text]): Cap => ({
      fault: `F019 ${name}`,
      refuses: blocks(cap),
      answer: says(-32000, () => text),
    }),
  ),
  {
    fault: 'F020 too heavy as -32000',
    refuses: results(19),
    answer: says(-32000, () => 'request timed out'),
  },
  {
    fault: 'own range quoted back',
    refuses: blocks(5),
    answer: says(-32005, ({ from, to }) => `Try with this block range [${hex(from)}, ${hex(to)}].`),
  },
  { fault: 'tiny number', refuses: blocks(12), answer: says(-32000, () => 'rejected, see rule 1') },
  { fault: 'internal error', refuses: blocks(6), answer: says(-32603, () => 'Internal error') },
]

/** Texts that nobody has seen: words, numbers and brackets at random, with any code. */
function randomCaps(count: number): Cap[] {
  const texts = fc.sample(
    fc.record({
      text: fc.array(
        fc.oneof(
          fc.constantFrom('albatross', 'range', 'blocks', 'max', 'limit', 'to', '-', '[', ']', '>'),
          fc.nat(20_000).map(String),
          fc.nat(20_000).map(hex),
        ),
        { maxLength: 9 },
      ),
      code: fc.constantFrom(-32_000, -32_005, -32_099, -32_600, -32_602, 3, 35, 0),
      cap: fc.integer({ min: 1, max: 70 }),
      isByResults: fc.boolean(),
    }),
    { seed: 20_261_122, numRuns: count },
  )
  return texts.map(({ text, code, cap, isByResults }) => ({
    fault: `unknown: ${text.join(' ')} (${code})`,
    refuses: isByResults ? results(cap) : blocks(cap),
    answer: says(code, () => text.join(' ')),
  }))
}

test.each([...caps, ...randomCaps(20)].map((cap) => [cap.fault, cap] as const))(
  'behavior: %s: equals block by block',
  async (_, cap) => {
    const world = createWorld()
    mineTo(world.chain, 300)
    let refused = 0
    world.node.intercept = (call) => {
      const range = rangeOf(call)
      if (range === undefined) return undefined
      const logs = expectedLines(world.chain, range.from, range.to).length
      if (!cap.refuses(range, logs)) return undefined
      refused += 1
      return cap.answer(range, logs)
    }
    await world.start().until(reaches(world))
    expect(refused).toBeGreaterThan(0)
    expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
    // No wording may cost more than a search for the cap: three ranges are under way at once.
    expect(refused).toBeLessThan(80)
  },
)

test('behavior: a suggested range is taken, so that few attempts are lost', async () => {
  const world = createWorld()
  mineTo(world.chain, 600)
  let refused = 0
  world.node.intercept = capBlocks(50, () => {
    refused += 1
    return refuse(-32000, 'exceed maximum block range: 50')
  })
  await world.start().until(reaches(world))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  // Three ranges are under way before the first refusal; afterwards the ceiling is lifted now and then to try again.
  expect(refused).toBeLessThan(8)
})

test('behavior: a cap on results is met by smaller ranges', async () => {
  const world = createWorld()
  mineTo(world.chain, 300)
  world.node.intercept = (call) => {
    const range = rangeOf(call)
    if (range === undefined || range.blocks === 1) return undefined
    const count = expectedLines(world.chain, range.from, range.to).length
    return count > 7 ? refuse(-32005, 'logs matched by query exceeds limit of 7') : undefined
  }
  await world.start().until(reaches(world))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: an answer cut silently at a round number is not believed', async () => {
  const world = createWorld()
  mineTo(world.chain, 500)
  const { server } = world.node
  let cut = 0
  world.env.servers.set(world.config.endpoints[0]?.url ?? '', async (request) => {
    const answer = await server(request)
    const parsed: { result?: unknown } = JSON.parse(answer.body)
    if (!request.body.includes('fromBlock') || !Array.isArray(parsed.result)) return answer
    if (parsed.result.length <= 100) return answer
    cut += 1
    return { ...answer, body: JSON.stringify({ ...parsed, result: parsed.result.slice(0, 100) }) }
  })
  await world.start().until(reaches(world))
  expect(cut).toBeGreaterThan(0)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: a single refused block is read from its receipts', async () => {
  const world = createWorld()
  mineTo(world.chain, 120)
  world.node.intercept = (call) => {
    const range = rangeOf(call)
    const isHit = range !== undefined && range.from <= 58 && range.to >= 58
    return isHit ? refuse(-32000, 'response too big') : undefined
  }
  await world.start().until(reaches(world))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  expect(expectedLines(world.chain, 58, 58).length).toBeGreaterThan(0)
  expect(world.node.calls.some((call) => call.method === 'eth_getBlockReceipts')).toBe(true)
})

test('behavior: a block that is refused in every way is waited for, never skipped', async () => {
  const world = createWorld()
  mineTo(world.chain, 120)
  let refusals = 0
  world.node.intercept = (call) => {
    if (refusals > 6) return undefined
    const range = rangeOf(call)
    const isHit = range !== undefined && range.from <= 58 && range.to >= 58
    if (!isHit && call.method !== 'eth_getBlockReceipts') return undefined
    if (range?.blocks === 1) refusals += 1
    return refuse(-32000, 'response too big')
  }
  await world.start().until(reaches(world))
  expect(refusals).toBe(7)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test.each([
  ['503', () => ({ status: 503, headers: new Map<string, string>(), body: '' })],
  ['413', () => ({ status: 413, headers: new Map<string, string>(), body: '<html>' })],
  [
    'an oversize answer',
    () => {
      throw new HttpError({ failure: 'tooLarge', detail: 'too large' })
    },
  ],
  [
    'a time-out',
    () => {
      throw new HttpError({ failure: 'timeout', detail: 'too late' })
    },
  ],
])('behavior: %s for a wide range means a smaller one', async (_, fail) => {
  const world = createWorld()
  mineTo(world.chain, 200)
  const { server } = world.node
  world.env.servers.set(world.config.endpoints[0]?.url ?? '', (request) => {
    const parsed: FakeCall | FakeCall[] = JSON.parse(request.body)
    const range = Array.isArray(parsed) ? undefined : rangeOf(parsed)
    return range !== undefined && range.blocks > 30 ? fail() : server(request)
  })
  await world.start().until(reaches(world))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: contradictory or foreign logs make the range be asked for again', async () => {
  const spoilers: ((body: string) => string)[] = [
    spoilHash,
    (body) =>
      body
        .replaceAll('"removed":false', '"removed":true')
        .replaceAll(/"data":"0x../g, '"data":"0xee'),
    forgeLastBlock,
    (body) => body.replace(/"address":"0x0000/, '"address":"0x9999'),
    (body) => body.replace(/"logIndex":"0x/, '"logIndex":"zz'),
    (body) => body.replace(/"data":"0x./, '"data":"0x'),
    (body) => body.replace(/"blockNumber":"0x/, '"blockNumber":"0xfffff'),
    (body) => body.replace(/"result":\[/, '"result":["nonsense",'),
    (body) => body.replace(/"result":\[/, '"result":[null,'),
    (body) => body.replace(/"result":\[.*\]/, '"result":"none"'),
  ]
  for (const spoil of spoilers) {
    const world = createWorld({ rangeBlocksMax: 64n })
    mineTo(world.chain, 150)
    let spoilt = 0
    world.node.rewrite = (answer, request) => {
      if (!request.includes('fromBlock') || spoilt >= 3) return answer
      const body = spoil(answer.body)
      if (body !== answer.body) spoilt += 1
      return { ...answer, body }
    }
    await world.start().until(reaches(world))
    expect(spoilt).toBe(3)
    expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  }
})

test('behavior: a merged query that mostly brings unwanted logs is split by events', async () => {
  const world = createWorld({ rangeBlocksMax: 20n })
  const [vaultSource, feedSource] = sources
  const wanted = vaultSource?.filters[0]
  const other = feedSource?.filters[0]
  if (wanted === undefined || other === undefined) throw new Error('sources have filters')
  // The feed's address emits floods of the vault's event, which nobody asked for.
  for (let i = 0; i < 500; i += 1)
    world.chain.mine(
      Array.from({ length: 10 }, (_, n) => ({
        address: (n === 0 ? wanted : other).addresses[0] ?? '0x',
        topics: [wanted.topics[0][0] ?? '0x'],
        data: '0x',
      })),
    )
  await world.start().until(reaches(world))
  expect(world.record.logs).toHaveLength(500)
  const widths = world.node.calls.flatMap((call) => {
    const [filter] = call.params
    return call.method === 'eth_getLogs' && typeof filter === 'object' && filter !== null
      ? [
          JSON.stringify(filter).split(wanted.addresses[0] ?? '?').length -
            1 +
            (JSON.stringify(filter).includes(other.addresses[0] ?? '?') ? 1 : 0),
        ]
      : []
  })
  expect(widths[0]).toBe(2)
  expect(widths.at(-1)).toBe(1)
})

interface AnsweredLog {
  address: string
  blockNumber: string
  blockHash: string
}

/** Gives the first of two logs of one block another block hash. */
function spoilHash(body: string): string {
  const parsed: { result: AnsweredLog[] } = JSON.parse(body)
  const log = parsed.result.find(
    (each, i) => each.address === vault && each.blockNumber === parsed.result[i + 1]?.blockNumber,
  )
  if (log !== undefined) log.blockHash = `0xdead${log.blockHash.slice(6)}`
  return JSON.stringify(parsed)
}

/** Gives all logs of the newest block in the answer another block hash, where that block ends a range of 64. */
function forgeLastBlock(body: string): string {
  const parsed: { result: AnsweredLog[] } = JSON.parse(body)
  const last = parsed.result.at(-1)?.blockNumber
  if (last === undefined || Number(last) % 64 !== 63) return body
  return forge(body, last)
}

function forge(body: string, blockNumber: string): string {
  const parsed: { result: AnsweredLog[] } = JSON.parse(body)
  for (const log of parsed.result)
    if (log.blockNumber === blockNumber) log.blockHash = `0xdead${log.blockHash.slice(6)}`
  return JSON.stringify(parsed)
}

test('behavior: where times come from headers, the logs of every block are held against its hash', async () => {
  const world = createWorld()
  world.node.hasBlockTimestamp = false
  mineTo(world.chain, 120)
  let forged = 0
  world.node.rewrite = (answer, request) => {
    if (!request.includes('fromBlock') || forged >= 3) return answer
    forged += 1
    return { ...answer, body: forge(answer.body, '0x1') }
  }
  await world.start().until(reaches(world))
  expect(forged).toBe(3)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: live logs of another block than the one asked for are not taken', async () => {
  const world = createWorld()
  mineTo(world.chain, 10)
  let forged = 0
  world.node.rewrite = (answer, request) => {
    const parsed: { method?: string } = JSON.parse(request)
    if (parsed.method !== 'eth_getLogs' || !request.includes('blockHash') || forged >= 3)
      return answer
    const body = answer.body
      .replaceAll('"blockHash":"0x', '"blockHash":"0xdead')
      .replaceAll(/"blockHash":"0xdead(.{60})....",/g, '"blockHash":"0xdead$1",')
    if (body !== answer.body) forged += 1
    return { ...answer, body }
  }
  let mined = 0
  world.env.onSleep = () => {
    mined += 1
    world.chain.mine(makeLogs(world.chain.blocks.length))
  }
  await world.start().until((event) => mined >= 20 && reaches(world)(event))
  expect(forged).toBe(3)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: each endpoint keeps its own cap, and the one in use is not asked for less than it takes', async () => {
  const world = createWorld({ nodes: 2 })
  mineTo(world.chain, 900)
  const [first, second] = world.nodes
  if (first === undefined || second === undefined) throw new Error('the world has two nodes')
  first.intercept = capBlocks(16, () => refuse(-32000, 'exceed maximum block range: 16'))
  const widths: number[] = []
  second.intercept = (call) => {
    const range = rangeOf(call)
    if (range !== undefined) widths.push(range.blocks)
    return undefined
  }
  const run = world.start()
  await run.until((event) => {
    // After some ranges the first endpoint is gone for good.
    if (event.type === 'blocks' && event.toBlock.number > 200n)
      first.rewrite = () => {
        throw new HttpError({ failure: 'unreachable', detail: 'gone' })
      }
    return reaches(world)(event)
  })
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  expect(Math.max(...widths)).toBeGreaterThan(64)
  const [capped] = run.follower.status().endpoints
  expect(capped?.rangeBlocks).toBeLessThanOrEqual(16n)
})

test('behavior: an outage is no cap: after it ranges are as wide as before', async () => {
  const world = createWorld({ rangeBlocksMax: 250n })
  mineTo(world.chain, 1_200)
  let dead = 0
  const { server } = world.node
  const widths: number[] = []
  world.env.servers.set(world.config.endpoints[0]?.url ?? '', (request) => {
    const parsed: FakeCall | FakeCall[] = JSON.parse(request.body)
    const range = Array.isArray(parsed) ? undefined : rangeOf(parsed)
    if (range !== undefined && range.from >= 500 && dead < 12) {
      dead += 1
      return { status: 503, headers: new Map<string, string>(), body: '' }
    }
    if (range !== undefined) widths.push(range.blocks)
    return server(request)
  })
  await world.start().until(reaches(world))
  expect(dead).toBe(12)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  // Only single blocks are asked for while it is down; with the first answer the width is back.
  const after = widths.slice(2).filter((blocks) => blocks > 1)
  expect(Math.min(...after.slice(0, 2))).toBeGreaterThanOrEqual(125)
})

test("behavior: what is refused in every way is said in the endpoint's words, without its key", async () => {
  const world = createWorld()
  mineTo(world.chain, 120)
  const texts = new Set<string | undefined>()
  let refusals = 0
  world.node.intercept = (call) => {
    const range = rangeOf(call)
    const isHit = range !== undefined && range.from <= 58 && range.to >= 58
    if (refusals > 6 || (!isHit && call.method !== 'eth_getBlockReceipts')) return undefined
    if (range?.blocks === 1) refusals += 1
    return refuse(-32000, `response of ${canary} is too big`)
  }
  const run = world.start()
  world.env.onSleep = () => texts.add(run.follower.status().problem)
  await run.until(reaches(world))
  const said = [...texts].find((text) => text?.includes('degraded'))
  expect(said).toMatch(/^Chain harbor is degraded: the logs of block 58 are refused/)
  expect(said).toContain('response of <redacted> is too big')
  expect(run.follower.status().problem).toBeUndefined()
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test.each([
  ['code 4444', refuse(4444, 'pruned history unavailable')],
  ['an empty list', { result: [] }],
] as const)('behavior: history that is pruned with %s comes from an archive', async (_, answer) => {
  const world = createWorld({ nodes: 2 })
  mineTo(world.chain, 300)
  prune(world, answer)
  await world.start().until(reaches(world))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test.each([
  ['code 4444', refuse(4444, 'pruned history unavailable')],
  ['an empty list', { result: [] }],
] as const)(
  'error: with %s and no archive nothing is handed on, and the cure is said',
  async (_, answer) => {
    const world = createWorld()
    mineTo(world.chain, 300)
    prune(world, answer)
    const run = world.start()
    const texts = new Set<string | undefined>()
    world.env.onSleep = (nowMs) => {
      texts.add(run.follower.status().problem)
      if (nowMs > 60_000) run.abort.abort()
    }
    const events = await run.until(() => false)
    expect(events.filter(({ type }) => type === 'blocks')).toEqual([])
    expect([...texts].find((text) => text?.includes('archive'))).toMatch(
      /^No endpoint of chain harbor serves the logs of block 0: .* Add an archive endpoint, or set a later startBlock\.$/,
    )
  },
)

test('behavior: a backend of the same URL that lags is not taken for pruned history', async () => {
  const world = createWorld()
  mineTo(world.chain, 300)
  showReceiptsRoots(world)
  const { node } = world
  node.intercept = ({ method, params }) => {
    const isAhead = Number(params[0]) > world.chain.head().number - node.lag
    return method === 'eth_getBlockReceipts' && isAhead ? { result: null } : undefined
  }
  // The first who is asked for receipts stands at the first block.
  let probes = 0
  world.env.servers.set(world.config.endpoints[0]?.url ?? '', async (request) => {
    const isProbe = request.body.includes('eth_getBlockReceipts')
    node.lag = isProbe && probes === 0 ? world.chain.head().number + 1 : 0
    probes += isProbe ? 1 : 0
    const answer = await node.server(request)
    node.lag = 0
    return answer
  })
  const run = world.start()
  const texts = new Set<string | undefined>()
  world.env.onSleep = (nowMs) => {
    texts.add(run.follower.status().problem)
    if (nowMs > 60_000) run.abort.abort()
  }
  await run.until(reaches(world))
  expect([...texts].join()).not.toContain('archive')
  expect(probes).toBeGreaterThan(0)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

/** Far more looks at pruned history than an endpoint is believed after that merely shows nothing. */
const goneMs = 6 * 3_600_000

test('behavior: history that was silently gone for hours is never believed to be empty, and is read when it is back', async () => {
  const world = createWorld()
  mineTo(world.chain, 300)
  prune(world, { result: [] })
  const run = world.start()
  world.env.onSleep = (nowMs) => {
    if (nowMs > goneMs) world.node.intercept = undefined
    if (nowMs > goneMs * 2) run.abort.abort()
  }
  await run.until(reaches(world))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

test('behavior: the only endpoint that once said it had pruned its history is asked again within minutes', async () => {
  const world = createWorld()
  mineTo(world.chain, 300)
  prune(world, refuse(4444, 'pruned history unavailable'))
  const run = world.start()
  world.env.onSleep = (nowMs) => {
    if (nowMs > 1_000) world.node.intercept = undefined
    if (nowMs > 240_000) run.abort.abort()
  }
  await run.until(reaches(world))
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
})

const isWanted = (address: string, topics: readonly string[]) =>
  (address === vault && topics[0] === deposited) || (address === feed && topics[0] === answered)

/** The first node has lost everything below block 200; its headers still say that there were receipts. */
function prune(world: World, answer: FakeAnswer): void {
  showReceiptsRoots(world)
  world.node.intercept = (call) => {
    const range = rangeOf(call)
    if (range !== undefined && range.from < 200) {
      if ('error' in answer) return answer
      // Of a range that begins below only the rest is answered, as if nothing had been before.
      return range.to < 200
        ? answer
        : {
            result: world.chain.blocks
              .slice(200, range.to + 1)
              .flatMap((block) => toLogs(world.node, block))
              .filter(({ address, topics }) => isWanted(address, topics)),
          }
    }
    const isOld = call.method === 'eth_getBlockReceipts' && Number(call.params[0]) < 200
    return isOld ? { result: null } : undefined
  }
}

/** Every header says that its block had receipts. */
function showReceiptsRoots({ nodes }: World): void {
  for (const node of nodes)
    node.rewrite = (plain) => ({
      ...plain,
      body: plain.body.replaceAll(
        '"logsBloom"',
        `"receiptsRoot":"0x${'ab'.repeat(32)}","logsBloom"`,
      ),
    })
}

test('behavior: what an endpoint told before it was caught is read again', async () => {
  const world = createWorld({ rangeBlocksMax: 100n })
  mineTo(world.chain, 900)
  const { server } = world.node
  let cut = 0
  world.env.servers.set(world.config.endpoints[0]?.url ?? '', async (request) => {
    const answer = await server(request)
    const parsed: { result?: unknown } = JSON.parse(answer.body)
    const call: FakeCall | FakeCall[] = JSON.parse(request.body)
    const range = Array.isArray(call) ? undefined : rangeOf(call)
    if (range === undefined || !Array.isArray(parsed.result)) return answer
    // At first three logs are dropped, which nothing shows; from block 600 on answers are cut at a round number.
    const kept =
      range.from < 600 && cut < 2
        ? parsed.result.slice(0, -3)
        : range.from >= 600
          ? parsed.result.slice(0, 100)
          : parsed.result
    if (kept.length < parsed.result.length) cut += 1
    return { ...answer, body: JSON.stringify({ ...parsed, result: kept }) }
  })
  const run = world.start()
  const events = await run.until(
    (event) => event.type === 'coverage' && event.late.logs.length > 0 && event.fromBlock > 0n,
  )
  const late = events.flatMap((event) => (event.type === 'coverage' ? event.late.logs : []))
  const known = new Set(lines(world.record.logs))
  const all = expectedLines(world.chain, 0, 880)
  const missing = all.filter((line) => !known.has(line))
  expect(missing.length).toBeGreaterThan(0)
  expect(lines(late)).toEqual(expect.arrayContaining(missing))
  expect(run.follower.status().endpoints[0]?.state).toBe('truncating')
})

test('behavior: refusals that reach down to single blocks are an outage too, and leave no cap behind', async () => {
  const world = createWorld({ rangeBlocksMax: 250n })
  mineTo(world.chain, 1_200)
  let refused = 0
  const widths: number[] = []
  world.node.intercept = (call) => {
    const range = rangeOf(call)
    const isHit = (range?.from ?? 0) >= 500 || call.method === 'eth_getBlockReceipts'
    if (isHit && refused < 60) {
      refused += 1
      return refuse(-32000, 'the backend is on fire')
    }
    if (range !== undefined && refused >= 60) widths.push(range.blocks)
    return undefined
  }
  await world.start().until(reaches(world))
  expect(refused).toBe(60)
  expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
  // Each of the ranges under way ends its outage with a single block.
  expect(Math.max(...widths.slice(0, 8))).toBeGreaterThanOrEqual(125)
})
