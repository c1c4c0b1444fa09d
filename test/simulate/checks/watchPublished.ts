import type { Answer } from '../readAnswer.ts'
import type { SimProgram } from '../world/SimWorld.ts'

/** A reader that asks whenever something new is said to be there. */
export interface PublishedWatch {
  /** Throws what the reader met, once. */
  assertSound(): void
  /** Waits for the reader's last question, and asks none any more. */
  end(): Promise<void>
}

/** Of so many announcements one is followed: each costs a whole answer. */
const everyNth = 3

/** Asks `check` of the program at announcements; a failure is kept until somebody looks. */
export function watchPublished(
  program: SimProgram,
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
      await asked
    },
  }
}
