import { expect, test } from 'vitest'
import type { ChainEvent } from '../../src/chain/ChainEvent.ts'
import { HttpError } from '../../src/env/HttpError.ts'
import { type FakeAnswer, type FakeCall, refuse } from './support/createFakeNode.ts'
import {
  createWorld,
  expectedLines,
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

// Texts of rpc-faults.json, F001 to F020, with the numbers the fake node enforces.
const capTexts: [string, number, (range: Range) => FakeAnswer][] = [
  [
    'F001',
    37,
    ({ from }) =>
      refuse(
        -32602,
        `Log response size exceeded. this block range should work: [${hex(from)}, ${hex(from + 36)}]`,
      ),
  ],
  [
    'F002',
    40,
    ({ from }) =>
      refuse(
        -32005,
        `query returned more than 10000 results. Try with this block range [${hex(from)}, ${hex(from + 39)}].`,
      ),
  ],
  ['F003', 1, () => refuse(-32614, 'eth_getLogs is limited to a 10,000 range')],
  ['F005', 24, () => refuse(-32000, 'eth_getLogs is limited to 24 block range')],
  [
    'F006',
    30,
    ({ blocks }) => refuse(-32000, `exceeds the range allowed for your plan (${blocks} > 30)`),
  ],
  ['F007', 11, () => refuse(-32600, 'block range is too wide')],
  [
    'F008',
    25,
    ({ from }) =>
      refuse(-32602, `query exceeds max results 20000, retry with the range ${from}-${from + 24}`),
  ],
  ['F008 reversed', 25, ({ from }) => refuse(-32602, `retry with the range ${from + 24}-${from}`)],
  ['F010', 7, () => refuse(-32047, 'Max range: 8')],
  [
    'F014',
    20,
    ({ blocks }) =>
      refuse(-32000, `block range too large (${blocks}), maximum allowed is 20 blocks`),
  ],
  ['F014 unhealthy', 20, () => refuse(-32011, 'no backend is currently healthy to serve traffic')],
  [
    'F017',
    16,
    ({ from, to }) =>
      refuse(-32000, `requested too many blocks from ${from} to ${to}, maximum is set to 16`),
  ],
  ['F019', 9, () => refuse(-32000, 'eth_getLogs range is too large, max is 1k blocks')],
  [
    'own range quoted back',
    5,
    ({ from, to }) => refuse(-32005, `Try with this block range [${hex(from)}, ${hex(to)}].`),
  ],
  ['unknown text', 3, () => refuse(-32099, 'the albatross is unwell')],
  ['tiny number', 12, () => refuse(-32000, 'rejected, see rule 1')],
  ['internal error', 6, () => refuse(-32603, 'Internal error')],
]

test.each(capTexts)(
  'behavior: %s, capped at %i blocks, equals block by block',
  async (_, cap, text) => {
    const world = createWorld()
    mineTo(world.chain, 300)
    world.node.intercept = capBlocks(cap, text)
    await world.start().until(reaches(world))
    expect(lines(world.record.logs)).toEqual(expectedLines(world.chain))
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
