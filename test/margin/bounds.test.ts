import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Prefix } from '../../src/margin/AccountCase.ts'
import { evaluateBounds } from '../../src/margin/evaluateBounds.ts'
import { evaluateCrossChain } from '../../src/margin/evaluateCrossChain.ts'
import type { PriceBook } from '../../src/margin/MarginInput.ts'
import type { AccountMargin, Slacks } from '../../src/margin/MarginStatus.ts'
import { account } from './accountCases.ts'
import {
  type BoundsWorld,
  bookOf,
  fewTransactions,
  manyTransactions,
  type Outcome,
  unfinalizedOf,
} from './boundsWorld.ts'
import { banded, E18, evaluate, freshPrice, prices } from './marginCases.ts'

const figures = ['equityE18', 'slackInitialE18', 'slackMaintenanceE18'] as const

/** What reality makes of the cut: how many of each chain's transactions stay, where prices are, what transfers do. */
interface Reality {
  keptPerMille: readonly bigint[]
  pricePerMille: readonly bigint[]
  outcomes: readonly Outcome[]
}

const perMille = fc.bigInt({ min: 0n, max: 1_000n })

const anyReality: fc.Arbitrary<Reality> = fc.record({
  keptPerMille: fc.tuple(perMille, perMille, perMille),
  pricePerMille: fc.tuple(perMille, perMille),
  outcomes: fc.array(fc.constantFrom<Outcome>('arrives', 'returns', 'waits', 'fails'), {
    minLength: 3,
    maxLength: 3,
  }),
})

const width = fc.bigInt({ min: 0n, max: 10n ** 18n })

const bands: fc.Arbitrary<PriceBook> = fc.tuple(width, width, width, width).map(([a, b, c, d]) =>
  prices({
    usdc: banded(E18 - a / 20n, E18, E18 + b / 20n),
    eth: banded(2_000n * E18 - c * 99n, 2_000n * E18, 2_000n * E18 + d * 99n),
  }),
)

function marginOf(world: BoundsWorld, at: PriceBook): AccountMargin {
  return evaluateCrossChain(
    account({
      bookAt: (prefix) => [bookOf(world, prefix)],
      unfinalized: unfinalizedOf(world),
      prices: at,
    }),
  )
}

/** The account as that reality has it. */
function realize(world: BoundsWorld, at: PriceBook, reality: Reality): Slacks {
  const { keptPerMille, pricePerMille, outcomes } = reality
  const prefix: Prefix = new Map(
    world.chains.map(({ chainId, open }, index) => {
      const share = keptPerMille[index] ?? 0n
      return [chainId, Number((BigInt(open.length) * share + 500n) / 1_000n)]
    }),
  )
  const real = bookOf(world, prefix, (transfer) => outcomes[transfer] ?? 'waits')
  return evaluate(real, { prices: within(at, pricePerMille) })
}

function within({ prices: at }: PriceBook, shares: readonly bigint[]): PriceBook {
  const moved = ['usdc', 'eth'].map((id, index) => {
    const price = at.get(id)
    if (price === undefined || !('lowE18' in price)) throw new Error(`${id} has no live price.`)
    const span = price.highE18 - price.lowE18
    return [id, freshPrice(price.lowE18 + (span * (shares[index] ?? 0n)) / 1_000n)] as const
  })
  return { prices: new Map([...at, ...moved]) }
}

const isPartial = (margin: AccountMargin) =>
  margin.reasons.some(({ code }) => code === 'BOUNDS_PARTIAL')

/** Each of at most thirteen lines rounds at most three times, and not at every price alike. */
const ROUNDING_E18 = 3n * 13n

function expectWithin(real: Slacks, { bounds }: AccountMargin) {
  for (const name of figures) {
    expect(real[name] >= bounds.low[name] - ROUNDING_E18, `${name} below low`).toBe(true)
    expect(real[name] <= bounds.high[name] + ROUNDING_E18, `${name} above high`).toBe(true)
  }
}

// DESIGN §5: whatever suffixes of blocks are lost, wherever prices are in their bands, whatever transfers do.
test('property: no reality leaves the bounds, over all combinations', () => {
  let [whole, partial] = [0, 0]
  fc.assert(
    fc.property(
      fewTransactions,
      bands,
      fc.array(anyReality, { minLength: 4, maxLength: 4 }),
      (world, at, realities) => {
        const margin = marginOf(world, at)
        if (isPartial(margin)) partial += 1
        else whole += 1
        if (isPartial(margin)) return
        for (const reality of realities) expectWithin(realize(world, at, reality), margin)
      },
    ),
    { seed: 41, numRuns: 1_500 },
  )
  expect({ whole, partial }).toEqual({ whole: 1_500, partial: 0 })
})

// Every suffix, every end of every band, every transfer failed or arrived: nothing sampled.
test('property: every suffix, with every price at an end and every transfer failed, stays within', () => {
  const ends = [0n, 500n, 1_000n]
  fc.assert(
    fc.property(fewTransactions, bands, (world, at) => {
      const margin = marginOf(world, at)
      for (const prefix of allPrefixes(unfinalizedOf(world))) {
        for (const outcome of ['arrives', 'fails'] as const) {
          const real = bookOf(world, prefix, () => outcome)
          for (const usdc of ends) {
            for (const eth of ends) {
              expectWithin(evaluate(real, { prices: within(at, [usdc, eth]) }), margin)
            }
          }
        }
      }
    }),
    { seed: 42, numRuns: 25 },
  )
})

test('property: past all combinations the bounds hold, or say that they are partial', () => {
  let [whole, partial] = [0, 0]
  const flat = fc.constant(prices())
  fc.assert(
    fc.property(
      manyTransactions,
      fc.oneof(flat, bands),
      fc.array(anyReality, { minLength: 6, maxLength: 6 }),
      (world, at, realities) => {
        const margin = marginOf(world, at)
        if (isPartial(margin)) partial += 1
        else whole += 1
        if (isPartial(margin)) return
        for (const reality of realities) expectWithin(realize(world, at, reality), margin)
      },
    ),
    { seed: 43, numRuns: 150 },
  )
  expect(whole).toBeGreaterThan(50)
  expect(partial).toBeGreaterThan(20)
})

test('behavior: every prefix is evaluated once, also the cut, which is among them', () => {
  const asked: string[] = []
  evaluateBounds(
    account({
      bookAt: (prefix) => {
        asked.push([...prefix].join(' '))
        return []
      },
      unfinalized: new Map([
        [1, 2],
        [10, 1],
      ]),
    }),
  )
  expect(asked.sort()).toEqual([
    '1,0 10,0',
    '1,0 10,1',
    '1,1 10,0',
    '1,1 10,1',
    '1,2 10,0',
    '1,2 10,1',
  ])
})

test('behavior: a transfer that is lost whole leaves what backs new risk untouched', () => {
  const world: BoundsWorld = {
    chains: [{ chainId: 1, final: [{ type: 'send', transfer: 0 }], open: [] }],
    transfers: [
      {
        asset: 'usdc',
        amount: 10n ** 9n,
        ageSeconds: 0n,
        haircutBps: 100n,
        uncovered: 'lagOffset',
        ownerUnknown: true,
      },
    ],
  }
  const { low } = marginOf(world, prices()).bounds
  // Low expects the haircut of the route, no more: 1 % of 1,000 dollars. New risk never rested on it.
  expect(low).toEqual({
    equityE18: 990n * E18,
    slackInitialE18: 0n,
    slackMaintenanceE18: 990n * E18,
  })
})

function allPrefixes(unfinalized: Prefix): readonly Prefix[] {
  return [...unfinalized].reduce<readonly Prefix[]>(
    (prefixes, [chainId, count]) =>
      prefixes.flatMap((prefix) =>
        Array.from({ length: count + 1 }, (_, kept) => new Map([...prefix, [chainId, kept]])),
      ),
    [new Map()],
  )
}
