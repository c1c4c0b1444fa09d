import type { PageInfo } from '../generated/resolverTypes.ts'
import type { ConnectionModel } from '../models/ConnectionModel.ts'

/** What every connection answers besides its edges. */
export const connectionFields = {
  nodes<node>({ edges }: ConnectionModel<node>): readonly node[] {
    return edges.map((edge) => edge.node)
  },
  pageInfo<node>({ edges, hasNextPage, endCursor }: ConnectionModel<node>): PageInfo {
    return {
      hasNextPage,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor,
      endCursor: endCursor ?? edges.at(-1)?.cursor,
    }
  },
}
