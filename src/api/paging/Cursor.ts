import { ApiError } from '../errors/ApiError.ts'

/** Which list a cursor belongs to: its direction too, since a row's place means nothing in another order. */
export type CursorList =
  | 'accounts asc'
  | 'accounts desc'
  | 'routes asc'
  | 'sent asc'
  | 'sent desc'
  | 'transfers asc'
  | 'transfers desc'

/** A place in a list at a cut. Opaque outside: base64url of its three parts, a line each. */
export interface Cursor {
  list: CursorList
  /** Cut that the page was taken at. */
  checkpoint: string
  /** Place of the row, as the views spell it. */
  row: string
}

/** Longest cursor that is looked at: a checkpoint of hundreds of chains in base64. */
const CURSOR_LENGTH_MAX = 32_768

/** Spells a cursor for a client. */
export function formatCursor(cursor: Cursor): string {
  const { list, row, checkpoint } = cursor
  return Buffer.from(`${list}\n${row}\n${checkpoint}`).toString('base64url')
}

/** Reads a cursor of `list`. Throws `ApiError` BAD_PAGE for anything that is not one. */
export function parseCursor(text: string, list: CursorList): Cursor {
  const isTooLong = text.length > CURSOR_LENGTH_MAX
  const lines = isTooLong ? [] : Buffer.from(text, 'base64url').toString('utf8').split('\n')
  const [of, row, checkpoint] = lines
  if (lines.length !== 3 || !of || !row || !checkpoint) {
    throw badCursor('`after` is not a cursor of an earlier page.')
  }
  if (of !== list) throw badCursor(`\`after\` belongs to another list or order than "${list}".`)
  return { list, row, checkpoint }
}

function badCursor(text: string): ApiError {
  return new ApiError({ code: 'BAD_PAGE', text })
}
