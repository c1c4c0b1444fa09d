/** A bridge that rides on another: both log, one of them owns the value (bridges.md §0, trap 8; DESIGN §3.6). */
import { expect, test } from 'vitest'
import { evaluateTransfer } from '../../../src/ledger/evaluateTransfer.ts'
import { transferAmounts } from '../../../src/ledger/transferAmounts.ts'
import { balance, bind, credited, movement, sent } from '../../ledger/support/facts.ts'
import { cutAt } from '../../ledger/support/legs.ts'
import { address, alice, customRoute, routerOf, vaultOf, word } from '../../ledger/support/world.ts'

const [outer, inner] = [word(7), word(8)]
const minter = address(0x99)
const router = routerOf(1)

/** The vault pays the router of the outer bridge, which pays the minter of the inner one in the same transaction. */
const leaving = [
  balance(-100n),
  movement(vaultOf(1), router, 100n),
  movement(router, minter, 100n),
  sent(inner, 100n, {
    bridge: customRoute,
    carrierContract: minter,
    sender: router,
    recipient: routerOf(2),
  }),
  sent(outer, 100n),
]

test('behavior: trap 8: what the inner carrier takes from the outer one is nobody’s and counts once', () => {
  const { legs, residuals } = bind(leaving)
  expect(residuals).toEqual([])
  expect(legs.map(({ key, bindings }) => [key, bindings.map(({ amount }) => amount)])).toEqual([
    [inner, []],
    [outer, [100n]],
  ])
  const context = cutAt({ 1: 50n, 2: 50n })
  const judged = legs.flatMap((leg) => {
    const own = [{ ...leg, timestamp: 10n }]
    const view = evaluateTransfer(own, context)
    return view === undefined ? [] : [{ view, legs: own }]
  })
  const books = { shown: () => 0n, lowestSince: () => 0n }
  const amounts = transferAmounts(judged, context, books).flat()
  expect(amounts).toMatchObject([{ kind: 'inFlight', amount: 100n, holder: { account: alice } }])
})

test('behavior: trap 8: in whichever order the two log', () => {
  const reversed = [...leaving.slice(0, 3), ...leaving.slice(3).reverse()]
  const bound = (bodies: typeof leaving) =>
    bind(bodies).legs.flatMap(({ key, bindings }) => bindings.map(({ amount }) => [key, amount]))
  expect(bound(reversed)).toEqual(bound(leaving))
})

test('behavior: trap 8: on arrival the inner credit pays the outer carrier and no book', () => {
  const { legs } = bind([
    movement(minter, router, 100n),
    credited(inner, 100n, {
      bridge: customRoute,
      destination: 1,
      origin: 2,
      carrierContract: minter,
      recipient: router,
    }),
    movement(router, vaultOf(1), 100n),
    balance(100n),
    credited(outer, 100n, { destination: 1, origin: 2 }),
  ])
  expect(legs.map(({ key, bindings, unbound }) => [key, bindings.length, unbound])).toEqual([
    [inner, 0, 'NOT_COLLATERAL'],
    [outer, 1, undefined],
  ])
})
