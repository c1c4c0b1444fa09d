import type { EulerV2Pool } from '../../config/EulerV2Pool.ts'
import type { Address } from '../../facts/primitives.ts'
import { eulerV2Subjects as subjects } from '../../protocols/lending/eulerV2/eulerV2Subjects.ts'
import { type EulerV2Status, eulerV2Accrued } from '../presets/eulerV2Interest.ts'
import type { PoolCut } from './PoolCut.ts'

/** What a new vault keeps of its interest before anybody says otherwise, 1e4 (`DEFAULT_INTEREST_FEE`). */
const FEE_AT_FIRST = 1_000n

/** A vault with interest until the cut; undefined while it never said how it stands. */
export function eulerV2Status(
  vault: Address,
  { parameters, asOf }: Pick<PoolCut<EulerV2Pool>, 'parameters' | 'asOf'>,
): EulerV2Status | undefined {
  const [shares, borrows, , cash, accumulator, rate, timestamp] =
    parameters.get(subjects.status(vault))?.values ?? []
  if (shares === undefined || borrows === undefined || cash === undefined) return undefined
  if (accumulator === undefined || rate === undefined || timestamp === undefined) return undefined
  if (accumulator === 0n) return undefined
  const [fee = FEE_AT_FIRST] = parameters.get(subjects.fee(vault))?.values ?? []
  return eulerV2Accrued({ shares, borrows, cash, accumulator, rate, timestamp }, fee, asOf)
}
