import type { Page } from '../Views.ts'

/** Rows read while a filter looks for matches; a page that needs more ends early and can be continued. */
const SCANNED_ROWS_MAX = 2_000

/**
 * A page of what rows stand for, read in steps of a page until it is full. A row is in a page with everything that it stands
 * for, because a cursor cannot point into it.
 */
export function scanPage<place, row extends place, item>(parameters: {
  first: number
  after: place | undefined
  readRows(after: place | undefined, limit: number): readonly row[]
  /** What each of these rows stands for, without what the page leaves out. */
  itemsOf(rows: readonly row[]): (row: row) => readonly item[]
  toCursor(row: row): string
}): Page<item> {
  const { first, readRows, itemsOf, toCursor } = parameters
  const items: { item: item; cursor: string }[] = []
  const limit = first + 1
  let { after } = parameters
  for (let scanned = 0; ; ) {
    const rows = readRows(after, limit)
    const ofRow = itemsOf(rows)
    for (const row of rows) {
      const found = ofRow(row)
      if (found.length === 0) continue
      if (items.length >= first) return { items, hasNextPage: true }
      items.push(...found.map((item) => ({ item, cursor: toCursor(row) })))
    }
    scanned += rows.length
    if (rows.length < limit) return { items, hasNextPage: false }
    const last = rows.at(-1)
    if (scanned >= SCANNED_ROWS_MAX && last !== undefined)
      return { items, hasNextPage: true, endCursor: toCursor(last) }
    after = last
  }
}
