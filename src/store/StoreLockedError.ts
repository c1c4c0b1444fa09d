import { BaseError } from '../errors/BaseError.ts'
import { toIsoTime } from '../utils/calendar.ts'

/** Another process writes to this store. Names its pid and since when it holds the store. */
export class StoreLockedError extends BaseError {
  override name = 'StoreLockedError'

  constructor(parameters: { path: string; pid: number | undefined; sinceMs: number | undefined }) {
    const { path, pid, sinceMs } = parameters
    const since = sinceMs === undefined ? '' : ` since ${toIsoTime(sinceMs)}`
    const holder = pid === undefined ? 'another process' : `process ${pid}`
    super(`The store ${path} is written by ${holder}${since}.`, {
      code: 'STORE_LOCKED',
      metaMessages: ['Stop that process first, or give this one another store path.'],
    })
  }
}
