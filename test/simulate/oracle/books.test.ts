import { zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { foldBooks } from './foldBooks.ts'
import { foldMarkets } from './foldMarkets.ts'
import {
  alpha,
  amountsOf,
  ann,
  beta,
  bob,
  credited,
  crossing,
  deposit,
  dispatch,
  feed,
  fold,
  hashOf,
  keyOf,
  log,
  move,
  process,
  side,
  transferOf,
  tx,
  unifiedOf,
  withdraw,
  yieldVault,
} from './handMade.ts'

const { book, usd } = side(alpha)

test('default: a holding is the sum of what its book said', () => {
  const state = fold([
    tx(alpha, 10n, deposit(alpha, ann, 70n)),
    tx(alpha, 20n, deposit(alpha, ann, 30n), deposit(alpha, bob, 5n)),
    tx(alpha, 30n, withdraw(alpha, ann, 40n)),
    tx(beta, 15n, deposit(beta, ann, 8n)),
  ])
  expect(amountsOf(state, ann, 'holding')).toEqual([60n, 8n])
  expect(amountsOf(state, bob, 'holding')).toEqual([5n])
  expect(unifiedOf(state)).toBe(73n)
  expect(state.residuals).toEqual([])
})

test('behavior: a block of an earlier time than the one before it still comes after it', () => {
  const at = (block: bigint, timestamp: bigint) => ({
    place: {
      ...{ chainId: alpha, block, timestamp, transaction: 0, log: 0 },
      transactionHash: hashOf(`${block}`),
    },
    ...{ venue: 'lab', account: ann, unit: 'cross', contract: book },
  })
  const change = (delta: bigint) => ({
    ...{ token: usd, delta, moved: { token: usd, amount: delta } },
    ...{ counterparty: undefined, names: undefined },
  })
  const { history } = foldBooks([
    { ...at(1n, 20n), ...change(5n) },
    { ...at(2n, 10n), ...change(7n) },
  ])
  const { place: _, ...key } = at(1n, 20n)
  expect(history({ ...key, chainId: alpha, token: usd })).toEqual([
    { block: 1n, amount: 5n },
    { block: 2n, amount: 12n },
  ])
  const position = (size: bigint) => ({ kind: 'position' as const, market: 'm', size, entry: 0n })
  const words = [
    { ...at(1n, 20n), ...position(3n) },
    { ...at(2n, 10n), ...position(0n) },
  ]
  expect(foldMarkets(words).positions).toEqual([])
})

test('behavior: only what is inside the cut counts', () => {
  const happenings = [
    tx(alpha, 10n, deposit(alpha, ann, 70n)),
    tx(alpha, 20n, withdraw(alpha, ann, 70n)),
    tx(beta, 15n, deposit(beta, ann, 8n)),
  ]
  expect(unifiedOf(fold(happenings, { [alpha]: 10n, [beta]: 14n }))).toBe(70n)
  expect(unifiedOf(fold(happenings, { [beta]: 15n }))).toBe(8n)
  expect(fold(happenings, { [alpha]: 20n }).accounts).toEqual([])
})

test('behavior: bookkeeping moves a unit and no token', () => {
  const state = fold([
    tx(alpha, 10n, deposit(alpha, ann, 70n)),
    tx(alpha, 20n, [log(book, 'Settled', { account: ann, amount: -20n })]),
    tx(alpha, 30n, [log(book, 'Labelled', { account: ann, label: 'gold', amount: 3n })]),
  ])
  expect(state.accounts[0]?.holdings.map(({ unit, amount }) => [unit, amount])).toEqual([
    ['cross', 50n],
    ['isolated:gold', 3n],
  ])
  expect(state.residuals).toEqual([])
})

// DESIGN 3.1: a leg never moves a holding, nor does a token by itself.
test('behavior: what only the bridge or a token says moves no holding', () => {
  const sent = crossing(1, 50n)
  const state = fold([
    tx(alpha, 10n, deposit(alpha, ann, 70n)),
    tx(alpha, 20n, dispatch(sent)),
    tx(beta, 30n, process(sent)),
    tx(alpha, 40n, [move(usd, bob, book, 9n)]),
  ])
  expect(amountsOf(state, ann, 'holding')).toEqual([70n])
  expect(unifiedOf(state)).toBe(70n)
})

test('behavior: shares follow transfers; a vault that logs none is taken at the word of its Deposit', () => {
  const flow = (owner: typeof ann, shares: bigint) =>
    log(yieldVault, 'Deposit', { sender: owner, owner, assets: 2n * shares, shares })
  const state = fold([
    tx(alpha, 10n, [move(yieldVault, zeroAddress, ann, 90n), flow(ann, 100n)]),
    tx(alpha, 20n, [flow(bob, 7n)]),
    tx(alpha, 30n, [move(yieldVault, ann, bob, 20n), move(yieldVault, bob, bob, 5n)]),
    tx(alpha, 40n, [move(yieldVault, ann, zeroAddress, 10n)]),
  ])
  expect(amountsOf(state, ann, 'holding')).toEqual([60n])
  expect(amountsOf(state, bob, 'holding')).toEqual([27n])
})

test('behavior: a log that no compiler would have written says nothing', () => {
  const [, good] = deposit(alpha, ann, 70n)
  if (good === undefined) throw new Error('there is a book log')
  const dirty = { ...good, topics: [...good.topics.slice(0, 1), `0xff${'0'.repeat(62)}`] as const }
  // CAST: the spread forgets that topics are hex.
  const broken = [
    { ...good, data: `${good.data}00` },
    { ...good, topics: [] },
    dirty,
  ] as (typeof good)[]
  const foreign = { ...good, address: usd }
  expect(fold([tx(alpha, 10n, broken, [foreign])]).accounts).toEqual([])
  expect(amountsOf(fold([tx(alpha, 10n, [good])]), ann, 'holding')).toEqual([70n])
})

test('behavior: a router log without its message is no leg', () => {
  const sent = crossing(1, 50n)
  const [router, message, id] = dispatch(sent)
  const [otherRouter] = dispatch({ ...sent, recipient: bob })
  if (!router || !message || !id || !otherRouter) throw new Error('there are logs')
  for (const logs of [[router], [router, message], [router, id], [otherRouter, message, id]])
    expect(fold([tx(alpha, 10n, logs)]).transfers).toEqual([])
  expect(transferOf(fold([tx(alpha, 10n, [router, message, id])]), keyOf(sent)).sentAmount).toBe(
    50n,
  )
})

test('behavior: tokens that nobody owns are a residual, also a book that claims too much', () => {
  const stray = tx(alpha, 10n, [move(usd, bob, book, 9n)])
  const claim = tx(alpha, 20n, [log(book, 'Deposited', { account: ann, amount: 4n })])
  const amounts = (state: ReturnType<typeof fold>) => state.residuals.map(({ amount }) => amount)
  expect(amounts(fold([stray, claim]))).toEqual([9n, -4n])
  expect(fold([stray]).conditions).toEqual([{ code: 'RESIDUAL', subject: book }])
  const feeOnTransfer = [
    move(usd, ann, book, 99n),
    log(book, 'Deposited', { account: ann, amount: 100n }),
  ]
  expect(amounts(fold([tx(alpha, 10n, feeOnTransfer)]))).toEqual([-1n])
})

test('behavior: what a bridge delivers before the book says so is the transfer’s', () => {
  const sent = crossing(1, 50n)
  const landed = tx(beta, 30n, process(sent))
  expect(fold([landed]).residuals).toEqual([])
  expect(fold([landed, tx(beta, 40n, [credited(ann, sent)])]).residuals).toEqual([])
})

test('behavior: the price in force is the last in the order of the chain', () => {
  const answer = (current: bigint, updatedAt: bigint) =>
    log(feed, 'AnswerUpdated', { current, roundId: updatedAt, updatedAt })
  const happenings = [
    tx(alpha, 10n, [answer(100n, 9n)]),
    tx(alpha, 20n, [answer(-3n, 8n)], [answer(0n, 7n)]),
  ]
  expect(fold(happenings).prices).toEqual([{ feed: 'usd-feed', answer: 0n, updatedAt: 7n }])
  expect(fold(happenings, { [alpha]: 15n }).prices[0]?.answer).toBe(100n)
  expect(fold(happenings, { [beta]: 15n }).prices).toEqual([])
})
