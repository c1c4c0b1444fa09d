import type { DbTools } from './DbTools.ts'

/** Upkeep of database files by this process; SQLite is loaded at the first use. */
export function nodeDbTools(): DbTools {
  const { pid } = process
  return {
    async backup(parameters) {
      const { backupDatabase } = await import('../store/sqlite/backupDatabase.ts')
      return backupDatabase({ ...parameters, pid })
    },
    async restore(parameters) {
      const { restoreDatabase } = await import('../store/sqlite/restoreDatabase.ts')
      return restoreDatabase({ ...parameters, pid })
    },
    async check(parameters) {
      const { checkFileAt } = await import('../store/sqlite/checkFileAt.ts')
      return checkFileAt(parameters)
    },
    async prune(parameters) {
      const { pruneDatabase } = await import('../store/sqlite/pruneDatabase.ts')
      return pruneDatabase({ ...parameters, pid })
    },
  }
}
