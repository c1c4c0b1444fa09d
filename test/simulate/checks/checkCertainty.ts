import type { AccountView } from '../../../src/api/views/Views.ts'
import { InvariantBroken } from '../Failure.ts'
import type { OracleState } from '../oracle/Oracle.ts'

/**
 * An account that is called SETTLED has the same books and transfers at the finalized heights of the cut as at the cut.
 * Throws `InvariantBroken`.
 */
export function checkCertainty(
  served: readonly AccountView[],
  atCut: OracleState,
  atFinal: OracleState,
): void {
  for (const { owner, margin } of served) {
    if (margin.certainty !== 'SETTLED') continue
    const [now, final] = [spell(atCut, owner), spell(atFinal, owner)]
    if (now !== final)
      throw new InvariantBroken(
        'certainty',
        `${owner} is called SETTLED\nat the cut: ${now}\nfinal:      ${final}`,
      )
  }
}

function spell({ accounts }: OracleState, owner: string): string {
  const own = accounts.find(({ account }) => account === owner)
  return JSON.stringify([own?.holdings ?? [], own?.amounts ?? []], (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
}
