import type { Random } from './createRandom.ts'

/**
 * Time of a scripted world. It stands still while anything runs and jumps to the next waiter once everything waits; ties
 * are drawn from the seed. Nothing here waits for real time.
 */
export interface VirtualClock {
  /** Wall clock, ms. */
  now(): number
  /** Ms since the world began; no step of the wall clock moves it. */
  monotonic(): number
  /** Resolves after `ms`, or at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Calls `act` at the given moment of `monotonic`. */
  at(atMs: number, act: () => void): void
  /** Time stands still until `work`, which needs none of it, is done. */
  hold<Result>(work: Promise<Result>): Promise<Result>
  /** Lets time pass until `isDone` holds; throws once `limitMs` have passed without it. */
  until(
    isDone: () => boolean | Promise<boolean>,
    limitMs: number,
    what?: string | (() => string),
  ): Promise<void>
  /** Lets `ms` pass. */
  run(ms: number): Promise<void>
  /** Lets time pass until `work` is done; throws once `limitMs` have passed without it. */
  finish<Result>(work: Promise<Result>, limitMs: number): Promise<Result>
  /** Moves the wall clock alone, as NTP or a paused machine does. */
  stepWall(ms: number): void
  /** What time is doing, for whoever suspects that it stands still. */
  pulse(): ClockPulse
}

/** Counts since the world began, and what holds time up now. */
export interface ClockPulse {
  /** Waiters that were woken. */
  wakes: number
  /** Turns of the event loop that whoever lets time pass has waited for. */
  turns: number
  /** Pieces of real work under way, for which time stands still. */
  holds: number
}

interface Waiter {
  atMs: number
  tie: number
  wake: (() => void) | undefined
}

/** The moment at which every scripted world begins: 2027-01-15T08:00:00Z. */
export const epochMs = 1_800_000_000_000

/** Creates a clock whose ties are drawn from `random`. */
export function createVirtualClock(random: Random): VirtualClock {
  const waiters = createQueue()
  let nowMs = 0
  let wallOffsetMs = 0
  let holds = 0
  let wakes = 0
  let turns = 0
  let released: (() => void) | undefined

  const add = (atMs: number, wake: () => void): Waiter => {
    const waiter: Waiter = { atMs: Math.max(atMs, nowMs), tie: random(), wake }
    waiters.push(waiter)
    return waiter
  }
  /** A turn of the event loop runs every promise that can run; real work in flight is waited for. */
  const settle = async (): Promise<void> => {
    do {
      await new Promise<void>((resolve) => setImmediate(resolve))
      turns += 1
      if (holds > 0)
        await new Promise<void>((resolve) => {
          released = resolve
        })
    } while (holds > 0)
  }
  /** Wakes the next waiter that is due by `endMs`; false when there is none. */
  const advance = (endMs: number): boolean => {
    const next = waiters.popDue(endMs)
    if (next === undefined) return false
    nowMs = next.atMs
    wakes += 1
    next.wake?.()
    return true
  }
  const clock: VirtualClock = {
    // Whole, as Date.now() is.
    now: () => Math.floor(epochMs + nowMs + wallOffsetMs),
    monotonic: () => nowMs,
    async sleep(ms, signal) {
      if (signal?.aborted === true) return
      await new Promise<void>((resolve) => {
        const onAbort = () => {
          waiter.wake = undefined
          resolve()
        }
        const waiter = add(nowMs + Math.max(ms, 0), () => {
          signal?.removeEventListener('abort', onAbort)
          resolve()
        })
        signal?.addEventListener('abort', onAbort, { once: true })
      })
    },
    at(atMs, act) {
      add(atMs, act)
    },
    async hold(work) {
      holds += 1
      try {
        return await work
      } finally {
        holds -= 1
        if (holds === 0) released?.()
      }
    },
    async until(isDone, limitMs, what = 'the awaited state') {
      const endMs = nowMs + limitMs
      for (;;) {
        await settle()
        if (await isDone()) return
        if (advance(endMs)) continue
        const text = typeof what === 'string' ? what : what()
        throw new Error(`${limitMs} virtual ms passed without ${text}`)
      }
    },
    async run(ms) {
      const endMs = nowMs + ms
      do await settle()
      while (advance(endMs))
      nowMs = endMs
      await settle()
    },
    async finish(work, limitMs) {
      let isDone = false
      const mark = () => {
        isDone = true
      }
      work.then(mark, mark)
      await clock.until(() => isDone, limitMs, 'the end of the work')
      return work
    },
    stepWall(ms) {
      wallOffsetMs += ms
    },
    pulse: () => ({ wakes, turns, holds }),
  }
  return clock
}

/** Waiters by time, then by tie: a binary heap. A waiter that was cancelled is passed over when its turn comes. */
function createQueue() {
  const heap: Waiter[] = []
  const isBefore = (a: Waiter | undefined, b: Waiter | undefined): boolean =>
    a !== undefined && (b === undefined || a.atMs < b.atMs || (a.atMs === b.atMs && a.tie < b.tie))
  const swap = (i: number, j: number): void => {
    const [a, b] = [heap[i], heap[j]]
    if (a === undefined || b === undefined) return
    heap[i] = b
    heap[j] = a
  }
  const pop = (): void => {
    swap(0, heap.length - 1)
    heap.pop()
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2]
      const child = isBefore(heap[right], heap[left]) ? right : left
      if (!isBefore(heap[child], heap[i])) return
      swap(i, child)
      i = child
    }
  }
  return {
    push(waiter: Waiter): void {
      heap.push(waiter)
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1
        if (!isBefore(heap[i], heap[parent])) return
        swap(i, parent)
        i = parent
      }
    },
    popDue(endMs: number): Waiter | undefined {
      for (;;) {
        const first = heap[0]
        if (first === undefined) return undefined
        if (first.wake !== undefined && first.atMs > endMs) return undefined
        pop()
        if (first.wake !== undefined) return first
      }
    },
  }
}
