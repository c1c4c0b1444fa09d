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
}

export interface ReaderPool {
  /** A connection of one's own, in the order of asking. Throws `StoreBusyError`, `StoreClosedError`. */
  acquire(): Promise<Reader>
  release(reader: Reader): void
  /** Closes every connection, also those in use, and refuses those who wait. */
  close(): void
}

interface Waiter {
  resolve: (reader: Reader) => void
  reject: (error: StoreClosedError) => void
}

export function createReaderPool(
  path: string,
  { readersMax = READERS_MAX, waitersMax = WAITERS_MAX } = {},
): ReaderPool {
  const open = new Set<Reader>()
  const idle: Reader[] = []
  const waiters: Waiter[] = []
  let isClosed = false

  return {
    async acquire() {
      if (isClosed) throw new StoreClosedError()
      const reader = idle.pop() ?? (open.size < readersMax ? openReader(path) : undefined)
      if (reader !== undefined) {
        open.add(reader)
        return reader
      }
      if (waiters.length >= waitersMax) throw new StoreBusyError({ readersMax, waitersMax })
      return new Promise((resolve, reject) => waiters.push({ resolve, reject }))
    },
    release(reader) {
      if (isClosed) return
      const waiter = waiters.shift()
      if (waiter === undefined) idle.push(reader)
      else waiter.resolve(reader)
    },
    close() {
      isClosed = true
      for (const { db } of open) db.close()
      for (const { reject } of waiters.splice(0)) reject(new StoreClosedError())
    },
  }
}

function openReader(path: string): Reader {
  const db = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
  return { db, readers: createReaders(db, createDictionary(db, WORDS_MAX)) }
}
