import type { Directory } from './Directory.ts'
import { groupOf, sumOf, toGroup } from './groupUnits.ts'
import type {
  OracleAccount,
  OracleAmount,
  OracleDebt,
  OracleHolding,
  OracleTotal,
} from './Oracle.ts'

/** Every account that has or owes something, and the venues' suspense lines. */
export function foldAccounts(
  holdings: readonly OracleHolding[],
  debts: readonly OracleDebt[],
  amounts: readonly OracleAmount[],
  directory: Directory,
): OracleAccount[] {
  const owners = [
    ...holdings,
    ...debts,
    ...amounts.filter(({ amount }) => amount !== 0n).map(({ holder }) => holder),
  ]
  const ids = new Map(
    owners.map(({ venue, account }) => [`${venue}|${account ?? ''}`, { venue, account }]),
  )
  return [...ids]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { venue, account }]) => {
      const isOwn = (owner: { venue: string; account: string | undefined }) =>
        owner.venue === venue && owner.account === account
      const own = holdings.filter(isOwn)
      const carried = amounts.filter(({ holder, amount }) => isOwn(holder) && amount !== 0n)
      return {
        venue,
        account,
        holdings: own,
        debts: debts.filter(isOwn),
        amounts: carried,
        totals: foldTotals(own, carried, directory),
      }
    })
}

/** DESIGN 3.5: unified = holdings + inFlight − lagOffset − unbacked, by asset group. */
export function foldTotals(
  holdings: readonly OracleHolding[],
  amounts: readonly OracleAmount[],
  directory: Directory,
): OracleTotal[] {
  const groups = [...holdings, ...amounts].map(({ chainId, token }) =>
    groupOf(directory, chainId, token),
  )
  return [...new Set(groups)].sort().map((group) => {
    const isOf = ({ chainId, token }: Pick<OracleHolding, 'chainId' | 'token'>) =>
      groupOf(directory, chainId, token) === group
    const value = (items: readonly Pick<OracleHolding, 'chainId' | 'token' | 'amount'>[]) =>
      sumOf(items.filter(isOf), ({ chainId, token, amount }) =>
        toGroup(directory, chainId, token, amount),
      )
    const of = (kind: OracleAmount['kind']) => value(amounts.filter((each) => each.kind === kind))
    const parts = {
      holdings: value(holdings),
      inFlight: of('inFlight'),
      lagOffset: of('lagOffset'),
      unbacked: of('unbacked'),
    }
    const unified = parts.holdings + parts.inFlight - parts.lagOffset - parts.unbacked
    return { group, ...parts, unified }
  })
}
