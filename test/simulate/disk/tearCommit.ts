import { type DiskImage, mixPages } from './DiskImage.ts'

/** How much of what a commit writes reached the files. */
export interface Tear {
  /** Bytes of the log, per mille of those that the commit changes. */
  keptPermille: number
  /** What stands behind them: nothing, the length of the file without its content, or something else. */
  tail: 'cut' | 'zeros' | 'noise'
}

/**
 * The files of a process that is killed in the middle of a COMMIT: SQLite writes the log frame by frame, so that a beginning
 * of it stands, with a half-written frame at its end. Only when the log is whole, pages are copied into the database.
 */
export function tearCommit(
  before: DiskImage,
  after: DiskImage,
  { keptPermille, tail, random }: Tear & { random: () => number },
): DiskImage {
  const isCopying = !before.database.equals(after.database)
  if (isCopying && random() < 0.5)
    return {
      database: mixPages(before.database, after.database, { random, chance: 0.5 }),
      log: after.log,
    }
  const from = firstDifference(before.log, after.log)
  const cut = from + Math.floor(((after.log.length - from) * keptPermille) / 1_000)
  return {
    database: before.database,
    log: Buffer.concat([after.log.subarray(0, cut), tailOf(before.log, after.log, cut, tail)]),
  }
}

/** Where an older log stood further on, it still does. */
function tailOf(before: Buffer, after: Buffer, cut: number, tail: Tear['tail']): Buffer {
  if (before.length > cut) return before.subarray(cut)
  switch (tail) {
    case 'cut':
      return Buffer.alloc(0)
    case 'zeros':
      return Buffer.alloc(after.length - cut)
    case 'noise':
      return Buffer.alloc(after.length - cut, after.subarray(0, Math.max(cut, 1)))
  }
}

function firstDifference(a: Buffer, b: Buffer): number {
  const end = Math.min(a.length, b.length)
  for (let at = 0; at < end; at += 1) if (a[at] !== b[at]) return at
  return end
}
