import type { ChainId } from '../../src/facts/primitives.ts'
import type { AccountCase, Prefix } from '../../src/margin/AccountCase.ts'
import type { BalanceLine, PriceBook, UnitBook } from '../../src/margin/MarginInput.ts'
import { toPricedMarket } from '../../src/margin/PricedMarket.ts'
import { book, holding, prices, risk, systemOf } from './marginCases.ts'

/** What a test says of an account: prices instead of the market that is made of them. */
export type AccountChanges = Partial<Omit<AccountCase, 'market'>> & { prices?: PriceBook }

/** Per chain, the USDC that each unfinalized transaction adds to the account's holding there. */
export type Movements = Readonly<Record<ChainId, readonly bigint[]>>

/** An account whose unfinalized transactions move its USDC, which is `finalUsdc` per chain before them. */
export function movingAccount(parameters: {
  finalUsdc: Readonly<Record<ChainId, bigint>>
  movements: Movements
  fixed?: Pick<UnitBook, 'balances' | 'positions'>
  changes?: AccountChanges
}): AccountCase {
  const { finalUsdc, movements, fixed, changes } = parameters
  const chainIds = Object.keys(finalUsdc).map(Number)
  const amountAt = (chainId: ChainId, taken: number) =>
    (movements[chainId] ?? [])
      .slice(0, taken)
      .reduce((amount, moved) => amount + moved, finalUsdc[chainId] ?? 0n)
  const linesAt = (prefix: Prefix): readonly BalanceLine[] =>
    chainIds.map((chainId) => holding('usdc', amountAt(chainId, prefix.get(chainId) ?? 0), chainId))
  return account({
    bookAt: (prefix) => [
      book([...linesAt(prefix), ...(fixed?.balances ?? [])], fixed?.positions ?? []),
    ],
    unfinalized: new Map(chainIds.map((id) => [id, movements[id]?.length ?? 0])),
    ...changes,
  })
}

/** An account without books, final and fresh, unless said otherwise. */
export function account({ prices: at = prices(), ...changes }: AccountChanges): AccountCase {
  return {
    bookAt: () => [],
    unfinalized: new Map(),
    market: toPricedMarket(at),
    system: systemOf(risk),
    staleChains: new Set(),
    extraReasons: [],
    ...changes,
  }
}
