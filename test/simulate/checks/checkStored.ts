import type { Project } from '../../../src/config/Project.ts'
import { verify } from '../../../src/start/verify.ts'
import { openSqliteStore } from '../../../src/store/sqlite/openSqliteStore.ts'
import { InvariantBroken } from '../Failure.ts'

/**
 * Holds the file of a program that has ended against itself: every running value follows from the recorded facts (I11), and
 * every block is what its digest says (I12). Throws `InvariantBroken`.
 */
export async function checkStored(project: Project, database: string): Promise<void> {
  const store = await openSqliteStore({ path: database, pid: process.pid, nowMs: 0 })
  try {
    const { chains } = await verify({ store, project })
    for (const { chainId, mismatches } of chains)
      if (mismatches.length > 0)
        throw new InvariantBroken(
          'stored',
          `on chain ${chainId} rows do not follow from facts: ${mismatches.slice(0, 3).join(', ')}`,
        )
    for (const { id } of project.chains) {
      const { damage } = await store.checkDigests(id)
      if (damage.length > 0)
        throw new InvariantBroken('stored', `chain ${id} is called damaged: ${damage[0]}`)
    }
  } finally {
    await store.close()
  }
}
