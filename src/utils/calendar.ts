/** Spells a moment as RFC 3339 in UTC, such as `2026-11-22T17:00:00.000Z`. Says nothing about now. */
export function toIsoTime(timeMs: number): string {
  return new Date(timeMs).toISOString()
}

/** Reads a date of RFC 3339 or HTTP; milliseconds since 1970, NaN when it is none. */
export function parseTime(text: string): number {
  return Date.parse(text)
}
