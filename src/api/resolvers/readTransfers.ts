import { assertVenue } from '../assertVenue.ts'
import { ApiError } from '../errors/ApiError.ts'
import type { GraphqlContext } from '../GraphqlContext.ts'
import type { QueryTransfersArgs } from '../generated/resolverTypes.ts'
import type { TransferConnectionModel } from '../models/ConnectionModel.ts'
import { toTransferModel } from '../models/toTransferModel.ts'
import { readPage } from '../paging/readPage.ts'
import type { CutReader, Page, TransferQuery, TransferReading, Views } from '../views/Views.ts'

/** One page of transfers. Throws `ApiError` UNKNOWN_VENUE, BAD_WHERE, and what `readPage` throws. */
export async function readTransfers(
  args: QueryTransfersArgs,
  { views, readers }: GraphqlContext,
): Promise<TransferConnectionModel> {
  const { where, at, first, after } = args
  const order = args.orderDirection ?? 'desc'
  const isBySending = args.orderBy === 'SENT'
  const read = isBySending ? bySending(where, order) : byFirstSeen(where, order, views)
  const list = isBySending ? (`sent ${order}` as const) : (`transfers ${order}` as const)
  const { rows, ...page } = await readPage({ readers, list, at, first, after, read })
  const edges = rows.map(({ item, cursor }) => ({
    cursor,
    node: toTransferModel(item, page.cut),
  }))
  return { edges, ...page }
}

type Where = QueryTransfersArgs['where']
type Order = 'asc' | 'desc'
type ReadTransfers = (
  reader: CutReader,
  place: { first: number; after: string | undefined },
) => Page<TransferReading>

function byFirstSeen(where: Where, order: Order, views: Views): ReadTransfers {
  const venue = where?.venue ?? undefined
  const account = where?.account ?? undefined
  if (venue !== undefined) assertVenue(views, venue)
  if (account !== undefined && venue === undefined)
    throw badWhere('`where.account` needs `where.venue` beside it.')
  const filter: Omit<TransferQuery, 'order' | 'first' | 'after'> = {
    venue,
    account,
    bridge: where?.bridge ?? undefined,
    origin: where?.origin ?? undefined,
    destination: where?.destination ?? undefined,
    key: where?.key ?? undefined,
    transaction: where?.transactionHash ?? undefined,
    states: where?.states ?? undefined,
  }
  return (reader, place) => reader.transfers({ ...filter, order, ...place })
}

/** One route is listed by the block that sent; over several, blocks of different chains have no order. */
function bySending(where: Where, order: Order): ReadTransfers {
  const { bridge, origin, destination, states, ...others } = where ?? {}
  if (bridge == null || origin == null || destination == null)
    throw badWhere('`orderBy: SENT` needs `bridge`, `origin` and `destination` in `where`.')
  const other = Object.entries(others).find(([, value]) => value != null)
  if (other !== undefined)
    throw badWhere(`\`orderBy: SENT\` takes \`states\` beside the route, not \`${other[0]}\`.`)
  const route = { bridge, origin, destination, states: states ?? undefined }
  return (reader, place) => reader.openTransfers({ ...route, order, ...place })
}

function badWhere(text: string): ApiError {
  return new ApiError({ code: 'BAD_WHERE', text })
}
