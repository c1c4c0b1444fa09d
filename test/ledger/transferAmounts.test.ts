import { describe, expect, test } from 'vitest'
import type { Leg } from '../../src/facts/Leg.ts'
import { evaluateTransfer } from '../../src/ledger/evaluateTransfer.ts'
import type { TransferContext } from '../../src/ledger/TransferContext.ts'
import { type ShownBooks, transferAmounts } from '../../src/ledger/transferAmounts.ts'
import { bound, cutAt, leg, placed } from './support/legs.ts'
import { alice, bob, customRoute, landingOf, stranger, wideTokenOf, word } from './support/world.ts'

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
  const granted = new Map<string, bigint>()
  return transfers.flatMap((legs) => {
    const view = evaluateTransfer(legs, context)
    return view === undefined ? [] : transferAmounts(view, legs, context, books, granted)
  })
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
})
