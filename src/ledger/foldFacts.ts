import { assert } from '../errors/assert.ts'
import { balanceKeys } from '../facts/balanceKeys.ts'
import type { BalanceFact, Fact } from '../facts/Fact.ts'
import { zeroAddress } from '../facts/primitives.ts'
import { type SeriesKey, type SeriesRow, seriesKeyId } from '../facts/Series.ts'
import type { Residual } from './residualsOf.ts'

/** A running value of one key while a batch is folded. */
interface Running {
  key: SeriesKey
  values: bigint[]
  row: { blockNumber: bigint; values: bigint[] } | undefined
}

/** Latest values before the batch, by `seriesKeyId`; a key that never had a row is absent. */
export type PreviousValues = ReadonlyMap<string, readonly bigint[]>

/**
 * Keys whose latest value a fold of these facts needs. Only running sums are: whatever is absolute needs none.
 */
export function keysToLoad(facts: readonly Fact[], residuals: readonly Residual[]): SeriesKey[] {
  const keys = new Map<string, SeriesKey>()
  const add = (key: SeriesKey): void => {
    keys.set(seriesKeyId(key), key)
  }
  for (const { at, body } of facts) {
    if (body.kind !== 'balance') continue
    const { balance, total } = balanceKeys(at.chainId, body)
    add(balance)
    if (total !== undefined) add(total)
  }
  for (const residual of residuals) add(residualKey(residual))
  return [...keys.values()]
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
  const running = new Map<string, Running>()
  const rows: SeriesRow[] = []
  const write = (key: SeriesKey, blockNumber: bigint, next: (old: bigint[]) => bigint[]): void => {
    const id = seriesKeyId(key)
    let state = running.get(id)
    if (state === undefined) {
      state = { key, values: [...(previous.get(id) ?? [])], row: undefined }
      running.set(id, state)
    }
    state.values = next(state.values)
    if (state.row?.blockNumber === blockNumber) {
      state.row.values = state.values
      return
    }
    const row = { key, blockNumber, values: state.values }
    state.row = row
    rows.push(row)
  }
  for (const fact of facts) foldFact(fact, write)
  for (const residual of residuals) {
    write(residualKey(residual), residual.blockNumber, ([old]) => [(old ?? 0n) + residual.amount])
  }
  for (const row of rows) {
    const [amount] = row.values
    assert(
      row.key.kind !== 'holding' || amount === undefined || amount >= 0n,
      `I2: the holding ${seriesKeyId(row.key)} falls to ${amount} at block ${row.blockNumber}, below 0.`,
    )
  }
  return rows
}

type Write = (key: SeriesKey, blockNumber: bigint, next: (old: bigint[]) => bigint[]) => void

function foldFact({ at, body }: Fact, write: Write): void {
  const { chainId, blockNumber } = at
  switch (body.kind) {
    case 'balance':
      foldBalance(chainId, blockNumber, body, write)
      break
    case 'position': {
      const key = { ...accountKey(chainId, body), kind: 'position', subject: body.market } as const
      write(key, blockNumber, () => [body.sizeE18, body.entryValueE18, body.fundingIndexE18])
      break
    }
    case 'price': {
      const values = [body.answer, body.roundId, body.updatedAt]
      write(contractKey('price', chainId, body.feed), blockNumber, () => values)
      break
    }
    case 'index':
      write(contractKey('index', chainId, body.asset), blockNumber, () => [body.assetsPerShareUnit])
      break
    case 'liquidation': {
      const key = { ...accountKey(chainId, body), kind: 'liquidation' } as const
      write(key, blockNumber, () => [body.phase === 'started' ? 1n : 0n])
      break
    }
    case 'owner': {
      const { venue, account } = body
      const key = { ...contractKey('owner', chainId, zeroAddress), venue, account }
      write(key, blockNumber, () => [BigInt(body.owner)])
      break
    }
    case 'leg':
    case 'custody':
    case 'resolution':
      break
  }
}

/** The total moves by what the holding moved, so that an absolute balance keeps it right too. */
function foldBalance(chainId: number, blockNumber: bigint, body: BalanceFact, write: Write): void {
  const { balance, total } = balanceKeys(chainId, body)
  let moved = 0n
  write(balance, blockNumber, ([old]) => {
    const before = old ?? 0n
    const after = body.change.type === 'delta' ? before + body.change.value : body.change.value
    moved = after - before
    return [after]
  })
  if (total !== undefined) write(total, blockNumber, ([old]) => [(old ?? 0n) + moved])
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
