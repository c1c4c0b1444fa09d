import { describe, expect, test } from 'vitest'
import type { Leg } from '../../src/facts/Leg.ts'
import { evaluateTransfer } from '../../src/ledger/evaluateTransfer.ts'
import type { ShownBooks } from '../../src/ledger/ShownBooks.ts'
import type { TransferContext } from '../../src/ledger/TransferContext.ts'
import { transferAmounts } from '../../src/ledger/transferAmounts.ts'
import { bound, cutAt, leg, placed } from './support/legs.ts'
import {
  alice,
  bob,
  customRoute,
  landingOf,
  localToken,
  stranger,
  tokenOf,
  wideTokenOf,
  word,
} from './support/world.ts'

const passed = cutAt({ 1: 90n, 2: 90n })

const showing = (parts: Partial<ShownBooks> = {}): ShownBooks => ({
  shown: () => 0n,
  lowestSince: () => 1_000n,
  ...parts,
})

/** Amounts of transfers that are judged in the order given. */
function amountsOf(
  transfers: readonly (readonly Leg[])[],
  context: TransferContext,
  books = showing(),
) {
  const judged = transfers.flatMap((legs) => {
    const view = evaluateTransfer(legs, context)
    return view === undefined ? [] : [{ view, legs }]
  })
  return transferAmounts(judged, context, books).flat()
}

describe('in flight', () => {
  test('default: what is bound, on its way to a vault or a landing contract', () => {
    const sent = leg('sent', 10n, {
      bindings: [bound(60n), bound(30n, { account: bob, beneficiary: stranger })],
    })
    for (const recipient of [sent.recipient, landingOf(2)]) {
      expect(amountsOf([[{ ...sent, recipient }]], passed)).toMatchObject([
        {
          kind: 'inFlight',
          holder: { account: alice, unit: 'unassigned' },
          chainId: 1,
          amount: 60n,
        },
        { kind: 'inFlight', holder: { account: stranger, unit: 'cross' }, chainId: 1, amount: 30n },
      ])
    }
  })

  test('behavior: unbound, to a wallet, to nobody or to a chain that is not followed it is a withdrawal', () => {
    const sent = leg('sent', 10n)
    const gone = [
      { ...sent, bindings: [] },
      { ...sent, recipient: stranger },
      { ...sent, recipient: undefined },
      { ...sent, destination: 9 },
    ]
    for (const legs of gone) expect(amountsOf([[legs]], passed)).toEqual([])
  })

  test('behavior: a failed or a stuck one is still on its way, a cancelled or refunded one is not', () => {
    const sent = leg('sent', 10n)
    const late = cutAt({ 1: 900n, 2: 900n })
    expect(amountsOf([[sent]], late)).toMatchObject([{ kind: 'inFlight', amount: 100n }])
    expect(amountsOf([[sent, leg('failed', 11n)]], late)).toMatchObject([{ kind: 'inFlight' }])
    expect(amountsOf([[sent, leg('cancelled', 11n)]], late)).toEqual([])
    expect(amountsOf([[sent, leg('refunded', 11n)]], late)).toEqual([])
  })

  // DESIGN 3.6: buckets are exact by count, and the fee of the one that arrived is gone.
  test('behavior: of two sends under one key and one credit the later is in flight', () => {
    const second = placed(leg('sent', 12n, { amount: 30n, bindings: [bound(30n)] }), {
      logIndex: 1,
    })
    const legs = [leg('sent', 10n), second, leg('credited', 20n, { amount: 99n })].map((each) => ({
      ...each,
      bridge: customRoute,
    }))
    expect(amountsOf([legs], passed)).toMatchObject([{ kind: 'inFlight', amount: 30n }])
    const back = leg('refunded', 21n, { amount: 30n, bindings: [bound(30n)] })
    expect(amountsOf([[...legs, back]], passed)).toEqual([])
  })

  test('behavior: two sends of which one is only queued are both in flight', () => {
    const queued = [leg('queued', 5n), placed(leg('queued', 6n), { logIndex: 1 })]
    const sum = amountsOf([[...queued, leg('sent', 10n)]], passed).reduce(
      (total, { amount }) => total + amount,
      0n,
    )
    expect(sum).toBe(200n)
  })
})

describe('offsets', () => {
  const credit = leg('credited', 20n)
  const lagging = cutAt({ 1: 5n, 2: 90n })
  const group = (whole: bigint) => whole * 10n ** 30n

  test('default: in the origin’s token, first of the account, then of its venue', () => {
    const books = showing({ shown: (_venue, account) => group(account === undefined ? 70n : 30n) })
    expect(amountsOf([[credit]], lagging, books)).toMatchObject([
      {
        kind: 'lagOffset',
        holder: { account: alice },
        chainId: 1,
        amount: 30n,
        ownerUnknown: true,
      },
      {
        kind: 'lagOffset',
        holder: { account: undefined },
        chainId: 1,
        amount: 40n,
        ownerUnknown: true,
      },
    ])
  })

  // Else an account would show another offset than its venue does, whose list holds the credits of all.
  test('behavior: what an account shows is its own before it is the suspense of an older credit', () => {
    const books = showing({
      shown: (_venue, account) => group(account === bob ? 0n : 100n),
    })
    const older = leg('credited', 19n, {
      key: word(8),
      bindings: [bound(100n, { chainId: 2, account: bob })],
    })
    for (const transfers of [[[older], [credit]], [[credit], [older]], [[credit]]])
      expect(amountsOf(transfers, lagging, books)).toMatchObject([
        { holder: { account: alice }, amount: 100n },
      ])
  })

  test('behavior: an asset of the group with other decimals cancels the same value', () => {
    const wide = {
      ...credit,
      bridge: customRoute,
      asset: wideTokenOf(2),
      bindings: [bound(5n * 10n ** 12n, { chainId: 2 })],
    }
    const books = showing({ shown: () => group(100n) })
    expect(amountsOf([[wide]], lagging, books)).toMatchObject([
      { asset: wideTokenOf(1), amount: 5n * 10n ** 12n },
    ])
  })
})

describe('offsets of an asset that its origin does not have', () => {
  const wide = 10n ** 12n
  const credit = {
    ...leg('credited', 20n, { amount: 5n * wide + 1n }),
    bridge: customRoute,
    asset: localToken,
    bindings: [{ ...bound(5n * wide + 1n, { chainId: 2 }), asset: localToken }],
  }
  const books = showing({ shown: () => 100n * 10n ** 30n })

  // DESIGN 3.4: it cancels what the origin shows of the group; a token that the origin does not have would cancel nothing.
  test('default: they cancel the token of the group there, rounded down', () => {
    expect(amountsOf([[credit]], cutAt({ 1: 5n, 2: 90n }), books)).toMatchObject([
      { kind: 'lagOffset', chainId: 1, asset: tokenOf(1), amount: 5n },
    ])
  })
})

describe('unbacked', () => {
  const forged = (key: Leg['key'], block: bigint) => leg('credited', block, { key })

  test('default: the credit, at most the lowest holding since', () => {
    const books = (lowest: bigint) => showing({ lowestSince: () => lowest })
    expect(amountsOf([[forged(word(8), 10n)]], passed, books(500n))[0]?.amount).toBe(100n)
    expect(amountsOf([[forged(word(8), 10n)]], passed, books(40n))[0]?.amount).toBe(40n)
    expect(amountsOf([[forged(word(8), 10n)]], passed, books(0n))).toEqual([])
  })

  test('behavior: the order in which credits are judged does not change their sum', () => {
    const lowest = new Map([
      [10n, 50n],
      [20n, 60n],
      [30n, 230n],
    ])
    const books = showing({ lowestSince: (_binding, _chainId, from) => lowest.get(from) ?? 0n })
    const three = [forged(word(8), 10n), forged(word(9), 20n), forged(word(10), 30n)].map(
      (item) => [item],
    )
    const [one = [], two = [], last = []] = three
    for (const order of [
      [one, two, last],
      [last, two, one],
      [two, last, one],
      [two, one, last],
    ]) {
      const sum = amountsOf(order, passed, books).reduce((total, { amount }) => total + amount, 0n)
      // 60 of the first two at most, and the third in full.
      expect(sum).toBe(160n)
    }
  })

  test('behavior: a credit of another asset of the group is backed by what was sent of the other', () => {
    const wide = 10n ** 12n
    const legs = [
      { ...leg('sent', 10n), bridge: customRoute },
      {
        ...leg('credited', 20n, { amount: 130n * wide }),
        bridge: customRoute,
        asset: wideTokenOf(2),
        bindings: [{ ...bound(130n * wide, { chainId: 2 }), asset: wideTokenOf(2) }],
      },
    ]
    expect(amountsOf([legs], passed, showing({ lowestSince: () => 10n ** 18n }))).toMatchObject([
      { kind: 'unbacked', asset: wideTokenOf(2), amount: 30n * wide },
    ])
  })

  test('behavior: of a credit and a refund the later has no source', () => {
    const refund = (block: bigint) => leg('refunded', block, { bindings: [bound(100n)] })
    const passed = cutAt({ 1: 90n, 2: 90n })
    const legs = (back: bigint) => [leg('sent', 10n), leg('credited', 20n), refund(back)]
    expect(amountsOf([legs(25n)], passed)).toMatchObject([{ kind: 'unbacked', chainId: 1 }])
    expect(amountsOf([legs(15n)], passed)).toMatchObject([{ kind: 'unbacked', chainId: 2 }])
  })
})
