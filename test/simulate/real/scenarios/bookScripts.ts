import type { ConfigInput } from '../../../../src/config/input/ConfigInput.ts'
import type { IntentBody } from '../../world/Intent.ts'
import { deposit, withdraw } from '../bodies.ts'
import type { Director, Script } from '../Director.ts'

/** What happens to books, shares and prices without any bridge. */
export const bookScripts: readonly Script[] = [
  {
    name: 'deposits, withdrawals, and one that is more than there is',
    async play(on) {
      const { ann, bob } = on.people
      await on.mine(0, { in: deposit(ann, 5_000_000n), euros: deposit(bob, 7_000_000n, 'eur') })
      await on.start()
      await on.ask('after a deposit')
      await on.mine(1, { other: deposit(ann, 1n) })
      await on.mine(0, { tooMuch: withdraw(ann, 5_000_001n), out: withdraw(ann, 2_000_000n) })
      await on.ask('after a refusal')
      await on.rest(6)
      await on.ask('once all is final')
    },
  },
  {
    name: 'many empty blocks, read in ranges of three',
    async play(on) {
      const { ann } = on.people
      await on.rest(20)
      await on.mine(0, { one: deposit(ann, 1_000_000n) })
      await on.rest(20)
      await on.mine(1, { two: deposit(ann, 2_000_000n) })
      on.configure(inRangesOf(3))
      await on.start()
      await on.ask('after the backfill')
      await on.rest(10)
      await on.mine(0, { three: withdraw(ann, 1n) })
      await on.ask('after ten more')
    },
  },
  {
    name: 'three hundred logs in a block',
    async play(on) {
      const { ann, bob } = on.people
      await on.start()
      const many = (from: number) =>
        Array.from({ length: 25 }, (_, i) => [
          deposit(ann, BigInt(from + i)),
          withdraw(ann, 1n),
          deposit(bob, BigInt(i + 1), 'eur'),
        ]).flat()
      await on.mine(0, { first: many(10), second: many(1_000) })
      await on.ask('at the head')
      await on.rest(5)
      await on.ask('once it is final')
    },
  },
  {
    name: 'blocks of one time',
    async play(on) {
      const { ann, bob } = on.people
      await on.mine(0, { a: deposit(ann, 3_000_000n) })
      await on.mine(0, { b: deposit(bob, 4_000_000n) }, 0)
      await on.mine(1, { c: deposit(ann, 5_000_000n) }, 0)
      await on.start()
      await on.ask('after the backfill')
      await on.mine(1, { d: deposit(bob, 6_000_000n) }, 0)
      await on.mine(0, { e: withdraw(ann, 1_000_000n) }, 0)
      await on.mine(0, {}, 0)
      await on.ask('at the head')
      await on.rest(5)
      await on.ask('once it is final')
    },
  },
  {
    name: 'logs that no compiler writes, strays, settlements and labels',
    async play(on) {
      const { ann, bob, cay } = on.people
      const place = { family: 'usd', account: ann } as const
      await on.mine(0, {
        topic: { kind: 'malformed', ...place, amount: 11n, way: 'topic' },
        good: deposit(ann, 12_000_000n),
        data: { kind: 'malformed', ...place, amount: 13n, way: 'data' },
      })
      await on.start()
      await on.ask('after the backfill')
      await on.mine(0, {
        again: { kind: 'malformed', ...place, amount: 14n, way: 'topic' },
        stray: { kind: 'stray', family: 'eur', account: bob, amount: 15_000_000n },
        profit: { kind: 'settle', family: 'usd', account: cay, amount: 16n },
        loss: { kind: 'settle', family: 'usd', account: ann, amount: -17n },
        label: { kind: 'label', family: 'usd', account: ann, label: 'a', amount: 18n },
        odd: { kind: 'label', family: 'usd', account: ann, label: 'ü|:', amount: 19n },
      })
      await on.ask('at the head')
    },
  },
  {
    name: 'shares whose rate rises, read at a block by its hash',
    async play(on) {
      const { ann, bob } = on.people
      await on.mine(0, { price: quote(on, 100_000_000n, 1n, 0n) })
      await on.mine(0, { in: { kind: 'yieldDeposit', account: ann, amount: 8_000_000n } })
      await on.start()
      await on.ask('after the backfill')
      await on.mine(0, {
        move: { kind: 'yieldTransfer', account: ann, to: bob, amount: 3_000_000n },
      })
      await on.ask('after a transfer')
      await on.mine(0, { out: { kind: 'yieldWithdraw', account: ann, amount: 5_000_000n } })
      await on.reorg(0, 1, [{ less: { kind: 'yieldWithdraw', account: ann, amount: 4_000_000n } }])
      await on.ask('after another withdrawal than the first')
      await on.rest(5)
      await on.ask('once it is final')
    },
  },
  {
    name: 'prices: good, zero, negative, and old',
    async play(on) {
      const { ann } = on.people
      await on.mine(0, { in: deposit(ann, 1_000_000n), good: quote(on, 99_000_000n, 1n, 0n) })
      await on.start()
      await on.ask('with a price')
      await on.mine(0, { zero: quote(on, 0n, 2n, 0n) })
      await on.ask('with a price of zero')
      await on.mine(0, { negative: quote(on, -5n, 3n, 0n) })
      await on.ask('with a negative price')
      await on.mine(0, { old: quote(on, 101_000_000n, 4n, 5_000n) })
      await on.ask('with an old price')
    },
  },
  {
    name: 'a book that is added late',
    async play(on) {
      const { ann, bob } = on.people
      await on.mine(1, { early: deposit(ann, 9n * on.unit(1, 'eur'), 'eur') })
      on.configure((config) => ({
        ...config,
        venues: config.venues.map((venue) => ({
          ...venue,
          vaults: (venue.vaults ?? []).filter(({ asset }) => asset !== 'eur18'),
        })),
      }))
      await on.start()
      await on.mine(1, { more: deposit(bob, 2n * on.unit(1, 'eur'), 'eur') })
      await on.rest(6)
      await on.ask('without the book')
      await on.stop()
      on.configure((config) => config)
      await on.start()
      await on.mine(1, { last: withdraw(ann, on.unit(1, 'eur'), 'eur') })
      await on.ask('with the book')
    },
  },
]

/** An answer of the feed that was found so many seconds before the newest block. */
function quote(on: Director, answer: bigint, round: bigint, age: bigint): IntentBody {
  return { kind: 'price', answer, round, updatedAt: on.seconds() - age }
}

function inRangesOf(rangeBlocksMax: number): (config: ConfigInput) => ConfigInput {
  return (config) => ({
    ...config,
    chains: Object.fromEntries(
      Object.entries(config.chains).map(([name, chain]) => [name, { ...chain, rangeBlocksMax }]),
    ),
  })
}
