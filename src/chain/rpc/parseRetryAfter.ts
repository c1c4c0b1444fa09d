import { parseTime } from '../../utils/calendar.ts'

/** Longest wait an answer may ask for; viem obeyed an hour (reliability.md, finding 3). */
const retryAfterMsMax = 15_000

/** Wait when the endpoint names none. */
const retryAfterMsDefault = 1_000

/** Reads a `Retry-After` header (seconds or an HTTP date) as milliseconds from `nowMs`, capped at 15 s. */
export function parseRetryAfter(header: string | undefined, nowMs: number): number {
  if (header === undefined) return retryAfterMsDefault
  const text = header.trim()
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : parseTime(text) - nowMs
  if (!Number.isFinite(ms) || ms < 0) return retryAfterMsDefault
  return Math.min(ms, retryAfterMsMax)
}
