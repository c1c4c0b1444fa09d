import { ApiError } from '../errors/ApiError.ts'
import type { GraphqlContext } from '../GraphqlContext.ts'
import type { QueryTransferArgs } from '../generated/resolverTypes.ts'
import type { TransferModel } from '../models/TransferModel.ts'
import { toTransferModel } from '../models/toTransferModel.ts'
import { parseGlobalId } from '../paging/GlobalId.ts'
import { toCutRequest } from '../readers/toCutRequest.ts'
import type { CutReader, TransferReading } from '../views/Views.ts'

/** One transfer by exactly one of its names. Throws `ApiError` BAD_WHERE, BAD_ID, SEVERAL_TRANSFERS. */
export async function readTransfer(
  { id, txHash, messageId, at }: QueryTransferArgs,
  { readers }: GraphqlContext,
): Promise<TransferModel | undefined> {
  const given = [id, txHash, messageId].filter((name) => name != null)
  if (given.length !== 1) {
    const text = `\`transfer\` takes exactly one of id, txHash, messageId, not ${given.length}.`
    throw new ApiError({ code: 'BAD_WHERE', text })
  }
  const key = id == null ? messageId : toKey(id)
  const reader = await readers.open(toCutRequest(at))
  const view = key == null ? ofTransaction(reader, txHash ?? undefined) : reader.transfer(key)
  return view === undefined ? undefined : toTransferModel(view, reader.cut)
}

function toKey(text: string) {
  const id = parseGlobalId(text)
  if (id.type === 'Transfer') return id.key
  throw new ApiError({ code: 'BAD_ID', text: `\`id\` is that of a ${id.type}.` })
}

/** A transaction with several transfers names none of them: the first would be a guess. */
function ofTransaction(
  reader: CutReader,
  transaction: TransferReading['key'] | undefined,
): TransferReading | undefined {
  const { items, hasNextPage } = reader.transfers({
    transaction,
    order: 'asc',
    first: 1,
    after: undefined,
  })
  const [only, second] = items
  if (second === undefined && !hasNextPage) return only?.item
  throw new ApiError({
    code: 'SEVERAL_TRANSFERS',
    text: 'The transaction holds several transfers. Ask `transfers(where: { transactionHash })`.',
  })
}
