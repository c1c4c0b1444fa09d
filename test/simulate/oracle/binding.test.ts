import { zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import {
  address,
  alpha,
  amountsOf,
  ann,
  beta,
  bob,
  type Crossing,
  crossing,
  deposit,
  dispatch,
  fold,
  keyOf,
  log,
  move,
  process,
  send,
  side,
  transferOf,
  tx,
  unifiedOf,
} from './handMade.ts'
import type { OracleLog } from './Oracle.ts'

const { book, usd, router } = side(alpha)
const savings = tx(alpha, 10n, deposit(alpha, ann, 100n), deposit(alpha, bob, 100n))

/** A book pays tokens to somebody and names no transfer. */
function pay(account: typeof ann, amount: bigint, to = router): OracleLog[] {
  return [move(usd, book, to, amount), log(book, 'Withdrawn', { account, to, amount })]
}

/** A book credits what was paid in and names no transfer. */
function book2(account: typeof ann, amount: bigint): OracleLog {
  return log(side(beta).book, 'Deposited', { account, amount })
}

function inFlight(...logs: readonly OracleLog[][]) {
  const state = fold([savings, tx(alpha, 20n, ...logs)], { [alpha]: 30n, [beta]: 30n })
  return { ann: amountsOf(state, ann, 'inFlight'), bob: amountsOf(state, bob, 'inFlight'), state }
}

test('default: a leg that the book names is the beneficiary it names', () => {
  const { ann: sender, bob: beneficiary, state } = inFlight(send(ann, crossing(1, 40n), bob))
  expect([sender, beneficiary]).toEqual([[], [40n]])
  expect(unifiedOf(state, ann)).toBe(60n)
  expect(unifiedOf(state)).toBe(200n)
})

test('behavior: without a name, what tokens carry to the bridge is the payer without a unit', () => {
  const { state } = inFlight(pay(ann, 40n), dispatch(crossing(1, 40n)))
  const [{ holder, amount } = {}] = state.accounts[0]?.amounts ?? []
  expect(holder).toEqual({ venue: 'lab', account: ann, unit: 'unassigned' })
  expect(amount).toBe(40n)
})

test('behavior: the same transaction and the same amount prove nothing', () => {
  const elsewhere = inFlight(pay(ann, 40n, address('shop')), dispatch(crossing(1, 40n)))
  expect(elsewhere.ann).toEqual([])
  expect(unifiedOf(elsewhere.state)).toBe(160n)
  const named = [log(book, 'Withdrawn', { account: ann, to: address('shop'), amount: 40n })]
  expect(inFlight(named, [move(usd, book, router, 40n)], dispatch(crossing(1, 40n))).ann).toEqual(
    [],
  )
})

test('behavior: a name without a movement of tokens binds nothing', () => {
  const logs = send(ann, crossing(1, 40n)).filter(({ address: at }) => at !== usd)
  expect(inFlight(logs).ann).toEqual([])
})

test('behavior: at most the leg, at most what moved', () => {
  expect(inFlight(pay(ann, 40n), dispatch(crossing(1, 25n))).ann).toEqual([25n])
  expect(inFlight(pay(ann, 40n), dispatch(crossing(1, 90n))).ann).toEqual([40n])
  const [, said] = pay(ann, 40n)
  if (said === undefined) throw new Error('the book says it')
  expect(inFlight([move(usd, book, router, 15n), said], dispatch(crossing(1, 40n))).ann).toEqual([
    15n,
  ])
})

test('behavior: the equal legs of a bundle of strangers are nobody’s', () => {
  const bundle = [
    pay(ann, 40n),
    pay(bob, 40n),
    dispatch(crossing(1, 40n)),
    dispatch(crossing(2, 40n)),
  ]
  const { ann: first, bob: second, state } = inFlight(...bundle)
  expect([first, second]).toEqual([[], []])
  expect(state.transfers.map(({ isCollateralBound }) => isCollateralBound)).toEqual([false, false])
  expect(unifiedOf(state)).toBe(120n)
})

test('behavior: two legs of one owner are his, one leg that takes all of two owners is theirs', () => {
  const both = inFlight(pay(ann, 70n), dispatch(crossing(1, 40n)), dispatch(crossing(2, 30n)))
  expect([...both.ann].sort()).toEqual([30n, 40n])
  const shared = inFlight(pay(ann, 40n), pay(bob, 10n), dispatch(crossing(1, 50n)))
  expect([shared.ann, shared.bob]).toEqual([[40n], [10n]])
  const part = inFlight(pay(ann, 40n), pay(bob, 10n), dispatch(crossing(1, 45n)))
  expect([part.ann, part.bob]).toEqual([[], []])
})

test('behavior: nothing is used twice, also by what is named beside what is not', () => {
  const sent = crossing(1, 40n)
  const { state } = inFlight(send(ann, sent), dispatch(crossing(2, 40n)))
  expect(amountsOf(state, ann, 'inFlight')).toEqual([40n])
  expect(transferOf(state, keyOf(crossing(2, 40n))).isCollateralBound).toBe(false)
})

test('behavior: one movement of tokens carries one leg', () => {
  const [, said] = pay(ann, 40n)
  if (said === undefined) throw new Error('the book says it')
  const twice = inFlight(send(ann, crossing(1, 40n)), [said], dispatch(crossing(2, 40n)))
  expect(twice.ann).toEqual([40n])
})

test('behavior: a credit that pays one vault is not what another books', () => {
  const toWallet: Crossing = crossing(1, 40n, { recipient: bob })
  const { book: far, usd: minted } = side(beta)
  const state = fold([
    tx(beta, 20n, process(toWallet), [move(minted, zeroAddress, far, 40n), book2(ann, 40n)]),
  ])
  expect(amountsOf(state, ann, 'unbacked')).toEqual([])
  const paid = fold([tx(beta, 20n, process(crossing(1, 40n)), [book2(ann, 40n)])])
  expect(amountsOf(paid, ann, 'unbacked')).toEqual([40n])
})
