import { assert } from '../errors/assert.ts'
import { escrowedKey, flowKey, observedKey, supplyKey } from '../facts/backingKeys.ts'
import { chargedDebt, chargedHolding } from '../facts/chargedBalances.ts'
import { controlKeys } from '../facts/controlKey.ts'
import type {
  AccrualFact,
  BalanceChange,
  BalanceFact,
  ChargeFact,
  ControlFact,
  Fact,
  FactBody,
  FactPosition,
  NetFact,
  TradeFact,
} from '../facts/Fact.ts'
import { nettedDebt, nettedHolding } from '../facts/nettedBalances.ts'
import { parameterKey } from '../facts/parameterKey.ts'
import { type ChainId, zeroAddress } from '../facts/primitives.ts'
import { type SeriesKey, type SeriesRow, seriesKeyId } from '../facts/Series.ts'
import { maxOf } from '../utils/maxOf.ts'
import { accrueIndex } from './accrueIndex.ts'
import { type BookEntry, type Running, RunningSums } from './RunningSums.ts'
import type { Residual } from './residualsOf.ts'
import { tradePosition } from './tradePosition.ts'

/** Latest values before the batch, by `seriesKeyId`; a key that never had a row is absent. */
export type PreviousValues = ReadonlyMap<string, readonly bigint[]>

/**
 * Keys whose latest value a fold of these facts needs. Only running sums are: whatever is absolute needs none.
 */
export function keysToLoad(facts: readonly Fact[], residuals: readonly Residual[]): SeriesKey[] {
  return createFold(facts, residuals).keys
}

/**
 * Folds facts of one chain, in chain order, into series rows: one row per block and key, with the value after the block.
 * Throws `InvariantError` when a holding would fall below 0 (I2): the book cannot say so, hence a log is missing.
 */
export function foldFacts(
  facts: readonly Fact[],
  residuals: readonly Residual[],
  previous: PreviousValues,
): SeriesRow[] {
  return createFold(facts, residuals).rows(previous)
}

/** A fold whose keys are found once, for those who load what they were and then fold. */
export interface Fold {
  /** See `keysToLoad`. */
  keys: SeriesKey[]
  /** See `foldFacts`. */
  rows(previous: PreviousValues): SeriesRow[]
}

/** Finds the running sums that these facts and residuals move. */
export function createFold(facts: readonly Fact[], residuals: readonly Residual[]): Fold {
  const sums = new RunningSums()
  const books = facts.map(({ at, body }) =>
    body.kind === 'balance' ? sums.book(at.chainId, body) : undefined,
  )
  const givers = facts.map(({ at, body }) =>
    body.kind === 'balance' && body.against !== undefined
      ? sums.book(at.chainId, { ...body, unit: body.against }).balance
      : undefined,
  )
  const deltas = facts.map(({ at, body }) => {
    const delta = deltaOf(at.chainId, body)
    return delta === undefined ? undefined : { running: sums.other(delta.key), ...delta }
  })
  const charges = facts.map(({ at, body }) =>
    body.kind === 'charge' ? bookCharge(sums, at.chainId, body) : undefined,
  )
  const nets = facts.map(({ at, body }) =>
    body.kind === 'net' ? bookNet(sums, at.chainId, body) : undefined,
  )
  const trades = facts.map(({ at, body }) =>
    body.kind === 'trade' ? sums.other(tradeKey(at.chainId, body)) : undefined,
  )
  const accruals = facts.map(({ at, body }) =>
    body.kind === 'accrual' ? sums.other(accrualKey(at.chainId, body)) : undefined,
  )
  const doors = residuals.map((residual) => sums.other(residualKey(residual)))
  return {
    keys: sums.all.map(({ key }) => key),
    rows(previous) {
      for (const running of sums.all) running.values = previous.get(seriesKeyId(running.key)) ?? []
      const rows: SeriesRow[] = []
      for (const [i, { at, body }] of facts.entries()) {
        const book = books[i]
        const delta = deltas[i]
        const charge = charges[i]
        const accrual = accruals[i]
        const net = nets[i]
        const trade = trades[i]
        if (net !== undefined) foldNet(at.blockNumber, net, rows)
        else if (trade !== undefined && body.kind === 'trade')
          write(rows, trade, at.blockNumber, tradePosition(trade.values, body))
        else if (charge !== undefined) foldCharge(at.blockNumber, charge, rows)
        else if (accrual !== undefined && body.kind === 'accrual')
          write(rows, accrual, at.blockNumber, accrueIndex(accrual.values, body))
        else if (delta !== undefined) add(rows, delta.running, at.blockNumber, delta.amount)
        else if (body.kind !== 'balance') foldAbsolute(at, body, sums, rows)
        else if (book !== undefined) foldBalance(at.blockNumber, body, book, rows, givers[i])
      }
      for (const [i, { blockNumber, amount }] of residuals.entries()) {
        const door = doors[i]
        if (door !== undefined) add(rows, door, blockNumber, amount)
      }
      for (const row of rows) assertHeld(row)
      return rows
    },
  }
}

function assertHeld({ key, blockNumber, values }: SeriesRow): void {
  const [amount] = values
  if (key.kind !== 'holding' || amount === undefined || amount >= 0n) return
  assert(
    false,
    `I2: the holding ${seriesKeyId(key)} falls to ${amount} at block ${blockNumber}, below 0.`,
  )
}

/** One row per block and key: a later value of the same block replaces the earlier one. */
function write(
  rows: SeriesRow[],
  running: Running,
  blockNumber: bigint,
  values: readonly bigint[],
): void {
  running.values = values
  if (running.row?.blockNumber === blockNumber) {
    running.row.values = values
    return
  }
  const row = { key: running.key, blockNumber, values }
  running.row = row
  rows.push(row)
}

/** A running sum of one value goes on. */
function add(rows: SeriesRow[], running: Running, blockNumber: bigint, amount: bigint): void {
  write(rows, running, blockNumber, [(running.values[0] ?? 0n) + amount])
}

/** What a fact adds to a plain running sum; undefined where it adds to a book, or says how much there is. */
function deltaOf(chainId: ChainId, body: FactBody): { key: SeriesKey; amount: bigint } | undefined {
  const { kind } = body
  if (kind === 'escrow')
    return { key: escrowedKey(chainId, body.holder, body.token), amount: body.amount }
  if (kind === 'supply') return { key: supplyKey(chainId, body.token), amount: body.amount }
  if (kind === 'flow')
    return { key: flowKey(chainId, body.token, body.bridge), amount: body.amount }
  return undefined
}

/** The total moves by what the holding moved, so that an absolute balance keeps it right too. */
function foldBalance(
  blockNumber: bigint,
  { change }: BalanceFact,
  { balance, total }: BookEntry,
  rows: SeriesRow[],
  giver: Running | undefined,
): void {
  const before = balance.values[0] ?? 0n
  const after = changed(before, change)
  write(rows, balance, blockNumber, [after])
  const gained = after - before
  const given = giver === undefined ? 0n : give(giver, blockNumber, gained, rows)
  if (total === undefined) return
  write(rows, total, blockNumber, [(total.values[0] ?? 0n) + gained - given])
}

/** How much of it the unit that gives had; what comes back is given negatively. */
function give(giver: Running, blockNumber: bigint, wanted: bigint, rows: SeriesRow[]): bigint {
  const held = giver.values[0] ?? 0n
  const left = maxOf(held - wanted, 0n)
  write(rows, giver, blockNumber, [left])
  return held - left
}

interface Charge {
  body: ChargeFact
  holding: BookEntry
  debt: BookEntry
}

function bookCharge(sums: RunningSums, chainId: ChainId, body: ChargeFact): Charge {
  const holding = sums.book(chainId, chargedHolding(body))
  return { body, holding, debt: sums.book(chainId, chargedDebt(body)) }
}

/** What is charged beyond what is held is owed, and a credit pays what is owed first. */
function foldCharge(
  blockNumber: bigint,
  { body: { amount, debtAfter }, holding, debt }: Charge,
  rows: SeriesRow[],
): void {
  const owed = debt.balance.values[0] ?? 0n
  write(rows, debt.balance, blockNumber, [debtAfter])
  add(rows, holding.balance, blockNumber, amount + debtAfter - owed)
  if (holding.total !== undefined) add(rows, holding.total, blockNumber, amount + debtAfter - owed)
}

interface Net {
  amount: bigint
  holding: BookEntry
  debt: BookEntry
}

function bookNet(sums: RunningSums, chainId: ChainId, body: NetFact): Net {
  const holding = sums.book(chainId, nettedHolding(body))
  return { amount: body.amount, holding, debt: sums.book(chainId, nettedDebt(body)) }
}

function foldNet(blockNumber: bigint, { amount, holding, debt }: Net, rows: SeriesRow[]): void {
  const held = holding.balance.values[0] ?? 0n
  const balance = held - (debt.balance.values[0] ?? 0n) + amount
  const after = maxOf(balance, 0n)
  write(rows, debt.balance, blockNumber, [after - balance])
  write(rows, holding.balance, blockNumber, [after])
  if (holding.total !== undefined) add(rows, holding.total, blockNumber, after - held)
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

function foldAbsolute(
  at: FactPosition,
  body: Exclude<FactBody, BalanceFact>,
  sums: RunningSums,
  rows: SeriesRow[],
): void {
  const { chainId, blockNumber } = at
  const set = (key: SeriesKey, values: readonly bigint[]): void =>
    write(rows, sums.other(key, 'absolute'), blockNumber, values)
  switch (body.kind) {
    case 'position':
      set({ ...accountKey(chainId, body), kind: 'position', subject: body.market }, [
        body.sizeE18,
        body.entryValueE18,
        body.fundingIndexE18,
      ])
      break
    case 'price':
      set(contractKey('price', chainId, body.feed), [body.answer, body.roundId, body.updatedAt])
      break
    case 'feedPrice': {
      const { contract, subject, answer, roundId, updatedAt, confidence, exponent } = body
      const said = [answer, roundId, updatedAt, confidence]
      set(
        { ...contractKey('price', chainId, contract), subject },
        exponent === undefined ? said : [...said, BigInt(exponent)],
      )
      break
    }
    case 'index':
      set(contractKey('index', chainId, body.asset), [body.assetsPerShareUnit])
      break
    case 'liquidation':
      set({ ...accountKey(chainId, body), kind: 'liquidation' }, [
        body.phase === 'started' ? 1n : 0n,
      ])
      break
    case 'owner': {
      const { venue, account } = body
      set({ ...contractKey('owner', chainId, zeroAddress), venue, account }, [BigInt(body.owner)])
      break
    }
    case 'control': {
      const saidBy = [BigInt(at.txHash), BigInt(at.logIndex), BigInt(at.k)]
      for (const key of controlKeys(chainId, body)) set(key, [controlValue(body), ...saidBy])
      break
    }
    case 'parameter':
      set(parameterKey(chainId, body), body.values)
      break
    case 'observed':
      for (const observation of body.observations)
        set(observedKey(chainId, observation), [observation.amount])
      break
    // Running sums, see `createFold`.
    case 'charge':
    case 'accrual':
    case 'net':
    case 'trade':
    case 'escrow':
    case 'supply':
    case 'flow':
    case 'leg':
    case 'custody':
    case 'resolution':
      break
  }
}

/** A limit may be zero, so that its absence is a number that none can be. */
function controlValue({ change }: ControlFact): bigint {
  switch (change.type) {
    case 'paused':
      return 1n
    case 'resumed':
      return 0n
    case 'limited':
      return change.most
    case 'unlimited':
      return -1n
  }
}

function accountKey(
  chainId: number,
  body: {
    contract: SeriesKey['contract']
    venue: string
    account: SeriesKey['account']
    unit: SeriesKey['unit']
  },
): SeriesKey {
  return {
    kind: 'holding',
    chainId,
    contract: body.contract,
    venue: body.venue,
    account: body.account,
    unit: body.unit,
    subject: '',
  }
}

function accrualKey(chainId: ChainId, { contract, subject }: AccrualFact): SeriesKey {
  return { ...contractKey('index', chainId, contract), subject }
}

function tradeKey(chainId: ChainId, body: TradeFact): SeriesKey {
  return { ...accountKey(chainId, body), kind: 'position', subject: body.market }
}

function contractKey(
  kind: SeriesKey['kind'],
  chainId: number,
  contract: SeriesKey['contract'],
): SeriesKey {
  return { kind, chainId, contract, venue: '', account: undefined, unit: undefined, subject: '' }
}

function residualKey(residual: Residual): SeriesKey {
  return {
    ...contractKey('residual', residual.chainId, residual.contract),
    subject: residual.token,
  }
}
