import type { Directory } from './Directory.ts'
import type { Markets } from './foldMarkets.ts'
import type { Line, Unit } from './Line.ts'
import type { OracleAmount, OracleHolding } from './Oracle.ts'
import type { OracleRisk } from './OracleRisk.ts'
import { down, whole } from './rounding.ts'

/** What one account has, owes and has on its way. */
export interface Belongings {
  holdings: readonly OracleHolding[]
  markets: Markets
  /** Its own amounts, and what the suspense line has of credits to it. */
  amounts: readonly OracleAmount[]
}

/** How amounts become lines: shares by the rate of their vault, value in flight by its age. */
export interface Valuation {
  directory: Directory
  risk: OracleRisk
  /** Seconds. */
  asOf: bigint
  /** Raw units of the underlying for one whole share; undefined where the rate was not read yet. */
  rate: bigint | undefined
  /** When a transfer was first sent, seconds. */
  sentAt(amount: OracleAmount): { route: string; timestamp: bigint } | undefined
}

/** One unit for each that has a line, and always the cross unit. */
export function toUnits(
  { holdings, markets, amounts }: Belongings,
  valuation: Valuation,
): readonly Unit[] {
  const lines: { unit: string; line: Line }[] = [
    ...holdings.map((holding) => ({
      unit: holding.unit,
      line: { kind: 'holding' as const, ...toAmount(holding, valuation) },
    })),
    ...markets.debts.map((debt) => ({
      unit: debt.unit,
      line: { kind: 'debt' as const, ...toAmount(debt, valuation) },
    })),
    ...markets.positions.map(({ unit, chainId, market, size, entry }) => ({
      unit,
      line: { kind: 'position' as const, chainId, market, size, entry },
    })),
    ...amounts
      .filter(({ amount }) => amount !== 0n)
      .map((amount) => ({ unit: amount.holder.unit, line: toTransferLine(amount, valuation) })),
  ]
  const ids = new Set(['cross', ...lines.map(({ unit }) => unit)])
  return [...ids].map((id) => ({
    unit: id,
    lines: lines.flatMap(({ unit, line }) => (unit === id ? [line] : [])),
    isLiquidating: markets.liquidations.some(({ unit }) => unit === id),
  }))
}

function toAmount(
  held: Pick<OracleHolding, 'chainId' | 'token' | 'amount'>,
  { directory, risk, rate }: Valuation,
): { asset: string; chainId: number; decimals: number; amount: bigint } {
  const { chainId, token, amount } = held
  const asset = directory.asset(chainId, token)
  const underlying = asset && risk.assets[asset.id]?.sharesOf
  if (asset === undefined) return { asset: `unknown:${token}`, chainId, decimals: 0, amount }
  if (underlying === undefined)
    return { asset: asset.id, chainId, decimals: asset.decimals, amount }
  const assets = down(amount * (rate ?? 0n), 10n ** BigInt(asset.decimals))
  const decimals = risk.assets[underlying]?.decimals ?? 0
  return { asset: asset.id, chainId, decimals, amount: assets }
}

function toTransferLine(amount: OracleAmount, valuation: Valuation): Line {
  const base = toAmount(amount, valuation)
  switch (amount.kind) {
    case 'unbacked':
      return { kind: 'unbacked', ...base }
    case 'lagOffset':
      return { kind: 'lagOffset', ...base, isSuspense: amount.holder.account === undefined }
    case 'inFlight': {
      const sent = valuation.sentAt(amount)
      const policy = sent && valuation.risk.routes[sent.route]
      if (sent === undefined || policy === undefined) throw new Error('what is in flight was sent')
      const age = valuation.asOf > sent.timestamp ? valuation.asOf - sent.timestamp : 0n
      return { kind: 'inFlight', ...base, ...retain(age, policy) }
    }
  }
}

/** 1 − haircut until the route's p99, from there linearly to 0 at its deadline. */
function retain(
  age: bigint,
  policy: OracleRisk['routes'][string],
): { retained: bigint; of: bigint } {
  const { p99Seconds, stuckAfterSeconds, haircutBps } = policy
  if (age >= stuckAfterSeconds) return { retained: 0n, of: 1n }
  if (age <= p99Seconds) return { retained: whole - haircutBps, of: whole }
  return {
    retained: (whole - haircutBps) * (stuckAfterSeconds - age),
    of: whole * (stuckAfterSeconds - p99Seconds),
  }
}
