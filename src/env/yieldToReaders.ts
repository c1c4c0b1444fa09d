import { platform, setPriority } from 'node:os'

/** A third of the processor's time beside a thread that has not yielded: a backfill slows down, and goes on. */
const NICENESS = 5

/**
 * Lets the thread that serves go first wherever the processor has not enough for both: this thread, and those that it starts
 * from now on, yield. Only Linux knows a priority per thread; elsewhere the call would lower the process as a whole.
 */
export function yieldToReaders(): void {
  if (platform() === 'linux') setPriority(NICENESS)
}
