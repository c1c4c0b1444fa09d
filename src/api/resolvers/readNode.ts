import type { GraphqlContext } from '../GraphqlContext.ts'
import type { ChainModel } from '../models/ChainModel.ts'
import type { MarginAccountModel } from '../models/MarginAccountModel.ts'
import type { TransferModel } from '../models/TransferModel.ts'
import { toMarginAccountModel } from '../models/toMarginAccountModel.ts'
import { toTransferModel } from '../models/toTransferModel.ts'
import { parseGlobalId } from '../paging/GlobalId.ts'
import type { CutRequest } from '../views/cut/Cut.ts'

/** The object behind an id at a moment; undefined when there is none. Throws `ApiError` BAD_ID. */
export async function readNode(
  text: string,
  at: CutRequest,
  { views, readers }: GraphqlContext,
): Promise<ChainModel | MarginAccountModel | TransferModel | undefined> {
  const id = parseGlobalId(text)
  switch (id.type) {
    case 'Chain': {
      const status = views.status().find(({ chainId }) => chainId === id.chainId)
      return status === undefined ? undefined : { __typename: 'Chain', status, at }
    }
    case 'MarginAccount': {
      if (!views.venues().includes(id.venue)) return undefined
      const reader = await readers.open(at)
      const view = reader.marginAccount(id.venue, id.owner)
      return toMarginAccountModel(view, reader.cut)
    }
    case 'Transfer': {
      const reader = await readers.open(at)
      const view = reader.transfer(id.key)
      return view === undefined ? undefined : toTransferModel(view, reader.cut)
    }
  }
}
