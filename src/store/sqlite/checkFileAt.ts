import { StoreUnreachableError } from '../StoreUnreachableError.ts'
import type { DigestSample } from '../Upkeep.ts'
import { assertPlimsollFile } from './assertPlimsollFile.ts'
import { checkDatabase, type DatabaseCheck } from './checkDatabase.ts'
import { Sqlite } from './driver.ts'
import { toDamage } from './toDamage.ts'

/** A writer elsewhere holds the file for moments only. */
const BUSY_TIMEOUT_MS = 5_000

/** Versions from which blocks carry digests. */
const DIGEST_VERSION_MIN = 2

/**
 * Checks the store at `path` without its lock, beside a writer if need be: the file, and every chain's digests or a sample.
 * Throws `StoreUnreachableError`, `StoreForeignError`.
 */
export async function checkFileAt(parameters: {
  path: string
  sample?: DigestSample | undefined
}): Promise<DatabaseCheck> {
  const { path, sample } = parameters
  const db = open(path)
  try {
    assertPlimsollFile(db, path, { mayBeEmpty: false })
    const version = db.pragma('user_version', { simple: true })
    return checkDatabase(db, Number(version) < DIGEST_VERSION_MIN ? 'file' : sample)
  } catch (error) {
    return { damage: [toDamage(error)], chains: [] }
  } finally {
    db.close()
  }
}

function open(path: string) {
  try {
    return new Sqlite(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
  } catch (cause) {
    throw new StoreUnreachableError({ path, cause })
  }
}
