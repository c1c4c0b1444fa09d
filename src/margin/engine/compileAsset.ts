import { choosePriceSide } from './choosePriceSide.ts'
import { type CompiledCurve, type CurveArguments, compileCurve } from './compileCurve.ts'
import { livePrice } from './livePrice.ts'
import type { Part, SideSums } from './Margin.ts'
import { MarginInputError } from './MarginInputError.ts'
import type { AssetRisk, BalanceRule } from './MarginSystem.ts'
import type { Balance, MarginView, MarketState } from './MarginUnit.ts'
import { mulDiv } from './mulDiv.ts'
import { noSums } from './sumParts.ts'

/** A balance of one asset as a part; throws `MarginInputError` for what cannot be valued. */
export type BalanceEvaluator = (balance: Balance, view: MarginView) => Part

/** Compiles the rules of one asset. */
export function compileAsset(asset: string, risk: AssetRisk): BalanceEvaluator {
  const collateral = compileRule(asset, risk, risk.collateral, 'collateral')
  const liability = compileRule(asset, risk, risk.liability, 'liability')
  return (balance, view) => {
    const evaluate = balance.quantity < 0n ? liability : collateral
    if (evaluate === undefined) {
      const role = balance.quantity < 0n ? 'owed' : 'collateral'
      throw new MarginInputError(`${asset} cannot be ${role} here.`)
    }
    return evaluate(balance, view)
  }
}

function compileRule(
  asset: string,
  risk: AssetRisk,
  rule: BalanceRule | undefined,
  kind: 'collateral' | 'liability',
): BalanceEvaluator | undefined {
  if (rule === undefined) return undefined
  const { scale, pricedBy = asset } = risk
  const { value: rounding, price } = rule
  const toAmount = rule.amount === undefined ? undefined : compileCurve(rule.amount)
  const toEquity = rule.equity === undefined ? undefined : compileCurve(rule.equity)
  const [initial, maintenance] = [compileCurve(rule.initial), compileCurve(rule.maintenance)]
  const isOwed = kind === 'liability'
  const fixed = risk.fixedPrice === undefined ? undefined : { mid: risk.fixedPrice }
  return (balance, view) => {
    const quantity = isOwed ? -balance.quantity : balance.quantity
    const own = view.states.get(asset)
    const amount = toAmount === undefined ? quantity : toAmount(lineArguments(own, view, quantity))
    const state = fixed ?? livePrice(view.states, pricedBy)
    const valueAt = (at: bigint) => mulDiv(amount, at, scale, rounding)
    const weigh = (curve: CompiledCurve, at: bigint, value: bigint) =>
      curve({ ...lineArguments(own, view, quantity), amount, price: at, mid: state.mid, value })
    const value = valueAt(state.mid)
    const side = (curve: CompiledCurve, choice: PriceChoiceOf): SideSums => {
      if (balance.isPledged === false && !isOwed) return noSums
      const at = choosePriceSide(state, choice, !isOwed) ?? state.mid
      const weighed = weigh(curve, at, at === state.mid ? value : valueAt(at))
      return isOwed
        ? { available: 0n, owed: weighed, requirement: 0n }
        : { available: weighed, owed: 0n, requirement: 0n }
    }
    const equity = toEquity === undefined ? value : weigh(toEquity, state.mid, value)
    return {
      kind,
      subject: asset,
      equity: isOwed ? -equity : equity,
      value,
      initial: side(initial, price.initial),
      maintenance: side(maintenance, price.maintenance),
    }
  }
}

type PriceChoiceOf = BalanceRule['price']['initial']

function lineArguments(
  state: MarketState | undefined,
  view: MarginView,
  quantity: bigint,
): CurveArguments {
  return {
    quantity,
    openInterest: state?.openInterest,
    totalDeposits: state?.totalDeposits,
    utilization: state?.utilization,
    supplyIndex: state?.supplyIndex,
    debtIndex: state?.debtIndex,
    totalAssets: state?.totalAssets,
    totalShares: state?.totalShares,
    confidence: state?.confidence,
    time: view.time,
    numeraire: view.numeraire,
  }
}
