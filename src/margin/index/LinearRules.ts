import type { BalanceRule, InstrumentRisk, MarginSystem } from '../engine/MarginSystem.ts'
import type { Balance, BalanceForm } from '../engine/MarginUnit.ts'
import { balanceTerms, type LineTerms, positionTerms } from './FigureLine.ts'
import { type KnownArguments, type Linear, linearCurve } from './linearCurve.ts'

/** What a line's value adds to the figures of its unit, each a straight line in that value. */
export interface LinearRule {
  equity: Linear
  /** Available, or owed. */
  initial: Linear
  maintenance: Linear
}

/** What a position's notional requires. */
export type LinearRequirement = Pick<LinearRule, 'initial' | 'maintenance'>

type BalanceKind = 'collateral' | 'liability' | 'inFlight' | 'deduction'

type TermsById = Map<string, LineTerms | undefined>

/**
 * The rules of a margin system as straight lines, derived from the very curves that the engine evaluates. Whatever is not
 * linear in one middle price is undefined here, and is always decided exactly.
 */
export class LinearRules {
  readonly system: MarginSystem
  /** False where account-wide rules tie lines together: then nothing of the system is a straight line. */
  readonly isPlain: boolean
  /** By asset; of pledged and of weightless balances apart. */
  readonly #pledged = mapPerKind()
  readonly #weightless = mapPerKind()
  /** By market, for each direction of a position. */
  readonly #long: TermsById = new Map()
  readonly #short: TermsById = new Map()
  readonly #closed: TermsById = new Map()

  constructor(system: MarginSystem) {
    const { prepare, accountParts, trigger, stopsWhenCovered } = system
    const account = prepare ?? accountParts ?? trigger
    this.system = system
    this.isPlain = account === undefined && stopsWhenCovered !== true
  }

  /** Of a balance; what is in flight counts otherwise at the deadline, when its form is `then`. */
  balance(balance: Balance, then: BalanceForm | undefined): LineTerms | undefined {
    const { asset, quantity, form, isPledged } = balance
    const sign = quantity < 0n ? -1 : 1
    const kind = form?.type ?? (sign < 0 ? 'liability' : 'collateral')
    const sides = { sign, isWeightless: isPledged === false && kind !== 'liability' } as const
    if (kind === 'inFlight') {
      const now = this.#compileBalance(asset, kind, toKnown(form))
      const later = this.#compileBalance(asset, kind, toKnown(then ?? form))
      return now && later && balanceTerms(now, later, sides)
    }
    const known = (sides.isWeightless ? this.#weightless : this.#pledged)[kind]
    if (!known.has(asset)) {
      const rule = this.#compileBalance(asset, kind, {})
      known.set(asset, rule && balanceTerms(rule, rule, sides))
    }
    return known.get(asset)
  }

  /** Of a position of this size. */
  position(market: string, size: bigint): LineTerms | undefined {
    const direction = size === 0n ? 0 : size < 0n ? -1 : 1
    const known = direction === 0 ? this.#closed : direction < 0 ? this.#short : this.#long
    if (!known.has(market)) {
      const risk = this.isPlain ? this.system.markets.get(market) : undefined
      const requirement = risk && toRequirement(risk)
      known.set(market, requirement && positionTerms(requirement, direction))
    }
    return known.get(market)
  }

  #compileBalance(asset: string, kind: BalanceKind, known: KnownArguments): LinearRule | undefined {
    const risk = this.system.assets.get(asset)
    const rule = risk?.[kind]
    if (!this.isPlain || rule === undefined || risk?.fixedPrice !== undefined) return undefined
    return toRule(rule, known)
  }
}

function mapPerKind(): { [kind in Exclude<BalanceKind, 'inFlight'>]: TermsById } {
  return { collateral: new Map(), liability: new Map(), deduction: new Map() }
}

function toKnown(form: BalanceForm | undefined): KnownArguments {
  if (form?.type !== 'inFlight') return {}
  return { retained: form.retained, kept: form.kept, retainedOf: form.of }
}

const whole: Linear = { slope: 1, constant: 0, error: 0 }

function toRule(rule: BalanceRule, known: KnownArguments): LinearRule | undefined {
  const { amount, price } = rule
  const isAtMiddle = price.initial === 'mid' && price.maintenance === 'mid'
  const equity = rule.equity === undefined ? whole : linearCurve(rule.equity, known)
  const initial = linearCurve(rule.initial, known)
  const maintenance = linearCurve(rule.maintenance, known)
  if (amount !== undefined || !isAtMiddle) return undefined
  if (equity === undefined || initial === undefined || maintenance === undefined) return undefined
  return { equity, initial, maintenance }
}

function toRequirement(risk: InstrumentRisk): LinearRequirement | undefined {
  const { multiplier, price, initialProfit, maintenanceProfit, quote } = risk
  const special = multiplier ?? initialProfit ?? maintenanceProfit ?? quote
  const isAtMiddle = price.initial === 'mid' && price.maintenance === 'mid'
  const initial = linearCurve(risk.initial, {})
  const maintenance = linearCurve(risk.maintenance, {})
  if (special !== undefined || !isAtMiddle) return undefined
  return initial === undefined || maintenance === undefined ? undefined : { initial, maintenance }
}
