import type { Fact } from '../../facts/Fact.ts'
import { type SeriesKey, type SeriesRow, seriesKeyId } from '../../facts/Series.ts'
import type { Residual } from '../residualsOf.ts'
import { foldMovement } from './foldMovement.ts'
import { toMovement } from './Movement.ts'
import { RunningSums } from './RunningSums.ts'
import { SeriesRows } from './SeriesRows.ts'
import { contractKey } from './seriesKeys.ts'

/** Latest values before the batch, by `seriesKeyId`; a key that never had a row is absent. */
export type PreviousValues = ReadonlyMap<string, readonly bigint[]>

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

/**
 * Keys whose latest value a fold of these facts needs. Only running sums are: whatever is absolute needs none.
 */
export function keysToLoad(facts: readonly Fact[], residuals: readonly Residual[]): SeriesKey[] {
  return createFold(facts, residuals).keys
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
  const movements = facts.map((fact) => ({ at: fact.at, movement: toMovement(fact, sums) }))
  const doors = residuals.map((residual) => ({ residual, sum: sums.other(residualKey(residual)) }))
  return {
    keys: sums.all.map(({ key }) => key),
    rows(previous) {
      for (const running of sums.all) running.values = previous.get(seriesKeyId(running.key)) ?? []
      const rows = new SeriesRows()
      for (const { at, movement } of movements) foldMovement(movement, at, sums, rows)
      for (const { residual, sum } of doors) rows.add(sum, residual.blockNumber, residual.amount)
      return rows.checked()
    },
  }
}

function residualKey({ chainId, contract, token }: Residual): SeriesKey {
  return contractKey('residual', chainId, contract, token)
}
