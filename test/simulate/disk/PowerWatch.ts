import { type DiskImage, mixPages } from './DiskImage.ts'

/** Numbers of `PRAGMA synchronous`. */
const [OFF, FULL] = [0, 2]

/** Bytes of a log's header, which SQLite flushes by themselves when it starts a log over. */
const headerBytes = 32

/** The two salts inside the header: a log that was started over has others. */
const [saltsFrom, saltsTo] = [16, 24]

/**
 * Keeps account of what SQLite has asked the disk to flush, as `synchronous` promises it: with NORMAL the log is flushed
 * before a checkpoint copies from it, and the database before the log is started over; with FULL the log at every commit
 * too; with OFF nothing ever.
 */
export class PowerWatch {
  /** What is on the disk for certain. */
  #flushed: DiskImage
  #last: DiskImage
  readonly #first: DiskImage
  readonly #synchronous: number
  /** Pages that a checkpoint may still be copying while the power goes. */
  #isCopying = false

  constructor(image: DiskImage, synchronous: number) {
    this.#flushed = image
    this.#last = image
    this.#first = image
    this.#synchronous = synchronous
  }

  /** Takes the files as they are after a commit, or after anything else. */
  take(image: DiskImage, isCommit: boolean): void {
    const hasCopied = !image.database.equals(this.#last.database)
    this.#isCopying = isCommit && hasCopied
    if (this.#isCopying) this.#flushed = { database: this.#last.database, log: image.log }
    else if (hasCopied || this.#synchronous >= FULL) this.#flushed = image
    else if (!hasSameSalts(image.log, this.#last.log))
      this.#flushed = { database: image.database, log: withHeader(this.#last.log, image.log) }
    else if (!this.#flushed.database.equals(image.database))
      this.#flushed = { ...this.#flushed, database: image.database }
    this.#last = image
  }

  /** The disk after a power cut now: of what was not flushed each page is there or is not. */
  cut(random: () => number): DiskImage {
    const pages = { random, chance: random() }
    const { database, log } = this.#last
    if (this.#synchronous === OFF)
      return {
        database: mixPages(this.#first.database, database, pages),
        log: mixPages(this.#first.log, log, pages),
      }
    const kept = shorten(mixPages(this.#flushed.log, log, pages), this.#flushed.log.length, random)
    return {
      database: this.#isCopying ? mixPages(this.#flushed.database, database, pages) : database,
      log: log.length === 0 ? log : withHeader(kept, log),
    }
  }
}

/** Nor need the new length of a file be known to the disk. */
function shorten(log: Buffer, flushedLength: number, random: () => number): Buffer {
  if (random() < 0.5 || log.length <= flushedLength) return log
  return log.subarray(0, flushedLength + Math.floor(random() * (log.length - flushedLength)))
}

function hasSameSalts(a: Buffer, b: Buffer): boolean {
  return a.subarray(saltsFrom, saltsTo).equals(b.subarray(saltsFrom, saltsTo))
}

function withHeader(log: Buffer, header: Buffer): Buffer {
  const whole = Buffer.alloc(Math.max(log.length, headerBytes))
  log.copy(whole)
  header.copy(whole, 0, 0, headerBytes)
  return whole
}
