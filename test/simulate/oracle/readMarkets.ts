import { createLogReader, type OracleEvent } from './createLogReader.ts'
import type { Directory } from './Directory.ts'
import { marketAbi } from './events.ts'
import type { OracleContract } from './Oracle.ts'
import { type Change, logsOf, type MarketWord, type PlacedTransaction, placeOf } from './World.ts'

const readMarket = createLogReader(marketAbi)

/** Everything that markets say in one transaction, in log order: cash moves a holding, the rest is stated as it is. */
export function readMarkets(
  transaction: PlacedTransaction,
  directory: Directory,
): { changes: readonly Change[]; words: readonly MarketWord[] } {
  const said = directory.contracts('market', transaction.place.chainId).flatMap((market) =>
    logsOf(transaction, market.address).flatMap(({ log, index }) => {
      const event = readMarket(log)
      return event === undefined ? [] : [{ market, event, place: placeOf(transaction, index) }]
    }),
  )
  return {
    changes: said.flatMap(({ market, event, place }) => toChange(market, event, place)),
    words: said.flatMap(({ market, event, place }) => toWord(market, event, place)),
  }
}

type Market = Extract<OracleContract, { kind: 'market' }>
type MarketEvent = OracleEvent<typeof marketAbi>

/** Cash is booked without a movement of tokens that anybody follows. */
function toChange(
  { venue, address: contract, token }: Market,
  { name, args }: MarketEvent,
  place: Change['place'],
): Change[] {
  if (name !== 'CashMoved' || args.amount === 0n) return []
  const { account, amount: delta } = args
  const who = { venue, account, unit: unitOf(args.pocket) }
  const moved = { token, amount: 0n }
  return [
    { place, ...who, contract, token, delta, moved, counterparty: undefined, names: undefined },
  ]
}

function toWord(
  { venue, address: contract, token }: Market,
  { name, args }: MarketEvent,
  place: Change['place'],
): MarketWord[] {
  const at = { place, venue, account: args.account, unit: unitOf(args.pocket), contract }
  switch (name) {
    case 'PositionSet': {
      const { market, size, entry } = args
      return [{ ...at, kind: 'position', market, size, entry }]
    }
    case 'DebtSet':
      return [{ ...at, kind: 'debt', token, amount: args.amount }]
    case 'LiquidationSet':
      return [{ ...at, kind: 'liquidation', isRunning: args.isRunning }]
    case 'CashMoved':
      return []
  }
}

function unitOf(pocket: number): string {
  return pocket === 0 ? 'cross' : `isolated:${pocket}`
}
