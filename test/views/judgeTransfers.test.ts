import { expect, test } from 'vitest'
import { judgeTransfers } from '../../src/api/views/transfers/judgeTransfers.ts'
import type { Leg } from '../../src/facts/Leg.ts'
import { joinLegs } from '../../src/ledger/joinLegs.ts'
import type { ShownBooks } from '../../src/ledger/ShownBooks.ts'
import type { TransferContext } from '../../src/ledger/TransferContext.ts'
import { bound, cutAt, leg, placed } from '../ledger/support/legs.ts'
import { alice, bob, word } from '../ledger/support/world.ts'

/** Books that show so much at chain 1, of one account and of the venue, in whole group units. */
const showing = (own: bigint, all: bigint, lowest = 0n): ShownBooks => ({
  shown: (_venue, account) => (account === undefined ? all : own) * 10n ** 30n,
  lowestSince: () => lowest,
})

const credit = (key: Leg['key'], block: bigint, account = alice) =>
  leg('credited', block, { key, bindings: [bound(100n, { chainId: 2, account })] })
const judgeAt = (legs: readonly Leg[], context: TransferContext, books: ShownBooks) =>
  judgeTransfers(joinLegs(legs, context.cut), context, books, { joiningEnd: () => undefined })
const judge = (legs: readonly Leg[], books: ShownBooks, one = 5n) =>
  judgeAt(legs, cutAt({ 1: one, 2: 90n }), books).map(({ key, state, amounts }) => [
    key,
    state,
    ...amounts.map(({ holder, amount }) => [holder.account, amount]),
  ])

test('default: legs by transfer, each leg once', () => {
  const sent = leg('sent', 10n)
  const booked: Leg = { ...sent, via: 'venue' }
  const other = leg('sent', 10n, { key: word(8) })
  const { cut } = cutAt({ 1: 90n, 2: 90n })
  const groups = joinLegs([sent, other, sent, booked, placed(sent, { k: 1 })], cut)
  expect([...groups].map(([key, { legs }]) => [key, legs.length])).toEqual([
    [word(7), 3],
    [word(8), 1],
  ])
})

test('behavior: offsets share what is shown, the oldest first', () => {
  const legs = [credit(word(9), 40n, bob), credit(word(8), 30n)]
  expect(judge(legs, showing(0n, 150n))).toEqual([
    [word(8), 'AWAITING_SOURCE', [undefined, 100n]],
    [word(9), 'AWAITING_SOURCE', [undefined, 50n]],
  ])
})

test('behavior: what an account is granted is not granted of its venue again', () => {
  const legs = [credit(word(8), 30n), credit(word(9), 40n, bob)]
  expect(judge(legs, showing(100n, 100n))).toEqual([
    [word(8), 'AWAITING_SOURCE', [alice, 100n]],
    [word(9), 'AWAITING_SOURCE'],
  ])
})

test('behavior: unbacked credits of one account share its lowest holding', () => {
  const legs = [credit(word(8), 30n), credit(word(9), 40n)]
  expect(judge(legs, showing(0n, 0n, 130n), 90n)).toEqual([
    [word(8), 'UNBACKED', [alice, 100n]],
    [word(9), 'UNBACKED', [alice, 30n]],
  ])
})

test('behavior: a transfer outside the cut is left out', () => {
  expect(judge([leg('sent', 10n)], showing(0n, 0n))).toEqual([])
})

test('behavior: the order is that of what the cut holds', () => {
  const early = leg('sent', 1n, { key: word(9), canonical: false })
  const legs = [early, credit(word(9), 40n, bob), credit(word(8), 30n)]
  expect(judge(legs, showing(0n, 150n)).map(([key]) => key)).toEqual([word(8), word(9)])
})
