import type { Log } from '../../../utils/Log.ts'

/** Lines a copy may write: enough to see that it moves. */
const stepPercent = 10

/** Says how far a copy is, every ten percent. */
export function showCopying(log: Log): (done: { pages: number; pagesTotal: number }) => void {
  let next = stepPercent
  return ({ pages, pagesTotal }) => {
    const percent = pagesTotal === 0 ? 100 : Math.floor((pages * 100) / pagesTotal)
    if (percent < next) return
    log.info({ pages, pagesTotal }, `Copied ${percent} %.`)
    next = percent - (percent % stepPercent) + stepPercent
  }
}
