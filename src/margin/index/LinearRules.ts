import type { BalanceRule, InstrumentRisk, MarginSystem } from '../engine/MarginSystem.ts'
import type { BalanceForm } from '../engine/MarginUnit.ts'
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

/**
 * The rules of a margin system as straight lines, derived from the very curves that the engine evaluates. Whatever is not
 * linear in one middle price is undefined here, and is always decided exactly.
 */
export class LinearRules {
  readonly system: MarginSystem
  /** False where account-wide rules tie lines together: then nothing of the system is a straight line. */
  readonly isPlain: boolean
  readonly #balances = new Map<string, LinearRule | undefined>()
  readonly #markets = new Map<string, LinearRequirement | undefined>()

  constructor(system: MarginSystem) {
    const { prepare, accountParts, trigger, stopsWhenCovered } = system
    const account = prepare ?? accountParts ?? trigger
    this.system = system
    this.isPlain = account === undefined && stopsWhenCovered !== true
  }

  /** Of a balance; `form` as it is at the moment. */
  balance(asset: string, kind: BalanceKind, form: BalanceForm | undefined): LinearRule | undefined {
    if (kind === 'inFlight') return this.#compileBalance(asset, kind, toKnown(form))
    const id = `${kind} ${asset}`
    if (!this.#balances.has(id)) this.#balances.set(id, this.#compileBalance(asset, kind, {}))
    return this.#balances.get(id)
  }

  market(id: string): LinearRequirement | undefined {
    if (!this.#markets.has(id)) {
      const risk = this.system.markets.get(id)
      const isKnown = this.isPlain && risk !== undefined
      this.#markets.set(id, isKnown ? toRequirement(risk) : undefined)
    }
    return this.#markets.get(id)
  }

  #compileBalance(asset: string, kind: BalanceKind, known: KnownArguments): LinearRule | undefined {
    const risk = this.system.assets.get(asset)
    const rule = risk?.[kind]
    if (!this.isPlain || rule === undefined || risk?.fixedPrice !== undefined) return undefined
    return toRule(rule, known)
  }
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
