import { choosePriceSide } from './choosePriceSide.ts'
import { type CompiledCurve, compileCurve } from './compileCurve.ts'
import { LineArguments } from './LineArguments.ts'
import { livePrice } from './livePrice.ts'
import type { Part, SideSums } from './Margin.ts'
import { MarginInputError } from './MarginInputError.ts'
import type { AssetRisk, BalanceRule, PriceChoice } from './MarginSystem.ts'
import type { Balance, MarginView } from './MarginUnit.ts'
import { mulDiv } from './mulDiv.ts'
import { noSums } from './sumParts.ts'

/** A balance of one asset as a part; throws `MarginInputError` for what cannot be valued. */
export type BalanceEvaluator = (balance: Balance, view: MarginView) => Part

/** Compiles the rules of one asset. */
export function compileAsset(asset: string, risk: AssetRisk): BalanceEvaluator {
  const collateral = compileRule(asset, risk, risk.collateral, 'collateral')
  const liability = compileRule(asset, risk, risk.liability, 'liability')
  const forms = {
    inFlight: compileRule(asset, risk, risk.inFlight, 'inFlight'),
    deduction: compileRule(asset, risk, risk.deduction, 'deduction'),
  }
  return (balance, view) => {
    const { form, quantity } = balance
    const plain = quantity < 0n ? liability : collateral
    const evaluate = form === undefined ? plain : forms[form.type]
    if (evaluate === undefined) throw toUnruled(asset, balance)
    return evaluate(balance, view)
  }
}

type BalanceKind = 'collateral' | 'liability' | 'inFlight' | 'deduction'

const roles: Record<BalanceKind, string> = {
  collateral: 'collateral',
  liability: 'owed',
  inFlight: 'in flight',
  deduction: 'deducted',
}

function toUnruled(asset: string, { form, quantity }: Balance): MarginInputError {
  const kind = form?.type ?? (quantity < 0n ? 'liability' : 'collateral')
  return new MarginInputError(`${asset} cannot be ${roles[kind]} here.`)
}

function compileRule(
  asset: string,
  risk: AssetRisk,
  rule: BalanceRule | undefined,
  kind: BalanceKind,
): BalanceEvaluator | undefined {
  if (rule === undefined) return undefined
  const { scale, pricedBy = asset } = risk
  const { value: rounding, price } = rule
  const toAmount = rule.amount === undefined ? undefined : compileCurve(rule.amount)
  const toEquity = rule.equity === undefined ? undefined : compileCurve(rule.equity)
  const [initial, maintenance] = [compileCurve(rule.initial), compileCurve(rule.maintenance)]
  const isOwed = kind === 'liability'
  const isNegative = isOwed || kind === 'deduction'
  const fixed = risk.fixedPrice === undefined ? undefined : { mid: risk.fixedPrice }

  /** The line at one price; another price is another line, the middle one is shared. */
  function lineAt(middle: LineArguments, choice: PriceChoice, view: MarginView): LineArguments {
    if (choice === 'mid' || fixed !== undefined) return middle
    const at = choosePriceSide(livePrice(view.states, pricedBy), choice, !isNegative)
    if (at === undefined || at === middle.price) return middle
    return middle.atPrice(at, mulDiv(middle.amount, at, scale, rounding))
  }

  function weigh(curve: CompiledCurve, line: LineArguments): SideSums {
    const weighed = curve(line)
    return isOwed
      ? { available: 0n, owed: weighed, requirement: 0n }
      : { available: isNegative ? -weighed : weighed, owed: 0n, requirement: 0n }
  }

  return (balance, view) => {
    const line = new LineArguments(view, view.states.get(asset))
    line.quantity = isNegative ? -balance.quantity : balance.quantity
    if (balance.form?.type === 'inFlight') line.carried = balance.form
    line.amount = toAmount === undefined ? line.quantity : toAmount(line)
    const { mid } = fixed ?? livePrice(view.states, pricedBy)
    line.mid = mid
    line.price = mid
    line.value = mulDiv(line.amount, mid, scale, rounding)
    const equity = toEquity === undefined ? line.value : toEquity(line)
    const isWeightless = balance.isPledged === false && !isOwed
    const start = isWeightless ? noSums : weigh(initial, lineAt(line, price.initial, view))
    const keep = isWeightless ? noSums : weigh(maintenance, lineAt(line, price.maintenance, view))
    return {
      kind,
      subject: asset,
      line: balance,
      equity: isNegative ? -equity : equity,
      value: line.value,
      initial: start,
      maintenance: keep,
    }
  }
}
