import { randomUUID } from 'node:crypto'
import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'

/** What a folder was measured to be. */
export interface FolderFacts {
  /** Bytes that this process may still write there. */
  freeBytes: number
  /** The kernel's number of the file system's type (statfs f_type). */
  fileSystemType: number
  /** Times of writes that were each carried through to the disk, ms. */
  syncedWritesMs: readonly number[]
}

/** About one SQLite page of a small commit. */
const writeBytes = 4_096
/** Enough for a median, and done in a second on a slow disk. */
const writes = 20

/**
 * Measures a folder with a small file that is taken away again. Rejects as the file system does, such as with `EACCES`
 * where it may not be written.
 */
export async function probeFolder(folder: string): Promise<FolderFacts> {
  const { bavail, bsize, type } = await statfs(folder)
  return {
    freeBytes: bavail * bsize,
    fileSystemType: type,
    syncedWritesMs: await timeWrites(join(folder, `.plimsoll-doctor-${randomUUID()}`)),
  }
}

async function timeWrites(path: string): Promise<readonly number[]> {
  const times: number[] = []
  const file = await open(path, 'wx')
  try {
    const page = new Uint8Array(writeBytes)
    for (let i = 0; i < writes; i += 1) {
      const startedAtMs = performance.now()
      await file.write(page)
      await file.sync()
      times.push(performance.now() - startedAtMs)
    }
  } finally {
    await file.close()
    await rm(path, { force: true })
  }
  return times
}
