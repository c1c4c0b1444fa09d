import { expect, test } from 'vitest'
import type { FactBody } from '../../src/facts/Fact.ts'
import { zeroAddress } from '../../src/facts/primitives.ts'
import { residualsOf } from '../../src/ledger/residualsOf.ts'
import { balance, credited, movement, sent, transaction } from './support/facts.ts'
import {
  alice,
  bob,
  landingOf,
  routerOf,
  stranger,
  strangeToken,
  tokenOf,
  topology,
  vaultOf,
  word,
} from './support/world.ts'

const key = word(7)
const vault = vaultOf(1)

/** Amounts per token that nothing owns. */
function left(bodies: readonly FactBody[], chainId = 1) {
  const facts = transaction(bodies, { chainId })
  const residuals = residualsOf(facts, topology)
  expect(residualsOf([...facts].reverse(), topology)).toEqual(residuals)
  return residuals.map(({ contract, token, amount }) => [contract, token, amount])
}

test('default: what the book says and what moved agree', () => {
  expect(left([movement(alice, vault, 100n), balance(100n)])).toEqual([])
  expect(left([movement(vault, alice, 100n), balance(-100n)])).toEqual([])
  expect(
    left([movement(vault, routerOf(1), 100n), sent(key, 100n), balance(-100n, { key })]),
  ).toEqual([])
  const mint = movement(zeroAddress, vaultOf(2), 100n, tokenOf(2))
  expect(left([mint, credited(key, 100n), balance(100n, { chainId: 2, key })], 2)).toEqual([])
})

test('behavior: a landing leaves nothing in either of its two transactions', () => {
  const mint = movement(zeroAddress, vaultOf(2), 100n, tokenOf(2))
  const booking = balance(100n, { chainId: 2, key })
  expect(left([mint, credited(key, 100n)], 2)).toEqual([])
  expect(left([booking], 2)).toEqual([])
  const forwarded = movement(landingOf(2), vaultOf(2), 100n, tokenOf(2))
  expect(left([forwarded, booking], 2)).toEqual([])
  const atOnce = credited(key, 100n, { recipient: landingOf(2) })
  expect(left([atOnce, forwarded, booking], 2)).toEqual([])
})

test('behavior: what a venue books less of than landed with it is left', () => {
  const mint = movement(zeroAddress, vaultOf(2), 100n, tokenOf(2))
  expect(left([mint, credited(key, 100n), balance(60n, { chainId: 2, key })], 2)).toEqual([
    [vaultOf(2), tokenOf(2), 40n],
  ])
})

test('behavior: a landing that is booked beside a deposit leaves nothing', () => {
  expect(
    left([balance(100n, { key }), movement(bob, vault, 40n), balance(40n, { account: bob })]),
  ).toEqual([])
})

test('behavior: a donation is left', () => {
  expect(left([movement(stranger, vault, 30n)])).toEqual([[vault, tokenOf(1), 30n]])
  expect(
    left([movement(alice, vault, 100n), balance(100n), movement(stranger, vault, 30n)]),
  ).toEqual([[vault, tokenOf(1), 30n]])
})

test('behavior: what a fee on the transfer took is missing', () => {
  expect(left([movement(alice, vault, 98n), balance(100n)])).toEqual([[vault, tokenOf(1), -2n]])
})

test('behavior: a deposit that the book says and nothing paid is missing', () => {
  expect(left([balance(100n)])).toEqual([[vault, tokenOf(1), -100n]])
})

test('behavior: a withdrawal that the book does not say is missing', () => {
  expect(left([movement(vault, stranger, 30n)])).toEqual([[vault, tokenOf(1), -30n]])
})

test('behavior: tokens from one followed vault to the other are judged at both doors', () => {
  const other = vaultOf(1).replace('11', '21') as typeof vault
  expect(left([movement(vault, vault, 5n)])).toEqual([])
  expect(left([movement(vault, other, 5n)])).toEqual([[vault, tokenOf(1), -5n]])
})

test('behavior: a token the book does not count is left where it moved, and nowhere else', () => {
  const strange = movement(stranger, vault, 9n, strangeToken)
  expect(left([strange])).toEqual([[vault, strangeToken, 9n]])
  const { moved: _, ...bookkeeping } = balance(50n)
  expect(left([movement(alice, vault, 100n), balance(100n), bookkeeping])).toEqual([])
})
