import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Bytes that this user may still write on the disk that holds `path`; undefined where the system does not say. */
export async function freeBytes(path: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(dirname(path))
    return bavail * bsize
  } catch (error) {
    // Some systems and network file systems do not know: then only a failed write tells that the disk is full.
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}
