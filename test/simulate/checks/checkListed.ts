import type { AccountView } from '../../../src/api/views/Views.ts'
import { InvariantBroken } from '../Failure.ts'
import type { ReadTransaction } from '../oracle/readTransaction.ts'

/**
 * Nobody is listed of whom the cut says nothing: whoever has no line and no transfer was named by a book or a market in a
 * block of the cut. That nobody is missing is seen by their lines. Throws `InvariantBroken`.
 */
export function checkListed(
  served: readonly AccountView[],
  read: readonly ReadTransaction[],
): void {
  for (const { owner, lines, transfers } of served) {
    if (lines.length > 0 || transfers.length > 0) continue
    const isNamed = read.some(
      ({ changes, words }) =>
        changes.some(({ account, names }) => account === owner || names?.beneficiary === owner) ||
        words.some(({ account }) => account === owner),
    )
    if (!isNamed) throw new InvariantBroken('cut', `${owner} is listed, and no block says why`)
  }
}
