import type { PlantedBug } from './PlantedBug.ts'

/** What is known of one planted bug, or of the shipped code: enough to go on where an earlier run was stopped. */
export interface Outcome extends Pick<PlantedBug, 'id' | 'breaks' | 'room' | 'edit'> {
  /** Of the code that was played, so that a table says what it is about. */
  commit: string
  /** Seeds played so far, from the first of the list on; the failing one counts. */
  played: number
  /** Of processes of their own, their starts included. */
  seconds: number
  /** The simulator's word for what was broken. */
  caughtBy: string | undefined
  /** What was wrong, or why a process came to no verdict. */
  text: string | undefined
  /** Processes that ended without a verdict. */
  broken: number
  /** Actions of the smallest case that breaks the same, where one was looked for. */
  smallest: number | undefined
}

/** Processes without a verdict that a bug may have: one may have been frozen or stopped by somebody. */
const brokenMax = 2

/** Nothing more is to be learnt by playing seeds. */
export function isDecided(
  { caughtBy, broken, played }: Outcome,
  { count }: { count: number },
): boolean {
  return caughtBy !== undefined || broken >= brokenMax || played >= count
}
