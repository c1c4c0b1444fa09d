import { statSync } from 'node:fs'
import type { OtherReaders } from '../Readings.ts'
import { StoreClosedError } from '../StoreClosedError.ts'
import type { SqliteReadings } from './createReadings.ts'

/** Four times what a checkpoint lets grow: from here on readers must be why it is not cut back. */
const LOG_BYTES_MAX = 64 * 1_048_576

/** A reader of another process, such as a backup, may hold the log for as long as it takes. */
const RETRY_MS = 10_000

/** Keeps the write-ahead log bounded. */
export interface LogTrimmer {
  /** To be called after every write; returns at once. */
  notice(): void
}

/**
 * SQLite starts its log over only in a moment without readers, which overlapping snapshots never leave it (F119). Once the log
 * is too long, new snapshots wait until those that are out came back, and the log is cut back in between.
 */
export function createLogTrimmer(parameters: {
  path: string
  readings: Pick<SqliteReadings, 'pool' | 'expire'>
  /** Those elsewhere in the process. */
  others: ReadonlySet<OtherReaders>
  /** Cuts the log back; says whether nobody was in the way. */
  checkpoint(): Promise<boolean>
  /** Monotonic clock, ms. */
  monotonic(): number
  logBytesMax?: number | undefined
}): LogTrimmer {
  const { path, readings, others, checkpoint, monotonic, logBytesMax = LOG_BYTES_MAX } = parameters
  let isTrimming = false
  let nextMs = Number.NEGATIVE_INFINITY

  async function trim(): Promise<void> {
    try {
      const isCut = await readings.pool.pause(() => pauseAll([...others], checkpoint))
      nextMs = isCut ? Number.NEGATIVE_INFINITY : monotonic() + RETRY_MS
    } catch (error) {
      // The store was closed meanwhile, which cuts the log back itself.
      if (!(error instanceof StoreClosedError)) throw error
    } finally {
      isTrimming = false
    }
  }

  return {
    notice() {
      readings.expire()
      if (isTrimming || monotonic() < nextMs || logBytes(path) <= logBytesMax) return
      isTrimming = true
      void trim()
    },
  }
}

/** Carries out work while none of these read. */
async function pauseAll<result>(
  readers: readonly OtherReaders[],
  work: () => Promise<result>,
): Promise<result> {
  const [first, ...rest] = readers
  if (first === undefined) return work()
  const resume = await first.pause()
  try {
    return await pauseAll(rest, work)
  } finally {
    resume()
  }
}

function logBytes(path: string): number {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
}
