import type { FullWay } from './SimDisk.ts'
import type { Tear } from './tearCommit.ts'

/** What disks and second processes do. `downMs` is how long nothing runs, `ms` how long something lasts; virtual. */
export type DiskAction =
  | CrashAction
  /** Killed in the middle of the n-th COMMIT from now on. */
  | ({ type: 'tear'; commits: number; downMs: number } & Tear)
  /** The power goes at the n-th COMMIT from now on, and with it what was not flushed of the last few. */
  | { type: 'powerCut'; commits: number; downMs: number }
  | { type: 'diskFull'; way: FullWay; statements: number; ms: number }
  /** So many bits flip in a file that nobody has open, one after the other. */
  | { type: 'rot'; flips: number; downMs: number }
  /** A second process: refused, or let in because the first was paused and lost its lock. */
  | { type: 'intrude'; way: 'beside' | 'instead'; ms: number }

/**
 * The process is killed now, or around the n-th write, statement or COMMIT from now on, or once more while it starts over; or
 * its database is lost, and it is killed while it makes another.
 */
export interface CrashAction {
  type: 'crash'
  at?: 'write' | 'statement' | 'commit' | 'start' | 'firstStart'
  writes: number
  moment: 'before' | 'after'
  downMs: number
}

/** What a run survived of disks. */
export interface DiskFigures {
  tornCommits: number
  powerCuts: number
  /** Statements that were refused because the disk was full, and times when the reserve was reached. */
  refusedWrites: number
  flips: number
  /** Flips that SQLite's own check finds, that only digests find, that only the running values betray. */
  flipsSqlite: number
  flipsDigest: number
  flipsVerify: number
  /** Flips that nobody finds: those that change no row, and those of evidence that no figure is read from. */
  flipsHarmless: number
  flipsEvidence: number
  intruders: number
  /** First writers that came back and were refused. */
  fenced: number
}

export const noDiskFigures: DiskFigures = {
  tornCommits: 0,
  powerCuts: 0,
  refusedWrites: 0,
  flips: 0,
  flipsSqlite: 0,
  flipsDigest: 0,
  flipsVerify: 0,
  flipsHarmless: 0,
  flipsEvidence: 0,
  intruders: 0,
  fenced: 0,
}
