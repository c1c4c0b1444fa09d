/** What one of two iterators answered. */
interface Slot<item> {
  result: IteratorResult<item> | undefined
  error: { cause: unknown } | undefined
}

/**
 * Items of two iterators in the order in which they come, those of the first before those of the second where both wait.
 * One item is handed on at a time; an iterator is asked for its next one only after its last one was taken. Ends with
 * the first; the second may end earlier.
 */
export async function* merge<a, b>(
  first: AsyncIterator<a>,
  second: AsyncIterator<b>,
): AsyncGenerator<{ from: 'first'; item: a } | { from: 'second'; item: b }, void, undefined> {
  let wake = (): void => {}
  const pull = <item>(iterator: AsyncIterator<item>): Slot<item> => {
    const slot: Slot<item> = { result: undefined, error: undefined }
    iterator.next().then(
      (result) => {
        slot.result = result
        wake()
      },
      (cause: unknown) => {
        slot.error = { cause }
        wake()
      },
    )
    return slot
  }
  let a = pull(first)
  let b: Slot<b> | undefined = pull(second)
  try {
    for (;;) {
      if (a.error !== undefined) throw a.error.cause
      if (b?.error !== undefined) throw b.error.cause
      if (a.result?.done === true) return
      if (a.result !== undefined) {
        yield { from: 'first', item: a.result.value }
        a = pull(first)
      } else if (b?.result?.done === true) {
        b = undefined
      } else if (b?.result !== undefined) {
        yield { from: 'second', item: b.result.value }
        b = pull(second)
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
  } finally {
    // Neither is waited for: one that waits for a quiet chain ends with the signal that stops them both.
    void end(first)
    void end(second)
  }
}

async function end(iterator: AsyncIterator<unknown>): Promise<void> {
  await iterator.return?.().catch(() => undefined)
}
