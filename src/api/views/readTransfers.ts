import type { Leg } from '../../facts/Leg.ts'
import type { Hex } from '../../facts/primitives.ts'
import type { TransferView } from '../../ledger/TransferView.ts'
import { createOwnRows, createShownBooks, groupByKey, judgeTransfers } from './judgeTransfers.ts'
import type { ReadContext } from './ReadContext.ts'
import type { Page, TransferQuery } from './Views.ts'

/** Rows read while a state filter looks for matches; a page that needs more ends early and can be continued. */
const scannedRowsMax = 2_000

/** Judges the transfers that these legs belong to, against what every owner shows. */
export function judgeLegs(context: ReadContext, legs: readonly Leg[]): readonly TransferView[] {
  const cut = context.chainCuts
  const books = createShownBooks(createOwnRows(context), context, cut)
  return judgeTransfers(
    groupByKey(legs),
    { cut, topology: context.topology },
    books,
    context.sources,
  )
}

/** One transfer at the cut, undefined when nothing of it is inside. */
export function readTransfer(context: ReadContext, key: Hex): TransferView | undefined {
  return judgeLegs(context, context.snapshot.legs({ of: 'keys', keys: [key] }))[0]
}

/** A page of transfers in the order in which they were first seen. The cursor is the row id. */
export function readTransfers(context: ReadContext, query: TransferQuery): Page<TransferView> {
  const { first, order, states, bridge, origin, destination, key, venue, account } = query
  const accounts = account === undefined ? undefined : [account]
  const filter = { bridge, origin, destination, key, venue, accounts }
  const items: { item: TransferView; cursor: string }[] = []
  let after = query.after === undefined ? undefined : Number(query.after)
  let scanned = 0
  for (;;) {
    const limit = first + 1
    const rows = context.snapshot.transfers({ filter, order, after, limit, at: context.heights })
    const keys = rows.map((row) => row.key)
    const views = new Map(
      judgeLegs(context, context.snapshot.legs({ of: 'keys', keys })).map((view) => [
        view.key,
        view,
      ]),
    )
    for (const row of rows) {
      const item = views.get(row.key)
      if (item === undefined || (states !== undefined && !states.includes(item.state))) continue
      if (items.length === first) return { items, hasNextPage: true }
      items.push({ item, cursor: String(row.rowId) })
    }
    scanned += rows.length
    if (rows.length < limit) return { items, hasNextPage: false }
    if (scanned >= scannedRowsMax) return { items, hasNextPage: true }
    after = rows.at(-1)?.rowId
  }
}
