import type { Database } from 'better-sqlite3'
import { StoreBusyError } from '../StoreBusyError.ts'
import { StoreClosedError } from '../StoreClosedError.ts'
import { createDictionary } from './Dictionary.ts'
import { Sqlite } from './driver.ts'
import { createReaders, type Readers } from './Readers.ts'

/** Each connection has a page cache and prepared statements of its own; two cores gain nothing from more. */
const READERS_MAX = 8

/** A reader that would wait behind this many gets its answer too late to be of use. */
const WAITERS_MAX = 1_000

/** Words held in memory per connection; an answer rarely needs more than its own page of accounts. */
const WORDS_MAX = 10_000

/** Readers wait for nobody in WAL mode, but for the moment of a checkpoint's restart. */
const BUSY_TIMEOUT_MS = 1_000

/** One read-only connection with its statements. */
export interface Reader {
  db: Database
  readers: Readers
  /** Its snapshot was given up; what was read before still holds. */
  isExpired: boolean
}

export interface ReaderPool {
  /** A connection of one's own, in the order of asking. Throws `StoreBusyError`, `StoreClosedError`. */
  acquire(): Promise<Reader>
  release(reader: Reader): void
  /** Gives up snapshots that were taken before a moment of the monotonic clock. */
  expire(beforeMs: number): void
  /** Carries out work in a moment without snapshots; those asked for meanwhile wait. Throws `StoreClosedError`. */
  pause<result>(work: () => Promise<result>): Promise<result>
  /** Closes every connection, also those in use, and refuses those who wait. */
  close(): void
}

interface Waiter {
  resolve: (reader: Reader) => void
  reject: (error: StoreClosedError) => void
}

export function createReaderPool(
  path: string,
  options: {
    readersMax?: number
    waitersMax?: number
    /** Clock for `expire`, ms. */
    monotonic?: () => number
  } = {},
): ReaderPool {
  const { readersMax = READERS_MAX, waitersMax = WAITERS_MAX, monotonic = () => 0 } = options
  const open = new Set<Reader>()
  const idle: Reader[] = []
  const waiters: Waiter[] = []
  /** When each snapshot that is out was taken. */
  const out = new Map<Reader, number>()
  const drained: { resolve: () => void; reject: (error: StoreClosedError) => void }[] = []
  let isClosed = false
  let isPaused = false

  function take(): Reader | undefined {
    const reader = idle.pop() ?? (open.size < readersMax ? openReader(path) : undefined)
    if (reader === undefined) return undefined
    open.add(reader)
    return lend(reader)
  }

  function lend(reader: Reader): Reader {
    reader.isExpired = false
    out.set(reader, monotonic())
    return reader
  }

  /** Serves those who wait, or who waits for the end of all. */
  function settle(): void {
    if (out.size === 0) for (const { resolve } of drained.splice(0)) resolve()
    while (!isPaused && !isClosed && waiters.length > 0) {
      const reader = take()
      if (reader === undefined) return
      waiters.shift()?.resolve(reader)
    }
  }

  return {
    async acquire() {
      if (isClosed) throw new StoreClosedError()
      const reader = isPaused ? undefined : take()
      if (reader !== undefined) return reader
      if (waiters.length >= waitersMax) throw new StoreBusyError({ readersMax, waitersMax })
      return new Promise((resolve, reject) => waiters.push({ resolve, reject }))
    },
    release(reader) {
      out.delete(reader)
      if (isClosed) return
      idle.push(reader)
      settle()
    },
    expire(beforeMs) {
      for (const [reader, sinceMs] of out) {
        if (sinceMs >= beforeMs) continue
        reader.isExpired = true
        if (reader.db.inTransaction) reader.db.exec('ROLLBACK')
        out.delete(reader)
      }
      settle()
    },
    async pause(work) {
      if (isClosed) throw new StoreClosedError()
      isPaused = true
      try {
        if (out.size > 0) {
          await new Promise<void>((resolve, reject) => drained.push({ resolve, reject }))
        }
        return await work()
      } finally {
        isPaused = false
        settle()
      }
    },
    close() {
      isClosed = true
      for (const { db } of open) db.close()
      for (const { reject } of waiters.splice(0)) reject(new StoreClosedError())
      for (const { reject } of drained.splice(0)) reject(new StoreClosedError())
    },
  }
}

function openReader(path: string): Reader {
  const db = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
  return { db, readers: createReaders(db, createDictionary(db, WORDS_MAX)), isExpired: false }
}
