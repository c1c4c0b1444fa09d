import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Address, ChainId } from '../../src/facts/primitives.ts'
import { zeroAddress } from '../../src/facts/primitives.ts'
import { createLedger, groupBy, type Picture } from './support/createLedger.ts'
import { balance, credited, movement, sent } from './support/facts.ts'
import {
  accounts,
  anySteps,
  type Happening,
  heldOf,
  least,
  play,
  sendOf,
} from './support/history.ts'
import { cutAt } from './support/legs.ts'
import { alice, bob, chainIds, routerOf, tokenOf, vaultOf, word } from './support/world.ts'

const key = word(7)

/** Kinds, owners and amounts of what transfers add and take. */
const brief = ({ amounts }: Picture) =>
  amounts.map(({ kind, holder, chainId, amount }) => [kind, holder.account, chainId, amount])
const states = ({ transfers }: Picture) => transfers.map(({ state }) => state)

/** Deposits on chain 1, and crossings of all of it to chain 2 at given seconds. */
function world() {
  const ledger = createLedger()
  return {
    ...ledger,
    deposit: (at: bigint, account: Address, amount = 100n) =>
      ledger.record(1, at, [movement(account, vaultOf(1), amount), balance(amount, { account })]),
    send: (at: bigint, account: Address, to: Address, amount = 100n) =>
      ledger.record(1, at, [
        movement(vaultOf(1), routerOf(1), amount),
        sent(key, amount),
        balance(-amount, { account, key, beneficiary: to }),
      ]),
    credit: (at: bigint, account: Address, amount = 100n) =>
      ledger.record(2, at, [
        movement(zeroAddress, vaultOf(2), amount, tokenOf(2)),
        credited(key, amount),
        balance(amount, { chainId: 2, account, key }),
      ]),
    withdraw: (at: bigint, account: Address, amount: bigint) =>
      ledger.record(2, at, [
        movement(vaultOf(2), account, amount, tokenOf(2)),
        balance(-amount, { chainId: 2, account }),
      ]),
  }
}

describe('one crossing', () => {
  const crossing = () => {
    const it = world()
    it.deposit(10n, alice)
    it.send(20n, alice, bob)
    it.credit(30n, bob)
    return it
  }

  test('default: it counts once at every pair of heights', () => {
    const it = crossing()
    for (const one of [10n, 20n, 30n, 40n]) {
      for (const two of [0n, 30n, 40n]) {
        expect(it.pictureAt(cutAt({ 1: one, 2: two })).unified, `${one}/${two}`).toBe(100n)
      }
    }
  })

  test('behavior: in flight it belongs to the beneficiary that the venue named', () => {
    const picture = crossing().pictureAt(cutAt({ 1: 20n, 2: 20n }))
    expect(brief(picture)).toEqual([['inFlight', bob, 1, 100n]])
    expect([picture.of(alice), picture.of(bob)]).toEqual([0n, 100n])
  })

  test('behavior: seen destination first, the venue’s suspense line cancels what the origin shows', () => {
    const picture = crossing().pictureAt(cutAt({ 1: 10n, 2: 30n }))
    expect(states(picture)).toEqual(['AWAITING_SOURCE'])
    expect(brief(picture)).toEqual([['lagOffset', undefined, 1, 100n]])
    expect(picture.unified).toBe(100n)
  })

  test('behavior: seen destination first, the credited account’s own money goes first', () => {
    const it = world()
    it.deposit(5n, bob, 30n)
    it.deposit(10n, alice)
    it.send(20n, alice, bob)
    it.credit(30n, bob)
    const picture = it.pictureAt(cutAt({ 1: 10n, 2: 30n }))
    expect(brief(picture)).toEqual([
      ['lagOffset', bob, 1, 30n],
      ['lagOffset', undefined, 1, 70n],
    ])
    expect(picture.unified).toBe(130n)
  })

  test('behavior: what the origin does not show yet is not cancelled', () => {
    const picture = crossing().pictureAt(cutAt({ 1: 9n, 2: 30n }))
    expect([states(picture), brief(picture), picture.unified]).toEqual([
      ['AWAITING_SOURCE'],
      [],
      100n,
    ])
  })

  test('behavior: a landing keeps it in flight until the venue books it', () => {
    const it = world()
    it.deposit(10n, alice)
    it.send(20n, alice, bob)
    it.record(2, 30n, [movement(zeroAddress, vaultOf(2), 100n, tokenOf(2)), credited(key, 100n)])
    it.record(2, 40n, [balance(100n, { chainId: 2, account: bob, key })])
    for (const one of [10n, 20n]) {
      for (const two of [20n, 30n, 40n]) {
        expect(it.pictureAt(cutAt({ 1: one, 2: two })).unified, `${one}/${two}`).toBe(100n)
      }
    }
    expect(brief(it.pictureAt(cutAt({ 1: 20n, 2: 30n })))).toEqual([['inFlight', bob, 1, 100n]])
    expect(it.pictureAt(cutAt({ 1: 20n, 2: 40n })).amounts).toEqual([])
  })

  test('behavior: what was queued stays in flight when it is sent', () => {
    const it = world()
    it.deposit(10n, alice)
    it.record(1, 20n, [
      movement(vaultOf(1), routerOf(1), 100n),
      sent(key, 100n, { step: 'queued' }),
      balance(-100n, { key, beneficiary: bob }),
    ])
    it.record(1, 30n, [sent(key, 100n)])
    for (const one of [10n, 20n, 30n])
      expect(it.pictureAt(cutAt({ 1: one, 2: 0n })).unified).toBe(100n)
  })

  test('behavior: a source that a reorg takes leaves the credit awaiting, then unbacked', () => {
    const it = crossing()
    it.reorg(1, 15n)
    const lagging = it.pictureAt(cutAt({ 1: 15n, 2: 40n }))
    expect([states(lagging), lagging.unified]).toEqual([['AWAITING_SOURCE'], 100n])
    const passed = it.pictureAt(cutAt({ 1: 40n, 2: 40n }))
    expect(brief(passed)).toEqual([['unbacked', bob, 2, 100n]])
    expect([states(passed), passed.unified]).toEqual([['UNBACKED'], 100n])
  })
})

describe('forged and repeated credits', () => {
  const passed = cutAt({ 1: 90n, 2: 90n })

  test('default: a forged credit is no collateral', () => {
    const it = world()
    it.credit(30n, bob)
    const picture = it.pictureAt(passed)
    expect(brief(picture)).toEqual([['unbacked', bob, 2, 100n]])
    expect([picture.of(bob), picture.unified]).toEqual([0n, 0n])
  })

  test('behavior: withdrawn at once it leaves an account of 0, a total of 0, and the state', () => {
    const it = world()
    it.credit(30n, bob)
    it.withdraw(40n, bob, 100n)
    const picture = it.pictureAt(passed)
    expect([states(picture), brief(picture), picture.of(bob), picture.unified]).toEqual([
      ['UNBACKED'],
      [],
      0n,
      0n,
    ])
  })

  test('behavior: what has left stays lost when honest money follows', () => {
    const it = world()
    it.credit(30n, bob)
    it.withdraw(40n, bob, 70n)
    it.record(2, 50n, [
      movement(bob, vaultOf(2), 500n, tokenOf(2)),
      balance(500n, { chainId: 2, account: bob }),
    ])
    const picture = it.pictureAt(passed)
    expect(brief(picture)).toEqual([['unbacked', bob, 2, 30n]])
    expect(picture.of(bob)).toBe(500n)
  })

  test('behavior: a second booking of one crossing is unbacked, whoever books it', () => {
    const it = world()
    it.deposit(10n, alice)
    it.send(20n, alice, bob)
    it.credit(30n, bob)
    it.record(2, 40n, [balance(100n, { chainId: 2, account: alice, key })])
    const picture = it.pictureAt(passed)
    expect([states(picture), brief(picture), picture.unified]).toEqual([
      ['DUPLICATE_CREDIT'],
      [['unbacked', alice, 2, 100n]],
      100n,
    ])
  })

  test('behavior: forged money that moves on is not taken twice', () => {
    const it = world()
    it.deposit(5n, alice)
    it.record(1, 10n, [
      movement(routerOf(1), vaultOf(1), 100n),
      credited(word(9), 100n, { origin: 2, destination: 1 }),
      balance(100n, { account: bob, key: word(9) }),
    ])
    it.send(20n, bob, bob)
    it.credit(30n, bob)
    it.withdraw(40n, bob, 100n)
    const picture = it.pictureAt(cutAt({ 1: 15n, 2: 50n }))
    expect(picture.of(bob) >= 0n).toBe(true)
  })
})

/** The law in its own words, from what happened alone. */
function lawOf(
  past: readonly Happening[],
  heights: Record<ChainId, bigint>,
  lost: ReadonlySet<string> = new Set(),
) {
  const seen = past.filter(({ chainId, at }) => at <= (heights[chainId] ?? 0n))
  const isBooked = (id: string) => seen.some((item) => item.what === 'credit' && item.id === id)
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
  const places = chainIds.flatMap((chainId) => accounts.map((account) => ({ chainId, account })))
  const wallet = new Set(
    past.flatMap((item) => (item.what === 'send' && item.isToWallet ? [item.id] : [])),
  )
  const inFlight = sum(
    seen.flatMap((item) =>
      item.what === 'send' && !item.isToWallet && !isBooked(item.id) ? [item.amount] : [],
    ),
  )
  const pending = new Map<ChainId, bigint>()
  const bad = new Set<Happening>()
  for (const [id, credits] of groupBy(
    seen.flatMap((item) => (item.what === 'credit' && !wallet.has(item.id) ? [item] : [])),
    ({ id }) => id,
  )) {
    const [first, ...others] = credits
    if (first === undefined) continue
    const source = lost.has(id) ? undefined : sendOf(past, id)
    const isSourceSeen = source !== undefined && source.at <= (heights[source.chainId] ?? 0n)
    const landedAt = past.find((item) => item.what === 'landing' && item.id === id)?.at ?? first.at
    const isPast = (heights[first.origin] ?? 0n) > landedAt + 5n
    for (const repeated of others) bad.add(repeated)
    if (isSourceSeen) continue
    if (others.length > 0 || isPast) bad.add(first)
    else pending.set(first.origin, (pending.get(first.origin) ?? 0n) + first.amount)
  }
  const holding = sum(
    places.map(({ chainId, account }) => heldOf(past, chainId, account, heights[chainId])),
  )
  const unbackedOn = (chainId: ChainId) =>
    sum(accounts.map((account) => unbackedOf(past, bad, chainId, account, heights[chainId] ?? 0n)))
  const shownOn = (chainId: ChainId) =>
    sum(accounts.map((account) => heldOf(past, chainId, account, heights[chainId]))) -
    unbackedOn(chainId)
  const offset = sum(chainIds.map((chainId) => least(pending.get(chainId) ?? 0n, shownOn(chainId))))
  const unbacked = sum(chainIds.map(unbackedOn))
  const hidden = sum([...pending.values()]) - offset
  return { unified: holding + inFlight - offset - unbacked, hidden }
}

/** How much of what was wrongly credited has never left the account since. */
function unbackedOf(
  past: readonly Happening[],
  bad: ReadonlySet<Happening>,
  chainId: ChainId,
  account: Address,
  until: bigint,
): bigint {
  let rest = 0n
  for (const item of past) {
    if (item.chainId !== chainId || item.at > until) continue
    if (bad.has(item) && item.what === 'credit' && item.account === account) rest += item.amount
    rest = least(rest, heldOf(past, chainId, account, item.at))
  }
  return rest
}

const anyHeights = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map(
  ([one, two, three]): Record<ChainId, bigint> => ({
    1: BigInt(one * 10),
    2: BigInt(two * 10),
    3: BigInt(three * 10),
  }),
)
const anyCuts = fc.array(anyHeights, { minLength: 6, maxLength: 6 })

function expectSound(picture: Picture) {
  for (const { amounts } of picture.transfers) {
    expect(new Set(amounts.map(({ kind }) => kind)).size).toBeLessThan(2)
    for (const { amount } of amounts) expect(amount > 0n).toBe(true)
  }
  for (const account of accounts) expect(picture.of(account) >= 0n, account).toBe(true)
}

test('property: honest collateral counts once at every combination of heights', () => {
  const honest = anySteps([
    'deposit',
    'deposit',
    'withdraw',
    'send',
    'send',
    'sendToWallet',
    'deliver',
    'deliver',
    'land',
  ])
  fc.assert(
    fc.property(honest, anyCuts, (steps, cuts) => {
      const ledger = createLedger()
      const past = play(steps, ledger)
      for (const heights of cuts) {
        const picture = ledger.pictureAt(cutAt(heights))
        const paidIn = past.reduce((sum, item) => {
          if (item.at > (heights[item.chainId] ?? 0n)) return sum
          if (item.what === 'deposit') return sum + item.amount
          const leaves = item.what === 'withdrawal' || (item.what === 'send' && item.isToWallet)
          return leaves ? sum - item.amount : sum
        }, 0n)
        // A credit proves a deposit that its paused origin does not show yet.
        expect(picture.unified).toBe(paidIn + lawOf(past, heights).hidden)
        expectSound(picture)
      }
    }),
    { seed: 51, numRuns: 300 },
  )
})

test('property: forged and repeated credits are taken out, each once, at every combination of heights', () => {
  const hostile = anySteps([
    'deposit',
    'deposit',
    'withdraw',
    'send',
    'deliver',
    'land',
    'forge',
    'forge',
    'repeat',
  ])
  fc.assert(
    fc.property(hostile, anyCuts, (steps, cuts) => {
      const ledger = createLedger()
      const past = play(steps, ledger)
      for (const heights of cuts) {
        const picture = ledger.pictureAt(cutAt(heights))
        expect(picture.unified).toBe(lawOf(past, heights).unified)
        expectSound(picture)
      }
    }),
    { seed: 52, numRuns: 400 },
  )
})

test('property: a reorg leaves the collateral of the history that is canonical', () => {
  const honest = anySteps([
    'deposit',
    'deposit',
    'withdraw',
    'send',
    'send',
    'deliver',
    'deliver',
    'land',
  ])
  fc.assert(
    fc.property(
      honest,
      anyCuts,
      fc.constantFrom(...chainIds),
      fc.nat(18),
      (steps, cuts, chainId, depth) => {
        const ledger = createLedger()
        const past = play(steps, ledger)
        const ancestor = BigInt(depth * 10)
        ledger.reorg(chainId, ancestor)
        const isLost = (item: Happening) => item.chainId === chainId && item.at > ancestor
        const lost = new Set(
          past.flatMap((item) => (isLost(item) && item.what === 'send' ? [item.id] : [])),
        )
        const canonical = past.filter((item) => !isLost(item))
        for (const heights of cuts) {
          const picture = ledger.pictureAt(cutAt(heights))
          expect(picture.unified).toBe(lawOf(canonical, heights, lost).unified)
          expectSound(picture)
        }
      },
    ),
    { seed: 53, numRuns: 300 },
  )
})
