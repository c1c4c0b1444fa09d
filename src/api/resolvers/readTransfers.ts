import { assertVenue } from '../assertVenue.ts'
import { ApiError } from '../errors/ApiError.ts'
import type { GraphqlContext } from '../GraphqlContext.ts'
import type { QueryTransfersArgs } from '../generated/resolverTypes.ts'
import type { TransferConnectionModel } from '../models/ConnectionModel.ts'
import { toTransferModel } from '../models/toTransferModel.ts'
import { readPage } from '../paging/readPage.ts'
import type { TransferQuery } from '../views/Views.ts'

/** One page of transfers. Throws `ApiError` UNKNOWN_VENUE, BAD_WHERE, and what `readPage` throws. */
export async function readTransfers(
  args: QueryTransfersArgs,
  { views, readers }: GraphqlContext,
): Promise<TransferConnectionModel> {
  const { where, at, first, after } = args
  const order = args.orderDirection ?? 'desc'
  const venue = where?.venue ?? undefined
  const account = where?.account ?? undefined
  if (venue !== undefined) assertVenue(views, venue)
  if (account !== undefined && venue === undefined) throw accountWithoutVenue()
  const filter: Omit<TransferQuery, 'order' | 'first' | 'after'> = {
    venue,
    account,
    bridge: where?.bridge ?? undefined,
    origin: where?.origin ?? undefined,
    destination: where?.destination ?? undefined,
    key: where?.key ?? undefined,
    states: where?.states ?? undefined,
  }

  const { rows, hasNextPage, cut } = await readPage({
    readers,
    list: `transfers ${order}`,
    at,
    first,
    after,
    read: (reader, page) => reader.transfers({ ...filter, order, ...page }),
  })
  const edges = rows.map(({ item, cursor }) => ({ cursor, node: toTransferModel(item, cut) }))
  return { edges, hasNextPage, cut }
}

function accountWithoutVenue(): ApiError {
  return new ApiError({ code: 'BAD_WHERE', text: '`where.account` needs `where.venue` beside it.' })
}
