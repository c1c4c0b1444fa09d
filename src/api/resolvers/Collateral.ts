import type { CollateralResolvers } from '../generated/resolverTypes.ts'
import { PAGE_ROWS_MAX } from '../limits/limits.ts'
import { toFirst } from '../paging/toFirst.ts'

export const Collateral: CollateralResolvers = {
  venue: ({ view }) => view.venue,
  totals: ({ view }) => view.totals,
  lines: ({ view }, { first }) => view.lines.slice(0, toFirst(first, PAGE_ROWS_MAX)),
  lineCount: ({ view }) => view.lines.length,
}
