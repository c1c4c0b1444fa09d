import { existsSync, readdirSync } from 'node:fs'
import { platform, setPriority } from 'node:os'

/** A third of the processor's time beside a thread that does not yield: a backfill slows down, and goes on. */
const NICENESS = 5

/** Absent where a sandbox hides /proc. */
const OWN_THREADS = '/proc/self/task'

/**
 * Starts a thread that goes first wherever the processor has not enough for all: those that run already, collectors of
 * garbage among them, and those that are started later yield to it. Only Linux knows a priority per thread; elsewhere the
 * call would lower the process as a whole.
 */
export function yieldTo<Thread>(start: () => Thread): Thread {
  if (platform() !== 'linux' || !existsSync(OWN_THREADS)) return start()
  // Node's own threads, which live as long as the process.
  for (const id of readdirSync(OWN_THREADS)) if (Number(id) !== process.pid) lower(Number(id))
  const thread = start()
  // A thread begins with the priority of the one that starts it, which therefore yields last.
  lower(process.pid)
  return thread
}

function lower(threadId: number): void {
  setPriority(threadId, NICENESS)
}
