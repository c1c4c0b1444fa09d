import { isOpen } from '../engine/lineParts.ts'
import type { Margin } from '../engine/Margin.ts'
import type { Balance, BalanceForm, MarginUnit, Position } from '../engine/MarginUnit.ts'
import type { FigureLine } from './FigureLine.ts'
import type { Guard, GuardCondition } from './Guard.ts'
import type { LinearRules } from './LinearRules.ts'
import { VARIABLES_MAX } from './provenMove.ts'
import { type StatusCondition, statusConditions } from './statusConditions.ts'
import { toConditions } from './toConditions.ts'

/** How the lines of a unit are priced. Balances are named by their place in the unit. */
export interface Pricing {
  /** Number of the price of an asset, or of what marks a position. */
  variableOf(subject: string, balance?: number): number
  /** Of a share that is counted in its underlying: how much of that one whole share is; its price is of a whole share. */
  rateOf?(balance: number): number | undefined
  /** A balance in flight as it will be at the deadline. */
  formThen?(balance: number): BalanceForm | undefined
}

/** So many lines an account has at most that floats can speak of: the bound of what their sums round is made for it. */
const LINES_MAX = 400

/** Puts together what proves that an account stays as it was judged, unit by unit. */
export class GuardBuilder {
  readonly #variables: number[] = []
  readonly #units: { lines: readonly FigureLine[]; conditions: readonly StatusCondition[] }[] = []
  #lines = 0
  #isProven = true

  /** A unit as it was judged, exactly and at the present prices. */
  add(
    unit: MarginUnit,
    margin: Pick<Margin, 'status' | 'isCapped' | 'equity'>,
    { rules, pricing }: { rules: LinearRules; pricing: Pricing },
  ): void {
    const lines: FigureLine[] = []
    let isLinear = rules.isPlain
    let hasDeductions = false
    const file = (line: FigureLine | undefined) => {
      if (line === undefined) isLinear = false
      else lines.push(line)
      if (line?.isDeduction === true) hasDeductions = true
    }
    for (const [index, balance] of unit.balances.entries()) {
      if (balance.quantity !== 0n) file(this.#balanceLine(balance, index, rules, pricing))
    }
    for (const position of unit.positions) {
      if (isOpen(position)) file(this.#positionLine(position, rules, pricing))
    }
    if (!isLinear) this.doubt()
    const conditions = statusConditions(rules.system, margin, hasDeductions)
    if (conditions.length === 0) return
    this.#lines += lines.length
    this.#units.push({ lines, conditions })
  }

  /** A price bears on the account, whether or not a line of a unit is valued by it. */
  note(variable: number): number {
    if (!this.#variables.includes(variable)) this.#variables.push(variable)
    return variable
  }

  /** Something of the account is too small to be taken for a number: every move is decided exactly. */
  doubt(): void {
    this.#isProven = false
  }

  /** The guard; `watches` and `deadline` as in `Guard`. */
  build(watches: number, deadline: number | undefined): Guard {
    const variables = this.#variables
    const isSmall = variables.length <= VARIABLES_MAX && this.#lines <= LINES_MAX
    const isProven = this.#isProven && isSmall
    const conditions: GuardCondition[] = []
    if (isProven) {
      for (const unit of this.#units) conditions.push(...toConditions(unit, variables))
    }
    return { variables, conditions, watches, deadline, isProven }
  }

  /** Undefined where a line's rules are not linear. */
  #balanceLine(
    balance: Balance,
    index: number,
    rules: LinearRules,
    pricing: Pricing,
  ): FigureLine | undefined {
    const { asset, quantity, form } = balance
    const risk = rules.system.assets.get(asset)
    const variable = this.note(pricing.variableOf(risk?.pricedBy ?? asset, index))
    const terms = rules.balance(balance, pricing.formThen?.(index))
    if (risk === undefined || terms === undefined) return undefined
    const { least, most } = toSizing(quantity, risk.scale, pricing.rateOf?.(index))
    return { variable, least, most, isDeduction: form?.type === 'deduction', realized: 0, terms }
  }

  #positionLine(position: Position, rules: LinearRules, pricing: Pricing): FigureLine | undefined {
    const { market, size, entry, profitCap, owed = 0n, due = 0n } = position
    const { openBids = 0n, openAsks = 0n, leverage, customFraction } = position
    const risk = rules.system.markets.get(market)
    const subject = risk?.pricedBy ?? market
    const variable = size === 0n ? undefined : this.note(pricing.variableOf(subject))
    const terms = rules.position(market, size)
    const special = profitCap ?? leverage ?? customFraction
    const hasOrders = openBids !== 0n || openAsks !== 0n
    if (entry.type !== 'value' || special !== undefined || hasOrders) return undefined
    if (risk === undefined || terms === undefined) return undefined
    const { least, most } = toSizing(size, risk.scale, undefined)
    const realized = Number(due - owed - entry.value)
    return { variable, least, most, isDeduction: false, realized, terms }
  }
}

/**
 * The amount in whole units. Of a share it is what the underlying amount makes in shares: that was rounded down to a unit,
 * and is again at every other rate down to half the present one (`Pricing.rateOf`).
 */
function toSizing(
  quantity: bigint,
  scale: bigint,
  rate: number | undefined,
): Pick<FigureLine, 'least' | 'most'> {
  const units = Math.abs(Number(quantity))
  const one = Number(scale)
  if (rate === undefined) return { least: units / one, most: units / one }
  return { least: Math.max(units - 2, 0) / one / rate, most: (units + 1) / one / rate }
}
