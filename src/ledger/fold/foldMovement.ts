import type { BalanceChange } from '../../facts/AccountFacts.ts'
import type { FactPosition } from '../../facts/FactPosition.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { accrueIndex } from './accrueIndex.ts'
import { foldAbsolute } from './foldAbsolute.ts'
import type { Movement } from './Movement.ts'
import { amountOf, type Running, type RunningSums } from './RunningSums.ts'
import type { SeriesRows } from './SeriesRows.ts'
import { tradePosition } from './tradePosition.ts'

/** Writes what a movement makes of the running values. */
export function foldMovement(
  movement: Movement,
  at: FactPosition,
  sums: RunningSums,
  rows: SeriesRows,
): void {
  const { blockNumber } = at
  switch (movement.kind) {
    case 'balance':
      foldBalance(blockNumber, movement, rows)
      break
    case 'charge':
      foldCharge(blockNumber, movement, rows)
      break
    case 'net':
      foldNet(blockNumber, movement, rows)
      break
    case 'trade': {
      const { position, body } = movement
      rows.write(position, blockNumber, tradePosition(position.values, body))
      break
    }
    case 'accrual': {
      const { index, body } = movement
      rows.write(index, blockNumber, accrueIndex(index.values, body))
      break
    }
    case 'delta':
      rows.add(movement.running, blockNumber, movement.amount)
      break
    case 'absolute':
      foldAbsolute(at, movement.body, sums, rows)
      break
    case 'none':
      break
  }
}

type MovementOf<kind extends Movement['kind']> = Extract<Movement, { kind: kind }>

/** The total moves by what the holding moved, so that an absolute balance keeps it right too. */
function foldBalance(
  blockNumber: bigint,
  { change, book: { balance, total }, giver }: MovementOf<'balance'>,
  rows: SeriesRows,
): void {
  const before = amountOf(balance)
  const after = changed(before, change)
  rows.write(balance, blockNumber, [after])
  const gained = after - before
  const given = giver === undefined ? 0n : give(giver, blockNumber, gained, rows)
  if (total !== undefined) rows.add(total, blockNumber, gained - given)
}

/** How much of it the unit that gives had; what comes back is given negatively. */
function give(giver: Running, blockNumber: bigint, wanted: bigint, rows: SeriesRows): bigint {
  const held = amountOf(giver)
  const left = maxOf(held - wanted, 0n)
  rows.write(giver, blockNumber, [left])
  return held - left
}

/** What is charged beyond what is held is owed, and a credit pays what is owed first. */
function foldCharge(
  blockNumber: bigint,
  { body: { amount, debtAfter }, holding, debt }: MovementOf<'charge'>,
  rows: SeriesRows,
): void {
  const owed = amountOf(debt.balance)
  rows.write(debt.balance, blockNumber, [debtAfter])
  rows.add(holding.balance, blockNumber, amount + debtAfter - owed)
  if (holding.total !== undefined) rows.add(holding.total, blockNumber, amount + debtAfter - owed)
}

function foldNet(
  blockNumber: bigint,
  { body: { amount }, holding, debt }: MovementOf<'net'>,
  rows: SeriesRows,
): void {
  const held = amountOf(holding.balance)
  const balance = held - amountOf(debt.balance) + amount
  const after = maxOf(balance, 0n)
  rows.write(debt.balance, blockNumber, [after - balance])
  rows.write(holding.balance, blockNumber, [after])
  if (holding.total !== undefined) rows.add(holding.total, blockNumber, after - held)
}

function changed(before: bigint, { type, value }: BalanceChange): bigint {
  switch (type) {
    case 'delta':
      return before + value
    case 'capped':
      return maxOf(before + value, 0n)
    case 'absolute':
      return value
  }
}
