import type { Bar, BarCounts } from './Bar.ts'
import { simpleReturn } from './simpleReturn.ts'

/** A feed's bars, taken one after the other. */
export interface BarFold {
  readonly counts: BarCounts
  /** Answers the return of the next bar, 1e18; undefined where it has none. */
  take(bar: Bar): bigint | undefined
}

/** Folds bars into returns between the closes that there are. The opening bar ends where the first begins, and does not count. */
export function createBarFold(opening: Bar): BarFold {
  const counts: Record<Bar['state'], number> = { priced: 0, carried: 0, silent: 0 }
  let close = opening.state === 'silent' ? undefined : opening.close
  return {
    get counts() {
      return { ...counts }
    },
    take(bar) {
      counts[bar.state] += 1
      if (bar.state === 'silent') return undefined
      const before = close
      close = bar.close
      return before === undefined ? undefined : simpleReturn(before, close)
    },
  }
}
