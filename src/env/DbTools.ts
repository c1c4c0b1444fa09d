import type { Backup, backupDatabase } from '../store/sqlite/backupDatabase.ts'
import type { checkFileAt } from '../store/sqlite/checkFileAt.ts'
import type { Pruned, pruneDatabase } from '../store/sqlite/pruneDatabase.ts'
import type { Restored, restoreDatabase } from '../store/sqlite/restoreDatabase.ts'

/** What upkeep does to database files. Its pid tells this process from others. */
export interface DbTools {
  backup(parameters: Omit<Parameters<typeof backupDatabase>[0], 'pid'>): Promise<Backup>
  restore(parameters: Omit<Parameters<typeof restoreDatabase>[0], 'pid'>): Promise<Restored>
  check: typeof checkFileAt
  prune(parameters: Omit<Parameters<typeof pruneDatabase>[0], 'pid'>): Promise<Pruned>
}
