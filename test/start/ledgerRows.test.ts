import { expect, test } from 'vitest'
import { groupByTransaction } from '../../src/start/groupByTransaction.ts'
import { bindFacts } from '../../src/start/ledgerRows.ts'
import { balance, movement, sent, transaction } from '../ledger/support/facts.ts'
import { alice, routerOf, stranger, topology, vaultOf, word } from '../ledger/support/world.ts'

const vault = vaultOf(1)
const key = word(7)

test('default: every transaction is bound on its own, at its block’s time', () => {
  const send = [movement(vault, routerOf(1), 100n), sent(key, 100n), balance(-100n, { key })]
  const facts = [
    ...transaction(send, { blockNumber: 5n }),
    ...transaction([movement(stranger, vault, 3n)], { blockNumber: 6n }),
  ]
  const { legs, residuals } = bindFacts(facts, (hash) => BigInt(hash.slice(0, 4)) * 100n, topology)
  expect(legs.map(({ timestamp, bindings }) => [timestamp, bindings[0]?.holder.account])).toEqual([
    [600n, alice],
  ])
  expect(residuals.map(({ amount, blockNumber }) => [amount, blockNumber])).toEqual([[3n, 6n]])
})

test('behavior: what moves in one transaction binds nothing in the next', () => {
  const facts = [
    ...transaction([balance(-100n), movement(vault, routerOf(1), 100n)], { txIndex: 0 }),
    ...transaction([sent(key, 100n)], { txIndex: 1 }),
  ]
  const { legs, residuals } = bindFacts(facts, () => 0n, topology)
  expect(legs.map(({ unbound }) => unbound)).toEqual(['NO_BALANCE_FACT'])
  expect(residuals).toEqual([])
})

test('behavior: a group ends with its transaction and with its block', () => {
  const facts = [
    ...transaction([balance(1n), balance(2n)], { blockNumber: 5n }),
    ...transaction([balance(3n)], { blockNumber: 5n, txIndex: 1 }),
    ...transaction([balance(4n)], { blockNumber: 6n, txIndex: 1 }),
  ]
  const groups = groupByTransaction(facts, ({ at }) => at)
  expect(groups.map((group) => group.length)).toEqual([2, 1, 1])
  expect(groupByTransaction([], ({ at }: (typeof facts)[0]) => at)).toEqual([])
})
