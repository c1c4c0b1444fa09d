import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BackingGroup } from '../../src/config/BackingConfig.ts'
import type { Leg } from '../../src/facts/Leg.ts'
import type { ChainId, Hex } from '../../src/facts/primitives.ts'
import { backingAccounts } from '../../src/ledger/backing/backingAccounts.ts'
import { clearingsOf } from '../../src/ledger/backing/clearingsOf.ts'
import { type BackingFigures, sumBacking } from '../../src/ledger/backing/sumBacking.ts'
import { evaluateTransfer } from '../../src/ledger/evaluateTransfer.ts'
import { toGroupUnits } from '../../src/ledger/groupUnits.ts'
import { joinLegs } from '../../src/ledger/joinLegs.ts'
import { cutAt, leg } from './support/legs.ts'
import { customRoute, policy, route, routerOf, tokenOf } from './support/world.ts'

const decimals = 6
const opening = 1_000n

/** Chain 1 locks, chains 2 and 3 mint; chain 2 began with what had been locked before. */
const group: BackingGroup = {
  group: 'usd',
  decimals,
  bridges: [route, customRoute],
  escrows: [
    { chainId: 1, token: tokenOf(1), decimals, address: routerOf(1), startBlock: 0n, opening },
  ],
  supplies: [2, 3].map((chainId) => ({
    ...{ chainId, token: tokenOf(chainId), decimals, startBlock: 0n },
    opening: chainId === 2 ? opening : 0n,
  })),
  offsets: [],
  limits: [],
}
const accounts = backingAccounts(group)

/** Tokens that came to an account of the group at a second of its chain. */
interface Movement {
  chainId: ChainId
  at: bigint
  amount: bigint
}

interface History {
  legs: readonly Leg[]
  movements: readonly Movement[]
}

type Heights = Readonly<Record<1 | 2 | 3, bigint>>

/** What the ledger and the sums of movements say at these heights, whoever recorded what first. */
function figuresAt({ legs, movements }: History, heights: Heights, of = group): BackingFigures {
  const context = cutAt(heights)
  const clearings = joinLegs(legs, context.cut).flatMap(([, transfer]) => {
    const view = evaluateTransfer(transfer.legs, context)
    return view === undefined ? [] : clearingsOf(view, context)
  })
  const amounts = backingAccounts(of).map(({ chainId, opening: begin }) =>
    movements
      .filter((moved) => moved.chainId === chainId)
      .filter(({ at }) => at <= (context.cut.get(chainId)?.number ?? -1n))
      .reduce((sum, { amount }) => sum + amount, begin),
  )
  const known = new Map([...context.cut].map(([chainId, { number }]) => [chainId, number]))
  return sumBacking({ group: of, accounts, amounts, clearings, heights: known })
}

/** A sent transfer locks on chain 1 and burns elsewhere; a credit releases there and mints elsewhere. */
const toMovement = (chainId: ChainId, at: bigint, amount: bigint, isSent: boolean): Movement => ({
  ...{ chainId, at },
  amount: (chainId === 1) === isSent ? amount : -amount,
})

interface Crossing {
  bridge: string
  origin: 1 | 2 | 3
  hops: 1 | 2
  amount: bigint
  sentAfter: bigint
  takes: bigint
  end: 'delivered' | 'landed' | 'refunded' | 'open'
}

const crossing: fc.Arbitrary<Crossing> = fc.record({
  bridge: fc.constantFrom(route, customRoute),
  origin: fc.constantFrom(1, 2, 3),
  hops: fc.constantFrom(1, 2),
  amount: fc.bigInt({ min: 1n, max: 900n }),
  sentAfter: fc.bigInt({ min: 1n, max: 20n }),
  takes: fc.bigInt({ min: 0n, max: 30n }),
  end: fc.constantFrom('delivered', 'landed', 'refunded', 'open'),
})

const keyOf = (i: number): Hex => `0x${(i + 1).toString(16).padStart(64, '0')}`

function play(crossings: readonly Crossing[]): History {
  const legs: Leg[] = []
  const movements: Movement[] = []
  let now = 0n
  for (const [i, each] of crossings.entries()) {
    now += each.sentAfter
    const ended = now + each.takes
    const { bridge, end, amount } = each
    // The custom bridge goes between chains 1 and 2 alone.
    const origin = bridge === customRoute && each.origin === 3 ? 1 : each.origin
    const destination = bridge === customRoute ? 3 - origin : ((origin + each.hops - 1) % 3) + 1
    const own = { origin, destination, amount }
    const place = { ...own, bridge, key: keyOf(i), payloadHash: keyOf(i) }
    legs.push(leg('sent', now, place))
    movements.push(toMovement(origin, now, amount, true))
    if (end === 'delivered' || end === 'landed') {
      const credit = leg('credited', ended, place)
      legs.push(end === 'landed' ? { ...credit, bindings: [] } : credit)
      movements.push(toMovement(destination, ended, amount, false))
    }
    if (end === 'refunded') {
      legs.push(leg('refunded', ended, place))
      movements.push(toMovement(origin, ended, amount, false))
    }
  }
  return { legs, movements }
}

const height = fc.bigInt({ min: 0n, max: 250n })
const heights = fc.record({ 1: height, 2: height, 3: height })
const past: Heights = { 1: 1_000n, 2: 1_000n, 3: 1_000n }
const units = (amount: bigint): bigint => toGroupUnits(amount, decimals)

test('default: what is locked is issued or on its way', () => {
  const history = play([
    {
      ...{ bridge: route, origin: 1, hops: 1, amount: 100n },
      ...{ sentAfter: 10n, takes: 20n, end: 'delivered' },
    },
  ])
  const brief = (at: Heights) => {
    const { escrowed, supply, inFlight, difference } = figuresAt(history, at)
    return [escrowed, supply, inFlight, difference]
  }
  expect(brief({ 1: 9n, 2: 9n, 3: 9n })).toEqual([units(1_000n), units(1_000n), 0n, 0n])
  expect(brief({ 1: 10n, 2: 29n, 3: 9n })).toEqual([
    ...[units(1_100n), units(1_000n), units(100n), 0n],
  ])
  expect(brief({ 1: 30n, 2: 30n, 3: 9n })).toEqual([units(1_100n), units(1_100n), 0n, 0n])
  // The origin is behind: what is issued ahead of its source is counted against it.
  expect(brief({ 1: 9n, 2: 30n, 3: 9n })).toEqual([
    ...[units(1_000n), units(1_100n), -units(100n), 0n],
  ])
})

test('property: any deposits, mints, burns, releases and refunds leave no difference, at every pair of heights', () => {
  fc.assert(
    fc.property(fc.array(crossing, { maxLength: 14 }), heights, (crossings, at) => {
      expect(figuresAt(play(crossings), at).difference).toBe(0n)
    }),
    { numRuns: 3_000, seed: 5_005 },
  )
})

test('property: tokens that leave an escrow without a transfer are missing, to the last unit', () => {
  fc.assert(
    fc.property(
      fc.array(crossing, { maxLength: 8 }),
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
      heights,
      (crossings, stolen, at) => {
        const { legs, movements } = play(crossings)
        const theft = { chainId: 1, at: 100n, amount: -stolen }
        const { difference } = figuresAt({ legs, movements: [...movements, theft] }, at)
        expect(difference).toBe(at[1] >= 100n ? -units(stolen) : 0n)
      },
    ),
    { numRuns: 1_000, seed: 5_006 },
  )
})

test('property: what is minted without a source is missing once its origin is past it, with or without a message', () => {
  fc.assert(
    fc.property(
      fc.array(crossing, { maxLength: 8 }),
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
      fc.constantFrom(2, 3),
      fc.boolean(),
      heights,
      (crossings, amount, chainId, hasMessage, at) => {
        const { legs, movements } = play(crossings)
        const key = keyOf(99)
        const parts = { origin: 1, destination: chainId, amount, key, payloadHash: key }
        const history = {
          legs: hasMessage ? [...legs, leg('credited', 100n, parts)] : legs,
          movements: [...movements, { chainId, at: 100n, amount }],
        }
        expect(figuresAt(history, past).difference).toBe(-units(amount))
        const isIn = (chainId === 2 ? at[2] : at[3]) >= 100n
        const isProven = !hasMessage || at[1] > 100n + policy.skewSeconds
        expect(figuresAt(history, at).difference).toBe(isIn && isProven ? -units(amount) : 0n)
      },
    ),
    { numRuns: 1_000, seed: 5_007 },
  )
})

test('behavior: a message that is executed twice, or for more than was sent, shows its excess', () => {
  const sent = leg('sent', 10n)
  const locked = { chainId: 1, at: 10n, amount: 100n }
  const minted = { chainId: 2, at: 20n, amount: 100n }
  const twice = {
    legs: [sent, leg('credited', 20n), leg('credited', 30n)],
    movements: [locked, minted, { ...minted, at: 30n }],
  }
  expect(figuresAt(twice, past).difference).toBe(-units(100n))
  const tooMuch = {
    legs: [sent, leg('credited', 20n, { amount: 150n })],
    movements: [locked, { ...minted, amount: 150n }],
  }
  expect(figuresAt(tooMuch, past).difference).toBe(-units(50n))
})

test('behavior: a signed-off offset counts from its block on', () => {
  const token = { chainId: 2, token: tokenOf(2), decimals }
  const offset = {
    ...token,
    block: 50n,
    amount: 40n,
    reason: 'Minted by the issuer in a migration.',
  }
  const signed = { ...group, offsets: [offset] }
  const history = { legs: [], movements: [{ chainId: 2, at: 50n, amount: 40n }] }
  expect(figuresAt(history, { ...past, 2: 50n }, signed)).toMatchObject({
    offset: units(40n),
    difference: 0n,
  })
  expect(figuresAt(history, { ...past, 2: 49n }, signed)).toMatchObject({
    offset: 0n,
    difference: 0n,
  })
  expect(figuresAt(history, past).difference).toBe(-units(40n))
})

test('behavior: what other bridges carry backs nothing', () => {
  const history = play([
    {
      ...{ bridge: customRoute, origin: 1, hops: 1, amount: 100n },
      ...{ sentAfter: 10n, takes: 0n, end: 'open' },
    },
  ])
  const narrow = { ...group, bridges: [route] }
  expect(figuresAt(history, past, narrow)).toMatchObject({
    inFlight: 0n,
    difference: units(100n),
  })
})
