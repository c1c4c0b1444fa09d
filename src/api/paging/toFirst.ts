import { ApiError } from '../errors/ApiError.ts'
import { PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX } from '../limits/limits.ts'

/** Rows asked for. Throws `ApiError` BAD_PAGE outside 1 to 200. */
export function toFirst(first: number | null | undefined, rows = PAGE_ROWS_DEFAULT): number {
  const asked = first ?? rows
  if (asked >= 1 && asked <= PAGE_ROWS_MAX) return asked
  throw new ApiError({
    code: 'BAD_PAGE',
    text: `\`first\` is 1 to ${PAGE_ROWS_MAX}, not ${asked}. Read further pages with \`after\`.`,
  })
}
