import type { OracleDebt, OraclePosition } from './Oracle.ts'
import { compareOnChain, type MarketWord } from './World.ts'

/** What markets say now: the last word on each position, debt and liquidation. */
export interface Markets {
  positions: readonly OraclePosition[]
  debts: readonly OracleDebt[]
  /** Units whose liquidation runs at some market. */
  liquidations: readonly { venue: string; account: string; unit: string }[]
}

/** Takes the last word of each kind; debts of 0 and positions without size or entry value are left out. */
export function foldMarkets(words: readonly MarketWord[]): Markets {
  const last = new Map<string, MarketWord>()
  for (const word of [...words].sort((a, b) => compareOnChain(a.place, b.place))) {
    const { kind, place, contract, venue, account, unit } = word
    const subject = kind === 'position' ? word.market : kind === 'debt' ? word.token : ''
    last.set([kind, place.chainId, contract, venue, account, unit, subject].join('|'), word)
  }
  const markets = {
    positions: [] as OraclePosition[],
    debts: [] as OracleDebt[],
    liquidations: [] as Markets['liquidations'][number][],
  }
  for (const word of last.values()) {
    const { venue, account, unit, contract } = word
    const holder = { venue, account, unit, contract, chainId: word.place.chainId }
    if (word.kind === 'position' && (word.size !== 0n || word.entry !== 0n))
      markets.positions.push({
        ...holder,
        market: word.market,
        size: word.size,
        entry: word.entry,
      })
    if (word.kind === 'debt' && word.amount > 0n)
      markets.debts.push({ ...holder, token: word.token, amount: word.amount })
    if (word.kind === 'liquidation' && word.isRunning)
      markets.liquidations.push({ venue, account, unit })
  }
  return markets
}
