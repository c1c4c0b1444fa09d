import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** What a disk holds of a database: the file, and the write-ahead log beside it. */
export interface DiskImage {
  database: Buffer
  log: Buffer
}

/** Unit in which a disk keeps or loses what was written, and the size of SQLite's own pages. */
export const pageBytes = 4_096

/** Reads both files of a database as they are at this moment, whoever writes them. */
export function readImage(path: string): DiskImage {
  const log = `${path}-wal`
  return {
    database: readFileSync(path),
    log: existsSync(log) ? readFileSync(log) : Buffer.alloc(0),
  }
}

/** Writes an image to a path where no database was before. */
export function writeImage(path: string, { database, log }: DiskImage): void {
  writeFileSync(path, database)
  if (log.length > 0) writeFileSync(`${path}-wal`, log)
}

/** Every page that differs is one side's or the other's; `chance` is the share that is new. */
export function mixPages(
  before: Buffer,
  after: Buffer,
  { random, chance }: { random: () => number; chance: number },
): Buffer {
  const mixed = Buffer.alloc(after.length)
  before.copy(mixed)
  for (let at = 0; at < after.length; at += pageBytes)
    if (random() < chance) after.copy(mixed, at, at, at + pageBytes)
  return mixed
}
