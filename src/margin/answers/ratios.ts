import { E18, mulDivCeil, mulDivFloor } from '../../utils/fixedPoint.ts'
import type { JudgedBook } from '../judgeBook.ts'

/** Available over what must be covered, in maintenance, 1e18 and rounded down; undefined where nothing must be. */
export function healthOf({ maintenance }: Pick<JudgedBook, 'maintenance'>): bigint | undefined {
  const { available, required } = maintenance
  return required > 0n ? mulDivFloor(available, E18, required) : undefined
}

/** Notional of positions and value of debts over equity, 1e18 and rounded up; undefined where equity is not above 0. */
export function leverageOf({
  parts,
  equityE18,
}: Pick<JudgedBook, 'parts' | 'equityE18'>): bigint | undefined {
  if (equityE18 <= 0n) return undefined
  const exposure = parts
    .filter(({ kind }) => kind === 'position' || kind === 'liability')
    .reduce((total, { value }) => total + value, 0n)
  return mulDivCeil(exposure, E18, equityE18)
}
