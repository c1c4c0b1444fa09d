import type { Leg } from '../../../facts/Leg.ts'
import type { Hex } from '../../../facts/primitives.ts'
import { joinLegs } from '../../../ledger/joinLegs.ts'
import type { TransferView } from '../../../ledger/TransferView.ts'
import { joinWords } from '../../../utils/joinWords.ts'
import type { ReadContext } from '../ReadContext.ts'
import type { Page, TransferQuery, TransferReading } from '../Views.ts'
import { createOwnRows, createShownBooks, judgeTransfers } from './judgeTransfers.ts'
import { scanPage } from './scanPage.ts'
import { toReading } from './toReading.ts'
import { toTransferContext } from './toTransferContext.ts'

/** Judges the transfers that these legs belong to, against what every owner shows. */
export function judgeLegs(context: ReadContext, legs: readonly Leg[]): readonly TransferView[] {
  return judgeJoined(context, joinLegs(legs, context.chainCuts))
}

function judgeJoined(
  context: ReadContext,
  groups: ReturnType<typeof joinLegs>,
): readonly TransferView[] {
  const books = createShownBooks(createOwnRows(context), context, context.chainCuts)
  return judgeTransfers(groups, toTransferContext(context), books, context.sources)
}

/** One transfer at the cut by any of its names, the oldest of that name; undefined when nothing of it is inside. */
export function readTransfer(context: ReadContext, key: Hex): TransferReading | undefined {
  const groups = joinLegs(context.snapshot.legs({ of: 'keys', keys: [key] }), context.chainCuts)
  const [name] = groups.find(([, { names }]) => names.includes(key)) ?? []
  const view = judgeJoined(context, groups).find((each) => each.key === name)
  return view === undefined ? undefined : toReading(context, view)
}

/**
 * The transfers that rows stand for, by any key of a row: one, unless the cut lies before the log that says that two keys are
 * one transfer.
 */
export function judgeRows(
  context: ReadContext,
  keys: readonly Hex[],
): (key: Hex) => readonly TransferView[] {
  const legs = context.snapshot.legs({ of: 'keys', keys })
  const groups = joinLegs(legs, context.chainCuts)
  const rows = joinWords(
    legs.flatMap(({ key, alias, canonical }) =>
      alias === undefined || !canonical ? [] : [[key, alias] as const],
    ),
  )
  const views = new Map<Hex, TransferView[]>()
  for (const view of judgeJoined(context, groups)) {
    const row = rows.get(view.key) ?? view.key
    views.set(row, [...(views.get(row) ?? []), view])
  }
  return (key) => views.get(rows.get(key) ?? key) ?? []
}

/** A page of transfers in the order in which they were first seen. The cursor is the row id. */
export function readTransfers(context: ReadContext, query: TransferQuery): Page<TransferReading> {
  const { first, order, states, bridge, origin, destination, key, venue, account } = query
  const accounts = account === undefined ? undefined : [account]
  const { transaction } = query
  const filter = { bridge, origin, destination, key, venue, accounts, transaction }
  const { snapshot, heights: at } = context
  return scanPage({
    first,
    after: query.after === undefined ? undefined : { rowId: Number(query.after) },
    readRows: (after: { rowId: number } | undefined, limit) =>
      snapshot.transfers({ filter, order, after: after?.rowId, limit, at }),
    itemsOf(rows) {
      const viewsOf = judgeRows(
        context,
        rows.map((row) => row.key),
      )
      return (row) =>
        viewsOf(row.key)
          .filter(({ state }) => states?.includes(state) ?? true)
          .map((view) => toReading(context, view))
    },
    toCursor: ({ rowId }) => String(rowId),
  })
}
