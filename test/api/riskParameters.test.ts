import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FollowInput } from '../../src/config/input/FollowInput.ts'
import type { Store } from '../../src/store/Store.ts'
import { pruneDatabase } from '../../src/store/sqlite/pruneDatabase.ts'
import { bpsOfSquare, ewmaSquare, returnsOf } from '../margin/requirements/reference.ts'
import { tempPath, tempStore } from '../store/support/tempStore.ts'
import {
  away,
  DAY,
  ethFeed,
  home,
  opening,
  priceOf,
  record,
  recordLate,
  reorg,
  serveFollowed,
  since,
  type Told,
  trader,
} from './support/followedWorld.ts'

const measure = { type: 'ewma', lambdaBps: 9_400, seedBps: 300, multipleBps: 23_300 } as const

/** Nothing but the market decides: no buffer, and a step as large as the range. */
const free = { measure, floorBps: 1, bufferBps: 0, stepUpBps: 10_000, stepDownBps: 10_000 } as const

const follow: FollowInput = { since, noticeSeconds: 7_200, markets: { 'ETH-PERP': free } }

const account = `marginAccount(venue: "lab", owner: "${trader}") { status certainty
  reasons { code text }
  parameters { id number measuredAt effectiveAt }
  units { initialRequirement { raw } maintenanceRequirement { raw } } }`

/** ETH at the open and at noon of each day. */
const closes = [2_000n, 2_100n, 1_950n, 1_990n, 2_000n]

const days = closes.map((dollars, day) => {
  const time = since + day * DAY - DAY / 2
  const price = priceOf('eth', dollars, time)
  const bodies = day === 0 ? [...opening, priceOf('usd', 1n, time), price] : [price]
  return { number: 10 + day, time, bodies }
})

test('default: an account is judged by the volatility of finished bars', async () => {
  const store = await tempStore()
  await record(store, home, days, 14)
  // The fourth bar is over, its parameters are announced for two hours later: those of the third hold.
  const end = { number: 15, time: since + 4 * DAY + 60 }
  await record(store, home, [end], 15)
  const data = await serveFollowed(
    store,
    follow,
  )(`{ ${account} riskParameters(venue: "lab") {
    current { id number measuredAt effectiveAt markets { marketId initialBps maintenanceBps
      measurement { measuredBps bound barsPriced barsCarried barsSilent } } }
    announced { number measuredAt effectiveAt markets { initialBps } }
    next { measuredAt effectiveAt isChange markets { initialBps } }
    versions { number } reasons { code } }
    conditions { nodes { code subject text } } }`)

  const bpsAfter = (bars: number) =>
    bpsOfSquare(
      ewmaSquare(returnsOf(closes.slice(0, bars + 1)), {
        ...{ lambdaBps: 9_400n, seedBps: 300n, multipleBps: 23_300n, horizonBars: 1n },
      }),
    )
  const held = bpsAfter(3)
  expect(data).toMatchObject({
    marginAccount: {
      status: 'HEALTHY',
      certainty: 'SETTLED',
      parameters: { number: 3, measuredAt: since + 3 * DAY, effectiveAt: since + 3 * DAY + 7_200 },
      units: [
        {
          initialRequirement: { raw: `${2_000n * held * 10n ** 14n}` },
          maintenanceRequirement: { raw: `${2_000n * ((held + 1n) / 2n) * 10n ** 14n}` },
        },
      ],
    },
    riskParameters: {
      current: {
        markets: [
          {
            marketId: 'ETH-PERP',
            initialBps: `${held}`,
            maintenanceBps: `${(held + 1n) / 2n}`,
            measurement: {
              ...{ measuredBps: `${held}`, bound: 'MEASURED' },
              ...{ barsPriced: 3, barsCarried: 0, barsSilent: 0 },
            },
          },
          { marketId: 'BTC-PERP', initialBps: '800', maintenanceBps: '400', measurement: null },
        ],
      },
      announced: [
        {
          ...{ number: 4, measuredAt: since + 4 * DAY, effectiveAt: since + 4 * DAY + 7_200 },
          markets: [{ initialBps: `${bpsAfter(4)}` }, { initialBps: '800' }],
        },
      ],
      next: { measuredAt: since + 5 * DAY, effectiveAt: since + 5 * DAY + 7_200, isChange: false },
      versions: [4, 3, 2, 1, 0].map((number) => ({ number })),
      reasons: [],
    },
    conditions: {
      nodes: expect.arrayContaining([
        {
          ...{ code: 'PARAMETERS_ANNOUNCED', subject: 'lab' },
          text: expect.stringContaining(`hold from ${since + 4 * DAY + 7_200} (seconds) on`),
        },
      ]),
    },
  })
})

const all = `riskParameters(venue: "lab", first: 200) { current { id } announced { id }
  versions { id number measuredAt effectiveAt
    markets { marketId initialBps maintenanceBps
      measurement { measuredBps bound barsPriced barsCarried barsSilent } }
    collateral { assetId initialBps maintenanceBps measurement { measuredBps bound } } }
  next { measuredAt effectiveAt isChange markets { initialBps measurement { measuredBps } } }
  reasons { code } cut { checkpoint } }`

/** Both markets and the dollar, by all three measures. */
const whole: FollowInput = {
  ...{ since, noticeSeconds: 7_200 },
  markets: {
    'ETH-PERP': { ...free, bufferBps: 2_500, stepUpBps: 200, stepDownBps: 50, floorBps: 500 },
    'BTC-PERP': {
      ...{ ...free, measure: { type: 'expectedShortfall', bars: 20, tailBps: 2_000 } },
      horizonBars: 2,
    },
  },
  collateral: {
    usd: {
      ...{ ...free, floorBps: 0 },
      measure: {
        ...{ type: 'filteredHistorical', bars: 9, tailBps: 5_000 },
        ...{ lambdaBps: 9_000, seedBps: 10 },
      },
    },
  },
}

/** A walk of prices: a fixed, coarse one, so that every day moves something. */
const walk = (asset: 'eth' | 'btc', count: number): Told[] =>
  Array.from({ length: count }, (_, day) => {
    const time = since + day * DAY - DAY / 3
    const swing = BigInt(((day * 7919) % 13) - 6)
    const dollars = asset === 'eth' ? 2_000n + swing * 31n : 60_000n + swing * 997n
    const usdMoves = asset === 'eth' ? [priceOf('usd', 1n, time)] : []
    return { number: 10 + day, time, bodies: [...usdMoves, priceOf(asset, dollars, time)] }
  })

const ethDays = walk('eth', 12)
const btcDays = walk('btc', 12)
const last = { number: 30, time: since + 11 * DAY + 7_300 }

/** Everything recorded and final, in these pieces. */
async function recordAll(store: Store, pieces: readonly (readonly [number, readonly Told[]])[]) {
  for (const [chainId, told] of pieces) {
    await record(store, chainId, told, told.at(-1)?.number ?? 0)
  }
}

test('behavior: versions are the same after a restart, in whatever pieces the chains were recorded', async () => {
  const ends = [home, away].map((chainId) => [chainId, [last]] as const)
  const one = await tempStore()
  await recordAll(one, [[home, ethDays], [away, btcDays], ...ends])
  const first = await serveFollowed(one, whole)(`{ ${all} }`)
  expect(await serveFollowed(one, whole)(`{ ${all} }`)).toEqual(first)

  const other = await tempStore()
  const days = btcDays.flatMap(
    (told, i) =>
      [
        [away, [told]],
        [home, ethDays.slice(i, i + 1)],
      ] as const,
  )
  // It was asked on the way too, so that bars are read one by one.
  const ask = serveFollowed(other, whole)
  for (const piece of days) {
    await recordAll(other, [piece])
    await ask(`{ ${all} }`)
  }
  await recordAll(other, ends)
  const { riskParameters: a } = toAnswer(first)
  const { riskParameters: b } = toAnswer(await ask(`{ ${all} }`))
  expect(b).toEqual({ ...a, cut: b.cut })
  expect(a.versions.length).toBeGreaterThan(8)
  const decided = a.versions.flatMap(({ markets }) =>
    markets.map((each) => each.measurement?.bound),
  )
  expect(new Set(decided)).toEqual(new Set([undefined, 'UNMEASURED', 'MEASURED', 'STEP', 'BUFFER']))
})

test('property: whichever chain is read first, in pieces of any size, the versions are the same', async () => {
  const ends = [home, away].map((chainId) => [chainId, [last]] as const)
  const ordered = await tempStore()
  await recordAll(ordered, [[home, ethDays], [away, btcDays], ...ends])
  const { versions } = toAnswer(await serveFollowed(ordered, whole)(`{ ${all} }`)).riskParameters
  const turns = fc.array(
    fc.record({ isHome: fc.boolean(), count: fc.integer({ min: 1, max: 5 }) }),
    {
      minLength: 6,
    },
  )
  await fc.assert(
    fc.asyncProperty(turns, async (order) => {
      const store = await tempStore()
      const ask = serveFollowed(store, whole)
      const left = { [home]: [...ethDays], [away]: [...btcDays] }
      for (const { isHome, count } of order) {
        const chainId = isHome ? home : away
        const piece = left[chainId].splice(0, count)
        if (piece.length > 0) await recordAll(store, [[chainId, piece]])
        if (piece.length > 2) await ask(`{ ${all} }`)
      }
      const rest = ([home, away] as const).map((chainId) => [chainId, left[chainId]] as const)
      await recordAll(store, [...rest.filter(([, told]) => told.length > 0), ...ends])
      expect(toAnswer(await ask(`{ ${all} }`)).riskParameters.versions).toEqual(versions)
    }),
    { seed: 41, numRuns: 12 },
  )
})

interface Answer {
  riskParameters: {
    versions: { id: string; markets: { measurement: { bound: string } | null }[] }[]
    current: { id: string }
    cut: { checkpoint: string }
    reasons: { code: string }[]
  }
}

function toAnswer(data: unknown): Answer {
  // CAST: the shape that the query above asks for.
  return data as Answer
}

test('behavior: a reorg of blocks that are not final changes no version, and a final bar has the new price', async () => {
  const store = await tempStore()
  const price = (number: number, day: number, dollars: bigint, fork: number): Told => {
    const time = since + day * DAY - DAY / 2
    return { number, time, fork, bodies: [priceOf('eth', dollars, time)] }
  }
  const ancestor = price(12, 2, 1_950n, 0)
  await record(store, home, [price(10, 0, 2_000n, 0), price(11, 1, 2_100n, 0), ancestor], 10)
  await record(store, home, [{ number: 13, time: since + 2 * DAY }], 13)
  const ask = serveFollowed(store, follow)
  const before = toAnswer(await ask(`{ ${all} }`)).riskParameters
  expect(before.versions).toHaveLength(3)

  const tip = { number: 15, time: since + 3 * DAY + 9 }
  await record(store, home, [price(14, 3, 900n, 0), tip], 13)
  expect(toAnswer(await ask(`{ ${all} }`)).riskParameters.versions).toEqual(before.versions)
  await reorg(store, home, { number: 13, time: since + 2 * DAY })
  await record(store, home, [price(14, 3, 1_990n, 1), { ...tip, fork: 1 }], 15)
  const after = toAnswer(await ask(`{ ${all} }`)).riskParameters
  expect(after.versions.slice(1)).toEqual(before.versions)

  const fresh = await tempStore()
  await record(fresh, home, [price(10, 0, 2_000n, 0), price(11, 1, 2_100n, 0), ancestor], 12)
  await record(fresh, home, [price(14, 3, 1_990n, 1), { ...tip, fork: 1 }], 15)
  const { versions } = toAnswer(await serveFollowed(fresh, follow)(`{ ${all} }`)).riskParameters
  expect(after.versions).toEqual(versions)
})

test('behavior: while a due measurement is not final the version before holds, and the answer says so', async () => {
  const store = await tempStore()
  await record(store, home, days.slice(0, 3), 12)
  await record(store, home, [{ number: 15, time: since + 2 * DAY + 7_300 }], 12)
  const ask = serveFollowed(store, follow)
  const late = await ask(`{ ${account} ${all} }`)
  expect(late).toMatchObject({
    marginAccount: {
      certainty: 'PROVISIONAL',
      parameters: { number: 1, measuredAt: since + DAY },
      reasons: [{ code: 'PARAMETERS_PENDING' }],
    },
    riskParameters: { reasons: [{ code: 'PARAMETERS_PENDING' }] },
  })

  // The same moment, once it is final.
  await record(store, home, [{ number: 16, time: since + 2 * DAY + 7_301 }], 16)
  const { checkpoint } = toAnswer(late).riskParameters.cut
  const at = `at: { checkpoint: "${checkpoint}" }`
  expect(await ask(`{ ${account.replace('")', `", ${at})`)} }`)).toMatchObject({
    marginAccount: { certainty: 'SETTLED', parameters: { number: 2 }, reasons: [] },
  })
})

test('behavior: a past moment has the parameters of then, and what was announced then', async () => {
  const store = await tempStore()
  await record(store, home, [...days, { number: 15, time: since + 4 * DAY + 60 }], 15)
  const ask = serveFollowed(store, follow)
  // Everything is known by now, and the past must not show it.
  await ask(`{ ${all} }`)
  const answers = []
  for (const seconds of [7_199, 7_200]) {
    const at = `at: { timestamp: ${since + 2 * DAY + seconds} }`
    answers.push(
      await ask(`{ ${account.replace('")', `", ${at})`)}
        riskParameters(venue: "lab", ${at}) { current { number } announced { number }
          next { measuredAt markets { initialBps } } versions { number } } }`),
    )
  }
  const bpsAfter2 = bpsOfSquare(
    ewmaSquare(returnsOf(closes.slice(0, 3)), {
      ...{ lambdaBps: 9_400n, seedBps: 300n, multipleBps: 23_300n, horizonBars: 1n },
    }),
  )
  const next = {
    measuredAt: since + 3 * DAY,
    markets: [{ initialBps: `${bpsAfter2}` }, { initialBps: '800' }],
  }
  const versions = [2, 1, 0].map((number) => ({ number }))
  expect(answers).toMatchObject([
    {
      marginAccount: { parameters: { number: 1 }, certainty: 'SETTLED' },
      riskParameters: { current: { number: 1 }, announced: [{ number: 2 }], next, versions },
    },
    {
      marginAccount: { parameters: { number: 2 }, certainty: 'SETTLED' },
      riskParameters: { current: { number: 2 }, announced: [], next, versions },
    },
  ])
})

test('behavior: a version waits for every chain that tells one of its prices', async () => {
  const store = await tempStore()
  const ends = { number: 30, time: since + 3 * DAY + 7_300 }
  await recordAll(store, [
    [home, ethDays.slice(0, 4)],
    [home, [ends]],
    [away, btcDays.slice(0, 3)],
  ])
  const ask = serveFollowed(store, whole)
  const waiting = toAnswer(await ask(`{ ${all} }`)).riskParameters
  expect(waiting.reasons).toEqual([{ code: 'PARAMETERS_PENDING' }])
  expect(
    waiting.versions.every(
      (each) => !('measuredAt' in each) || each.measuredAt !== since + 2 * DAY,
    ),
  ).toBe(true)
  await record(store, away, btcDays.slice(3, 4), 13, { phase: 'backfill' })
  expect(toAnswer(await ask(`{ ${all} }`)).riskParameters).toMatchObject({
    ...{ versions: [{ number: 0 }], reasons: [{ code: 'PARAMETERS_PENDING' }] },
  })
  await recordAll(store, [
    [away, btcDays.slice(3, 4)],
    [away, [ends]],
  ])
  const known = toAnswer(await ask(`{ ${all} }`)).riskParameters
  expect(known.reasons).toEqual([])
  expect(known.versions.length).toBeGreaterThan(waiting.versions.length)

  // The cut that one chain had not reached is answered as it was: what it did not have it does not learn.
  const at = `at: { checkpoint: "${waiting.cut.checkpoint}" }`
  const again = toAnswer(await ask(`{ ${all.replace('first: 200', `first: 200, ${at}`)} }`))
  expect(again.riskParameters).toEqual(waiting)
})

test('behavior: what was pruned is not followed, and every answer says from where on', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await record(store, home, [...days, { number: 15, time: since + 4 * DAY + 7_300 }], 15)
  await store.close()
  await pruneDatabase({
    ...{ path, pid: process.pid, nowMs: 9, before: BigInt(since + DAY + 5), isApplied: true },
    ...{ orphansBefore: 0n, withRawLogs: false, freeBytes: Number.MAX_SAFE_INTEGER },
    strangersOf: [],
  })
  const pruned = await tempStore(path)
  const data = await serveFollowed(pruned, follow)(`{ ${account} ${all} }`)
  expect(data).toMatchObject({
    marginAccount: {
      certainty: 'SETTLED',
      reasons: [{ code: 'PARAMETERS_PRUNED' }],
      // The first bar behind the horizon begins a day late.
      parameters: { number: 3, measuredAt: since + 4 * DAY },
    },
  })
  expect(toAnswer(data).riskParameters.versions).toHaveLength(4)
})

test('behavior: a venue that follows nothing names what the config says', async () => {
  const store = await tempStore()
  await record(store, home, days, 14)
  const data = await serveFollowed(store, undefined)(`{ ${account} ${all} }`)
  expect(data).toMatchObject({
    marginAccount: { parameters: { number: 0, measuredAt: null, effectiveAt: null } },
    riskParameters: { announced: [], next: null, versions: [{ number: 0 }], reasons: [] },
  })
})

test('behavior: a what-if with other parameters names no version', async () => {
  const store = await tempStore()
  await record(store, home, days, 14)
  const ask = serveFollowed(store, follow)
  const data = await ask(`{ simulateMargin(venue: "lab", owner: "${trader}", changes: [
    { parameters: { markets: [{ marketId: "ETH-PERP", initialBps: "5000", maintenanceBps: "1" }] } }
  ]) { before { parameters { number } } after { parameters { number } } } }`)
  expect(data).toEqual({
    simulateMargin: { before: { parameters: { number: 3 } }, after: { parameters: null } },
  })
})

test('behavior: versions are read page by page', async () => {
  const store = await tempStore()
  await record(store, home, [...days, { number: 15, time: since + 4 * DAY + 60 }], 15)
  const ask = serveFollowed(store, follow)
  const page = (below: string) =>
    ask(`{ riskParameters(venue: "lab", first: 2${below}) { versions { number } } }`)
  expect([await page(''), await page(', below: 3'), await page(', below: 1')]).toEqual(
    [[4, 3], [2, 1], [0]].map((numbers) => ({
      riskParameters: { versions: numbers.map((number) => ({ number })) },
    })),
  )
})

test('behavior: of a feed that was added nothing is followed until its past is read', async () => {
  const store = await tempStore()
  const end = { number: 15, time: since + 4 * DAY + 60 }
  await record(store, home, [...days, end], 15, { joining: ethFeed })
  const ask = serveFollowed(store, follow)
  expect(toAnswer(await ask(`{ ${all} }`)).riskParameters).toMatchObject({
    ...{ versions: [{ number: 0 }], announced: [], next: null },
    reasons: [{ code: 'PARAMETERS_PENDING' }],
  })
  await record(store, home, [{ ...end, number: 16 }], 16)
  expect(toAnswer(await ask(`{ ${all} }`)).riskParameters.versions).toHaveLength(5)
})

test('behavior: a price that had been left out is followed once it is known', async () => {
  const store = await tempStore()
  const spaced = days.map((told) => ({ ...told, number: told.number * 10 }))
  const end = { number: 200, time: since + 4 * DAY + 60 }
  await record(store, home, [...spaced, end], 200)
  const ask = serveFollowed(store, follow)
  const before = toAnswer(await ask(`{ ${all} }`)).riskParameters
  const late = {
    number: 115,
    time: since + DAY - 9,
    bodies: [priceOf('eth', 2_500n, since + DAY - 9)],
  }
  await recordLate(store, home, late)
  const after = toAnswer(await ask(`{ ${all} }`)).riskParameters
  expect(after.versions).not.toEqual(before.versions)

  const whole = await tempStore()
  const sorted = [...spaced, late, end].sort((a, b) => a.number - b.number)
  await record(whole, home, sorted, 200)
  const { versions } = toAnswer(await serveFollowed(whole, follow)(`{ ${all} }`)).riskParameters
  expect(after.versions).toEqual(versions)
})

test('behavior: an answer of the very second in which a bar ends is told by the next bar', async () => {
  const store = await tempStore()
  const [first, second, ...later] = days
  if (first === undefined || second === undefined) throw new Error('There are days.')
  const time = since + DAY
  const onTime = { ...second, time, bodies: [priceOf('eth', 2_100n, time)] }
  await record(store, home, [first, onTime, ...later, { number: 15, time: since + 3 * DAY }], 15)
  const { versions } = toAnswer(await serveFollowed(store, follow)(`{ ${all} }`)).riskParameters
  const bpsOf = (prices: readonly bigint[]) =>
    `${bpsOfSquare(
      ewmaSquare(returnsOf(prices), {
        ...{ lambdaBps: 9_400n, seedBps: 300n, multipleBps: 23_300n, horizonBars: 1n },
      }),
    )}`
  expect(versions[versions.length - 2]).toMatchObject({
    markets: [
      {
        initialBps: bpsOf([2_000n, 2_000n]),
        measurement: { barsPriced: 0, barsCarried: 1, barsSilent: 0 },
      },
      {},
    ],
  })
})
