import { assertVenue } from '../assertVenue.ts'
import { ApiError } from '../errors/ApiError.ts'
import type { GraphqlContext } from '../GraphqlContext.ts'
import type { QueryMarginAccountsArgs } from '../generated/resolverTypes.ts'
import { WHERE_OWNERS_MAX } from '../limits/limits.ts'
import type { MarginAccountConnectionModel } from '../models/ConnectionModel.ts'
import { toMarginAccountModel } from '../models/toMarginAccountModel.ts'
import { readPage } from '../paging/readPage.ts'

/** One page of a venue's accounts. Throws `ApiError` UNKNOWN_VENUE, BAD_WHERE, and what `readPage` throws. */
export async function readMarginAccounts(
  args: QueryMarginAccountsArgs,
  { views, readers }: GraphqlContext,
): Promise<MarginAccountConnectionModel> {
  const { venue, where, at, first, after } = args
  const order = args.orderDirection ?? 'asc'
  assertVenue(views, venue)
  const owners = where?.owners ?? undefined
  if (owners !== undefined && owners.length > WHERE_OWNERS_MAX) throw tooManyOwners(owners.length)
  const statuses = where?.statuses ?? undefined

  const { rows, ...page } = await readPage({
    readers,
    list: `accounts ${order}`,
    at,
    first,
    after,
    read: (reader, place) => reader.marginAccounts({ venue, owners, statuses, order, ...place }),
  })
  const edges = rows.map(({ item: view, cursor }) => ({
    cursor,
    node: toMarginAccountModel(view, page.cut),
  }))
  return { edges, ...page }
}

function tooManyOwners(count: number): ApiError {
  return new ApiError({
    code: 'BAD_WHERE',
    text: `\`where.owners\` takes at most ${WHERE_OWNERS_MAX} owners, not ${count}.`,
  })
}
