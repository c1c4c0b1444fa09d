import { ApiError } from '../errors/ApiError.ts'
import type { At } from '../generated/resolverTypes.ts'
import type { ReaderPool } from '../readers/createReaderPool.ts'
import { toCutRequest } from '../readers/toCutRequest.ts'
import type { Cut } from '../views/cut/Cut.ts'
import type { CutReader, Page } from '../views/Views.ts'
import { type CursorList, formatCursor, parseCursor } from './Cursor.ts'
import { toFirst } from './toFirst.ts'

/** A page of view rows with the cursors a client gets. */
export interface ReadPage<item> {
  rows: readonly { item: item; cursor: string }[]
  hasNextPage: boolean
  endCursor: string | undefined
  cut: Cut
}

/**
 * Reads one page. With `after` and no `at` it is taken at the cut of the page before, so that paging sees one state;
 * with both, `at` must be that cut. Throws `ApiError` BAD_PAGE, CURSOR_STALE, and what opening the cut throws.
 */
export async function readPage<item>(parameters: {
  readers: ReaderPool
  list: CursorList
  at: At | null | undefined
  first: number | null | undefined
  after: string | null | undefined
  read(reader: CutReader, page: { first: number; after: string | undefined }): Page<item>
}): Promise<ReadPage<item>> {
  const { readers, list, at, after, read } = parameters
  const first = toFirst(parameters.first)
  const cursor = after == null ? undefined : parseCursor(after, list)
  const request =
    cursor !== undefined && at == null
      ? ({ by: 'checkpoint', checkpoint: cursor.checkpoint } as const)
      : toCutRequest(at)
  const reader = await readers.open(request)
  const { cut } = reader
  if (cursor !== undefined && at != null && cursor.checkpoint !== cut.checkpoint) throw stale()
  const page = read(reader, { first, after: cursor?.row })
  const { checkpoint } = cut
  const toCursor = (row: string): string => formatCursor({ list, row, checkpoint })
  const rows = page.items.map(({ item, cursor }) => ({ item, cursor: toCursor(cursor) }))
  const endCursor = page.endCursor === undefined ? undefined : toCursor(page.endCursor)
  return { rows, hasNextPage: page.hasNextPage, endCursor, cut }
}

function stale(): ApiError {
  return new ApiError({
    code: 'CURSOR_STALE',
    text: '`after` belongs to a page at another cut. Leave `at` out to go on at that cut.',
  })
}
