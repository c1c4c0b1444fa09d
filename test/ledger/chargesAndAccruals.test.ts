import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fact, FactBody } from '../../src/facts/Fact.ts'
import type { Address } from '../../src/facts/primitives.ts'
import { seriesKeyId } from '../../src/facts/Series.ts'
import { foldFacts, keysToLoad } from '../../src/ledger/fold/foldFacts.ts'
import { addressOf, blockHash, chainId } from '../protocols/logs.ts'

const [book, usd] = [addressOf(1), addressOf(2)]
const accounts: readonly [Address, Address] = [addressOf(3), addressOf(4)]
const E18 = 10n ** 18n

const place = { chainId, blockHash, txHash: blockHash, txIndex: 0, logIndex: 0, k: 0 } as const
const toFacts = (bodies: readonly FactBody[]): readonly Fact[] =>
  bodies.map((body, i) => ({
    at: { ...place, blockNumber: BigInt(i) },
    decoder: 'test@1',
    body,
    siblings: [],
  }))

/** Newest values by key, folded in batches as an ingest does: each loads what it needs of the ones before. */
function foldInBatches(facts: readonly Fact[], sizes: readonly number[]) {
  const values = new Map<string, readonly bigint[]>()
  let next = 0
  for (const size of [...sizes, facts.length]) {
    const batch = facts.slice(next, next + size)
    next += batch.length
    const needed = keysToLoad(batch, []).map(seriesKeyId)
    const previous = new Map(needed.flatMap((id) => [[id, values.get(id) ?? []] as const]))
    for (const row of foldFacts(batch, [], previous)) values.set(seriesKeyId(row.key), row.values)
  }
  return values
}

/** What an account has and owes by its own rule: a charge takes first what is held, a credit pays first what is owed. */
const step = fc.record({
  of: fc.constantFrom(0, 1),
  amount: fc.bigInt({ min: -1_000n, max: 1_000n }),
})

const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 8 })

test('property: charges fold to what each account has and owes, in whatever batches', () => {
  const run = (steps: readonly { of: number; amount: bigint }[], batches: readonly number[]) => {
    const net = [0n, 0n]
    const bodies = steps.map(({ of, amount }): FactBody => {
      net[of] = (net[of] ?? 0n) + amount
      const owed = -(net[of] ?? 0n)
      const account = accounts[of === 0 ? 0 : 1]
      const holder = { venue: 'v', account, unit: `isolated:${of}` as const }
      const debtAfter = owed > 0n ? owed : 0n
      return { kind: 'charge', ...holder, asset: usd, contract: book, amount, debtAfter }
    })
    const values = foldInBatches(toFacts(bodies), batches)
    const of = (kind: string) =>
      [...values]
        .filter(([id]) => id.startsWith(kind))
        .reduce((sum, [, [value = 0n]]) => sum + value, 0n)
    const held = net.reduce((sum, each) => (each > 0n ? sum + each : sum), 0n)
    expect([of('holding|'), of('total|'), of('liability|')]).toEqual([
      ...[held, held, held - (net[0] ?? 0n) - (net[1] ?? 0n)],
    ])
  }
  fc.assert(fc.property(fc.array(step, { maxLength: 30 }), sizes, run), { seed: 53, numRuns: 200 })
})

test('property: an index is the same in whatever batches, and no later than the last fact', () => {
  const rate = fc.bigInt({ min: -E18, max: E18 })
  const change = fc.record({
    after: fc.bigInt({ min: 0n, max: 100_000n }),
    price: fc.bigInt({ min: 1n, max: 5_000n * E18 }),
    rate,
  })
  const run = (
    changes: readonly { after: bigint; price: bigint; rate: bigint }[],
    batches: readonly number[],
  ) => {
    let time = 1_000n
    const bodies = changes.map(({ after, price, rate: next }): FactBody => {
      time += after
      const rule = 'fundingPerDay' as const
      return {
        kind: 'accrual',
        contract: book,
        subject: 'f',
        rule,
        time,
        inputs: [price, next, 0n],
      }
    })
    const facts = toFacts(bodies)
    const [whole] = foldInBatches(facts, []).values()
    const [split] = foldInBatches(facts, batches).values()
    expect(split).toEqual(whole)
    // By its definition over exact fractions; each step rounds thrice, by less than the next factor makes of one.
    let exact = 0n
    for (const [i, { after, price, rate: next }] of changes.entries()) {
      const last = changes[i - 1]
      if (last !== undefined) exact -= (last.rate + next) * after * price
    }
    const error = BigInt(changes.length) * 10_000n * 2n
    const difference = (whole?.[0] ?? 0n) - exact / (2n * 86_400n * E18)
    expect(difference <= error && -difference <= error).toBe(true)
  }
  fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), sizes, run), {
    seed: 53,
    numRuns: 200,
  })
})
