import { createLogReader } from './createLogReader.ts'
import type { Directory } from './Directory.ts'
import { erc20Abi } from './events.ts'
import { logsOf, type Movement, type PlacedTransaction } from './World.ts'

const readToken = createLogReader(erc20Abi)

/** Movements of the books' tokens into and out of the books' contracts, in one transaction. */
export function readMovements(transaction: PlacedTransaction, directory: Directory): Movement[] {
  const books = directory.contracts('book', transaction.place.chainId)
  const isBook = (address: string) => books.some((book) => book.address === address)
  return [...new Set(books.map(({ token }) => token))].flatMap((token) =>
    logsOf(transaction, token).flatMap(({ log }) => {
      const event = readToken(log)
      if (event === undefined) return []
      const { from, to, value: amount } = event.args
      if (from === to || !(isBook(from) || isBook(to))) return []
      return [{ token, from, to, amount }]
    }),
  )
}
