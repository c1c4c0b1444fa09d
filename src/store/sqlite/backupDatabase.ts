import { existsSync, renameSync, statSync } from 'node:fs'
import { BackupExistsError } from '../BackupExistsError.ts'
import type { DigestCheck } from '../Upkeep.ts'
import { copyDatabase, type OnProgress } from './copyDatabase.ts'

/** A backup that was written and checked. */
export interface Backup {
  bytes: number
  chains: readonly DigestCheck[]
}

/**
 * Writes a checked copy of the store at `path` to `target`, as one file that appears whole or not at all, also while another
 * process writes the store. Throws `BackupExistsError` unless `isForced`, and what `copyDatabase` throws.
 */
export async function backupDatabase(parameters: {
  path: string
  target: string
  isForced: boolean
  /** Tells unfinished copies of two processes apart. */
  pid: number
  onProgress: OnProgress
  pagesPerBatch?: number | undefined
}): Promise<Backup> {
  const { path, target, isForced, pid, onProgress, pagesPerBatch } = parameters
  if (!isForced && existsSync(target)) throw new BackupExistsError({ path: target })
  const unfinished = `${target}.unfinished-${pid}`
  const { chains } = await copyDatabase({ path, target: unfinished, onProgress, pagesPerBatch })
  renameSync(unfinished, target)
  return { bytes: statSync(target).size, chains }
}
