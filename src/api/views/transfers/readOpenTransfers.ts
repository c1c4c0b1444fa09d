import type { TransferState } from '../../../ledger/TransferView.ts'
import { ApiError } from '../../errors/ApiError.ts'
import type { ReadContext } from '../ReadContext.ts'
import type { OpenTransferQuery, Page, TransferReading } from '../Views.ts'
import { judgeRows } from './readTransfers.ts'
import { scanPage } from './scanPage.ts'
import { toReading } from './toReading.ts'

/** States of a transfer that was sent and that nothing has closed. */
export const openStates: ReadonlySet<TransferState> = new Set([
  'IN_FLIGHT',
  'STUCK',
  'FAILED_RETRYABLE',
  'EXPIRED',
  'UNKNOWN',
])

/** A page of the transfers of a route that are on their way at the cut, in the order in which they were sent. */
export function readOpenTransfers(
  context: ReadContext,
  query: OpenTransferQuery,
): Page<TransferReading> {
  const { bridge, origin, destination, order, first, states } = query
  const { snapshot, heights } = context
  const route = { bridge, origin, destination, order, at: heights }
  return scanPage({
    first,
    // What nobody has sent stands before everything that was.
    after: query.after === undefined ? startOf(order) : parsePlace(query.after),
    readRows: (after, limit) => snapshot.openTransfers({ ...route, after, limit }),
    itemsOf(rows) {
      const viewsOf = judgeRows(
        context,
        rows.map(({ key }) => key),
      )
      return ({ key }) =>
        viewsOf(key)
          .filter(({ state, sentAt }) => sentAt !== undefined && openStates.has(state))
          .filter(({ state }) => states?.includes(state) ?? true)
          .map((view) => toReading(context, view))
    },
    toCursor: ({ sentNumber, rowId }) => `${sentNumber}.${rowId}`,
  })
}

type Place = { sentNumber: bigint; rowId: number }

function startOf(order: 'asc' | 'desc'): Place | undefined {
  return order === 'asc' ? { sentNumber: 0n, rowId: Number.MAX_SAFE_INTEGER } : undefined
}

/** Throws `ApiError` BAD_PAGE for a place that no page of ours has named. */
function parsePlace(text: string): Place {
  const [, number, rowId] = /^(\d{1,16})\.(\d{1,16})$/.exec(text) ?? []
  if (number === undefined || rowId === undefined)
    throw new ApiError({ code: 'BAD_PAGE', text: '`after` is not a cursor of an earlier page.' })
  return { sentNumber: BigInt(number), rowId: Number(rowId) }
}
