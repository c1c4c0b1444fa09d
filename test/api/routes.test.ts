import { describe, expect, test } from 'vitest'
import type { Leg } from '../../src/facts/Leg.ts'
import { hashOf } from '../store/support/rows.ts'
import {
  alpha,
  beta,
  gamma,
  goldBridge,
  legOf,
  serveWorld,
  usdBridge,
} from './support/servedWorld.ts'

/** Deliveries of one route that took 1 to `count` seconds, one sent every ten. */
const deliveries = (count: number, from = 100): Leg[] =>
  Array.from({ length: count }, (_, i) => {
    const key = `delivery ${from} ${i}`
    const sentAt = from + 10 * i
    return [legOf('sent', sentAt, { key }), legOf('credited', sentAt + i + 1, { key })]
  }).flat()

const routesOf = (data: unknown) =>
  // CAST: the shape of the queries below.
  (data as { routes: { nodes: Record<string, unknown>[] } }).routes.nodes

const one = `routes(where: { bridge: "${usdBridge}", origin: ${alpha}, destination: ${beta} })`

describe('routes', () => {
  test('default: every way of every bridge, in pages', async () => {
    const { ask } = await serveWorld([])
    const query = `query ($after: String) { routes(first: 5, after: $after) {
      nodes { bridge origin destination health reason } pageInfo { hasNextPage endCursor } } }`
    const first = await ask(query)
    expect(first.errors).toEqual([])
    const ways = [
      [goldBridge, alpha, beta],
      [goldBridge, beta, alpha],
      [usdBridge, alpha, beta],
      [usdBridge, alpha, gamma],
      [usdBridge, beta, alpha],
      [usdBridge, beta, gamma],
      [usdBridge, gamma, alpha],
      [usdBridge, gamma, beta],
    ].map(([bridge, origin, destination]) => ({
      ...{ bridge, origin, destination },
      ...{ health: 'OK', reason: null },
    }))
    expect(routesOf(first.data)).toEqual(ways.slice(0, 5))
    // CAST: the shape of the query above.
    const { pageInfo } = (first.data as { routes: { pageInfo: { endCursor: string } } }).routes
    const second = await ask(query, { after: pageInfo.endCursor })
    expect(routesOf(second.data)).toEqual(ways.slice(5))
    expect(second.data).toMatchObject({ routes: { pageInfo: { hasNextPage: false } } })
  })

  test('default: what is on its way, by value and age', async () => {
    const { ask } = await serveWorld([
      legOf('sent', 9_990, { key: 'young', amount: 3_000_000n }),
      legOf('sent', 9_600, { key: 'older', amount: 1_500_000n }),
      legOf('sent', 9_000, { key: 'arrived' }),
      legOf('credited', 9_010, { key: 'arrived' }),
      legOf('sent', 9_500, { key: 'elsewhere', destination: gamma }),
    ])
    const { data, errors } = await ask(`{ ${one} { nodes { health isTruncated inFlight {
      count value { value } valueUnknown amounts { symbol value chainId } oldestSentAt oldestAgeSeconds
      ages { fromSeconds belowSeconds count value { value } } } stuck { count value { value } } } } }`)
    expect(errors).toEqual([])
    const ages = [
      ['0', '300', 1, '6'],
      ['300', '1800', 1, '3'],
      ['1800', '7200', 0, '0'],
      ['7200', '86400', 0, '0'],
      ['86400', null, 0, '0'],
    ].map(([fromSeconds, belowSeconds, count, value]) => ({
      ...{ fromSeconds, belowSeconds, count },
      value: { value },
    }))
    expect(routesOf(data)).toEqual([
      {
        health: 'OK',
        isTruncated: false,
        inFlight: {
          count: 2,
          value: { value: '9' },
          valueUnknown: null,
          amounts: [{ symbol: 'USD', value: '4.5', chainId: alpha }],
          oldestSentAt: 9_600,
          oldestAgeSeconds: '400',
          ages,
        },
        stuck: { count: 0, value: { value: '0' } },
      },
    ])
  })

  test('behavior: without a price the count stands, and the value says why it does not', async () => {
    const { ask } = await serveWorld([legOf('sent', 9_990, { key: 'one', bridge: goldBridge })])
    const { data } = await ask(`{ routes(where: { bridge: "${goldBridge}", origin: ${alpha} }) {
      nodes { inFlight { count value { raw } valueUnknown amounts { value } } } } }`)
    expect(routesOf(data)).toEqual([
      {
        inFlight: {
          count: 1,
          value: null,
          valueUnknown: 'PRICE_MISSING',
          amounts: [{ value: '1' }],
        },
      },
    ])
  })

  const late = ['a', 'b', 'c'].map((key, i) => legOf('sent', 9_000 + i, { key }))
  const arrived = (at: number) => [
    legOf('sent', at, { key: 'later' }),
    legOf('credited', at + 5, { key: 'later' }),
  ]

  test.each<[string, string, readonly Leg[]]>([
    ['DELAYED', 'some are stuck', late.slice(0, 2)],
    ['DELAYED', 'three are stuck and a later one arrived', [...late, ...arrived(9_500)]],
    ['HALTED', 'three are stuck and only an earlier one arrived', [...late, ...arrived(8_000)]],
    [
      'UNSOUND',
      'something was credited without a source',
      [legOf('credited', 9_000, { key: 'x' })],
    ],
    ['OK', 'what is on its way is young', [legOf('sent', 9_401, { key: 'x' })]],
  ])('behavior: a route is %s when %s', async (health, _, legs) => {
    const { ask } = await serveWorld(legs)
    const { data } = await ask(`{ ${one} { nodes { health reason stuck { count } } } }`)
    expect(routesOf(data)[0]).toMatchObject({ health })
    expect(routesOf(data)[0]?.reason === null).toBe(health === 'OK')
  })

  test('behavior: of a chain that is not in the cut nothing is claimed', async () => {
    const { ask } = await serveWorld(late, { chains: [alpha, gamma] })
    const { data } = await ask(`{ ${one} { nodes { health reason delivery { samples }
      deliveryUnknown inFlight { count } stuck { count } } } }`)
    expect(routesOf(data)).toEqual([
      {
        health: 'NOT_COVERED',
        reason: `Chain ${beta} is not in this cut.`,
        delivery: null,
        deliveryUnknown: 'NOT_COVERED',
        inFlight: { count: 3 },
        stuck: { count: 0 },
      },
    ])
  })

  test('behavior: at a past cut it is what it was then', async () => {
    const { ask } = await serveWorld([
      legOf('sent', 5_000, { key: 'one' }),
      legOf('credited', 6_000, { key: 'one' }),
      // A chain's time in a past cut is that of a block that was recorded.
      legOf('sent', 5_690, { key: 'other', origin: beta, destination: gamma }),
    ])
    const query = `query ($at: At) { routes(at: $at, where: { bridge: "${usdBridge}", origin: ${alpha}, destination: ${beta} }) {
      nodes { health inFlight { count oldestAgeSeconds } } cut { checkpoint } } }`
    const flowAt = async (at: object) => routesOf((await ask(query, { at })).data)[0]
    const then = { health: 'DELAYED', inFlight: { count: 1, oldestAgeSeconds: '700' } }
    expect(await flowAt({ timestamp: 5_700 })).toEqual(then)
    expect(await flowAt({ timestamp: 6_000 })).toMatchObject({ inFlight: { count: 0 } })
    const answer = await ask(query, { at: { timestamp: 5_700 } })
    // CAST: the shape of the query above.
    const { cut } = (answer.data as { routes: { cut: { checkpoint: string } } }).routes
    expect(await flowAt({ checkpoint: cut.checkpoint })).toEqual(then)
  })

  test('behavior: what goes to a chain that the bridge is not followed on is a route too', async () => {
    const { ask } = await serveWorld([legOf('sent', 9_990, { key: 'x', destination: 77 })])
    const { data } = await ask(`{ routes(where: { destination: 77 }) { nodes { bridge origin health
      inFlight { count } } } }`)
    expect(routesOf(data)).toEqual([
      { bridge: usdBridge, origin: alpha, health: 'NOT_COVERED', inFlight: { count: 1 } },
    ])
  })

  test('default: whether it is paused and what its limit leaves is not known, and that is said', async () => {
    const { ask } = await serveWorld([])
    const { data } =
      await ask(`{ ${one} { nodes { isPaused limitLeft { raw } controlUnknown limitUnknown
      pauses { chainId } limits { chainId } } } }`)
    expect(routesOf(data)).toEqual([
      {
        ...{ isPaused: null, controlUnknown: 'NOT_READ', pauses: [] },
        ...{ limitLeft: null, limitUnknown: 'NOT_READ', limits: [] },
      },
    ])
  })
})

const learned = `{ ${one} { nodes { deliveryUnknown delivery {
  samples p50Seconds p95Seconds p99Seconds effectiveAt } } } }`

describe('delivery times', () => {
  test('default: percentiles of finalized deliveries, each a time that occurred', async () => {
    const { ask } = await serveWorld(deliveries(40))
    const { data, errors } = await ask(learned)
    expect(errors).toEqual([])
    expect(routesOf(data)).toEqual([
      {
        deliveryUnknown: null,
        delivery: {
          samples: 40,
          ...{ p50Seconds: '20', p95Seconds: '38', p99Seconds: '40' },
          // The last was sent at 490 and took 40 seconds.
          effectiveAt: 530,
        },
      },
    ])
  })

  test('behavior: 19 are too few, and what is not final does not count', async () => {
    const few = await serveWorld(deliveries(19))
    const unknown = [{ deliveryUnknown: 'TOO_FEW_SAMPLES', delivery: null }]
    expect(routesOf((await few.ask(learned)).data)).toEqual(unknown)
    // The twentieth of these arrived at 310: at 309 one is missing.
    const almost = await serveWorld(deliveries(40), { finalized: 309 })
    expect(routesOf((await almost.ask(learned)).data)).toEqual(unknown)
    const enough = await serveWorld(deliveries(40), { finalized: 310 })
    expect(routesOf((await enough.ask(learned)).data)).toMatchObject([
      { delivery: { samples: 20, p99Seconds: '20', effectiveAt: 310 } },
    ])
  })

  test('behavior: of many the newest thousand count', async () => {
    const quick = Array.from({ length: 1_000 }, (_, i) => {
      const key = `quick ${i}`
      return [legOf('sent', 5_000 + i, { key }), legOf('credited', 5_001 + i, { key })]
    }).flat()
    const { ask } = await serveWorld([...deliveries(40), ...quick])
    expect(routesOf((await ask(learned)).data)).toMatchObject([
      { delivery: { samples: 1_000, p50Seconds: '1', p99Seconds: '1' } },
    ])
  })

  test('behavior: the same after a replay that reads the chains in another order', async () => {
    const legs = deliveries(60)
    const answers = await Promise.all(
      [
        { legs, chains: [alpha, beta, gamma] },
        { legs: legs.toReversed(), chains: [beta, gamma, alpha] },
      ].map(async ({ legs, chains }) => {
        const { ask } = await serveWorld(legs, { chains })
        return (await ask(learned)).data
      }),
    )
    expect(answers[1]).toEqual(answers[0])
  })

  test('behavior: what contradicts itself teaches nothing', async () => {
    const wrong = deliveries(20).map((leg) =>
      leg.key === hashOf('delivery 100 7') && leg.step === 'credited'
        ? { ...leg, amount: 2n }
        : leg,
    )
    const { ask } = await serveWorld(wrong)
    expect(routesOf((await ask(learned)).data)).toEqual([
      { deliveryUnknown: 'TOO_FEW_SAMPLES', delivery: null },
    ])
  })

  const slow = Array.from({ length: 20 }, (_, i) => {
    const key = `slow ${i}`
    return [legOf('sent', 100 + i, { key }), legOf('credited', 1_100 + i, { key })]
  }).flat()
  const open = [...slow, legOf('sent', 8_000, { key: 'open' })]
  const state = `{ transfer(messageId: "${hashOf('open')}") { state } }`

  test('behavior: what is learned moves the stuck deadline only where the config says so', async () => {
    // At 10,000 it is on its way for 2,000 s: past the configured 600, short of three times 1,000.
    const plain = await serveWorld(open)
    expect((await plain.ask(state)).data).toEqual({ transfer: { state: 'STUCK' } })
    const learning = await serveWorld(open, { stuckAfterP99Multiple: 3 })
    expect((await learning.ask(state)).data).toEqual({ transfer: { state: 'IN_FLIGHT' } })
    const late = await serveWorld(open, { stuckAfterP99Multiple: 3, tip: 11_000 })
    expect((await late.ask(state)).data).toEqual({ transfer: { state: 'STUCK' } })
  })

  test('behavior: what a route learned after a transfer was sent does not move its deadline', async () => {
    const early = [...slow, legOf('sent', 1_118, { key: 'open' })]
    const { ask } = await serveWorld(early, { stuckAfterP99Multiple: 3, tip: 2_000 })
    // The twentieth delivery arrived at 1,119, a second after it was sent.
    expect((await ask(state)).data).toEqual({ transfer: { state: 'STUCK' } })
    const after = [...slow, legOf('sent', 1_119, { key: 'open' })]
    const other = await serveWorld(after, { stuckAfterP99Multiple: 3, tip: 2_000 })
    expect((await other.ask(state)).data).toEqual({ transfer: { state: 'IN_FLIGHT' } })
  })
})

test('default: bridges with their chains and what is covered', async () => {
  const { ask } = await serveWorld([], { chains: [alpha, gamma] })
  const { data, errors } = await ask(`{ bridges { nodes { id type protocol
    members { chainId startBlock coveredFrom } policy { stuckAfterSeconds stuckAfterP99Multiple } } } }`)
  expect(errors).toEqual([])
  expect(data).toMatchObject({
    bridges: {
      nodes: [
        {
          id: usdBridge,
          type: 'HYPERLANE',
          protocol: null,
          members: [
            { chainId: alpha, startBlock: '1', coveredFrom: 1 },
            { chainId: beta, startBlock: '1', coveredFrom: null },
            { chainId: gamma, startBlock: '1', coveredFrom: 1 },
          ],
          policy: { stuckAfterSeconds: '600', stuckAfterP99Multiple: null },
        },
        { id: goldBridge },
      ],
    },
  })
})
