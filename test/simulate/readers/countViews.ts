import type { Views } from '../../../src/api/views/Views.ts'

/** The views of a program, with what somebody holds of them. */
export interface CountedViews {
  views: Views
  /** Readers opened so far. */
  opened(): number
  /** Readers that nobody has released. */
  held(): number
  /** Listeners for publications. */
  listeners(): number
}

/** Counts what is taken from views and given back, so that whatever is left behind is seen. */
export function countViews(views: Views): CountedViews {
  let opened = 0
  let held = 0
  let listeners = 0
  return {
    opened: () => opened,
    held: () => held,
    listeners: () => listeners,
    views: {
      ...views,
      async open(at) {
        const reader = await views.open(at)
        opened += 1
        held += 1
        let isHeld = true
        return Object.create(reader, {
          release: {
            value: () => {
              if (isHeld) held -= 1
              isHeld = false
              reader.release()
            },
          },
        })
      },
      onPublished(listener) {
        listeners += 1
        const unsubscribe = views.onPublished(listener)
        return () => {
          listeners -= 1
          unsubscribe()
        }
      },
    },
  }
}
