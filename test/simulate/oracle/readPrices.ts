import { createLogReader } from './createLogReader.ts'
import type { Directory } from './Directory.ts'
import { feedAbi } from './events.ts'
import type { OraclePrice } from './Oracle.ts'
import { logsOf, type PlacedTransaction } from './World.ts'

const readFeed = createLogReader(feedAbi)

/** The last answer of every feed that has one, in the order of its chain and not of what the feed says of its time. */
export function readPrices(
  transactions: readonly PlacedTransaction[],
  directory: Directory,
): OraclePrice[] {
  const feeds = directory.deployment.contracts.filter((each) => each.kind === 'feed')
  return feeds
    .flatMap(({ chainId, address, id }): OraclePrice[] => {
      const answers = transactions
        .filter(({ place }) => place.chainId === chainId)
        .flatMap((transaction) => logsOf(transaction, address))
        .flatMap(({ log }) => readFeed(log) ?? [])
      const last = answers.at(-1)
      if (last === undefined) return []
      return [{ feed: id, answer: last.args.current, updatedAt: last.args.updatedAt }]
    })
    .sort((a, b) => (a.feed < b.feed ? -1 : 1))
}
