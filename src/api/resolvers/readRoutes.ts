import type { GraphqlContext } from '../GraphqlContext.ts'
import type { QueryRoutesArgs } from '../generated/resolverTypes.ts'
import type { RouteConnectionModel } from '../models/ConnectionModel.ts'
import { readPage } from '../paging/readPage.ts'

/** One page of routes. Throws what `readPage` throws. */
export async function readRoutes(
  { where, at, first, after }: QueryRoutesArgs,
  { readers }: GraphqlContext,
): Promise<RouteConnectionModel> {
  const filter = {
    bridge: where?.bridge ?? undefined,
    origin: where?.origin ?? undefined,
    destination: where?.destination ?? undefined,
  }
  const { rows, ...page } = await readPage({
    readers,
    list: 'routes asc',
    at,
    first,
    after,
    read: (reader, place) => reader.routes({ ...filter, ...place }),
  })
  return { edges: rows.map(({ item: node, cursor }) => ({ cursor, node })), ...page }
}
