import type { VirtualClock } from '../../faults/support/createVirtualClock.ts'
import type { Answer } from '../readAnswer.ts'
import type { SimProgram } from '../world/SimWorld.ts'

/** A reader that asks whenever something new is said to be there. */
export interface PublishedWatch {
  /** Throws what the reader met, once. */
  assertSound(): void
  /** Waits for the reader's last question, and asks none any more. */
  end(): Promise<void>
}

/** Virtual ms within which an answer comes, whoever else reads: more than a held snapshot may take. */
const answeredMs = 120_000

/** Of so many announcements one is followed: each costs a whole answer. */
const everyNth = 3

/** Asks `check` of the program at announcements; a failure is kept until somebody looks. */
export function watchPublished(
  program: SimProgram,
  clock: VirtualClock,
  check: () => Promise<Answer | undefined>,
): PublishedWatch {
  let count = 0
  let asked: Promise<unknown> | undefined
  let broken: { error: unknown } | undefined
  const ask = async (): Promise<void> => {
    try {
      await check()
    } catch (error) {
      broken ??= { error }
    }
    asked = undefined
  }
  const unsubscribe = program.views.onPublished(() => {
    count += 1
    if (asked === undefined && count % everyNth === 0) asked = ask()
  })
  return {
    assertSound() {
      if (broken === undefined) return
      const { error } = broken
      broken = undefined
      throw error
    },
    async end() {
      unsubscribe()
      // An answer may have to wait until a reader that is held comes back or is given up, which takes time.
      await clock.until(() => asked === undefined, answeredMs, 'the last answer')
    },
  }
}
