import { assert } from '../../errors/assert.ts'
import type { CutRequest } from '../views/cut/Cut.ts'
import type { CutReader, Views } from '../views/Views.ts'

/** The readers of one operation: one per distinct moment, opened when first asked for. */
export interface ReaderPool {
  /** Throws `CutError` for a moment that cannot be answered. */
  open(at: CutRequest): Promise<CutReader>
  /** Releases all of them, also those that are still opening. */
  release(): void
}

/**
 * Fields of one operation that ask for the same moment share one reader, hence one snapshot and one cut. The pool lives
 * as long as the operation.
 */
export function createReaderPool(views: Views): ReaderPool {
  const opening = new Map<string, Promise<CutReader>>()
  let isReleased = false

  async function open(at: CutRequest): Promise<CutReader> {
    // An error that bubbles up to the root ends an operation while sibling fields still run.
    assert(!isReleased, 'A resolver asked for a reader after its operation had ended.')
    const key = cutRequestKey(at)
    const opened = opening.get(key) ?? views.open(at)
    opening.set(key, opened)
    const reader = await opened
    assert(!isReleased, 'An operation ended while its reader was opening.')
    return reader
  }

  function release(): void {
    if (isReleased) return
    isReleased = true
    for (const opened of opening.values()) {
      // A reader that failed to open has nothing to release; its error went to the field that asked.
      opened.then(
        (reader) => reader.release(),
        () => undefined,
      )
    }
  }

  return { open, release }
}

function cutRequestKey(at: CutRequest): string {
  switch (at.by) {
    case 'finality':
      return `finality ${at.finality}`
    case 'timestamp':
      return `timestamp ${at.timestamp}`
    case 'checkpoint':
      return `checkpoint ${at.checkpoint}`
  }
}
