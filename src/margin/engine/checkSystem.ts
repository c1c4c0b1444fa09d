import type { Curve } from './Curve.ts'
import { MarginInputError } from './MarginInputError.ts'
import type { AssetRisk, InstrumentRisk, MarginSystem } from './MarginSystem.ts'

/** Refuses parameters that no venue can mean; curves that depend on more than the value are the venue's own business. */
export function checkSystem(system: MarginSystem): void {
  for (const [id, risk] of system.assets) checkAsset(id, risk)
  for (const [id, risk] of system.markets) checkMarket(id, risk)
}

function checkAsset(id: string, risk: AssetRisk): void {
  checkScale(id, risk.scale)
  const { collateral } = risk
  if (collateral === undefined) return
  const initial = fixedFraction(collateral.initial)
  const maintenance = fixedFraction(collateral.maintenance)
  for (const fraction of [initial, maintenance]) {
    if (fraction === undefined || collateral.equity !== undefined) continue
    if (fraction.numerator < 0n || fraction.numerator > fraction.denominator) {
      throw new MarginInputError(`The collateral weight of ${id} is not between 0 and 1.`)
    }
  }
  if (initial !== undefined && maintenance !== undefined && isAbove(initial, maintenance)) {
    throw new MarginInputError(`The initial weight of ${id} is above its maintenance weight.`)
  }
}

function checkMarket(id: string, risk: InstrumentRisk): void {
  checkScale(id, risk.scale)
  const [initial, maintenance] = [fixedFraction(risk.initial), fixedFraction(risk.maintenance)]
  // A system that requires nothing of a line requires it of the account.
  if (initial?.numerator === 0n) return
  if (initial !== undefined && maintenance !== undefined && isAbove(maintenance, initial)) {
    throw new MarginInputError(`The maintenance requirement of ${id} is above its initial one.`)
  }
}

function checkScale(id: string, scale: bigint): void {
  if (scale <= 0n) throw new MarginInputError(`The scale of ${id} must be above 0.`)
}

interface FixedFraction {
  numerator: bigint
  denominator: bigint
}

/** The fraction of a curve that is a fixed share of the value. */
function fixedFraction(curve: Curve): FixedFraction | undefined {
  if (curve.type === 'argument' && curve.name === 'value') return { numerator: 1n, denominator: 1n }
  if (curve.type === 'constant' && curve.value === 0n) return { numerator: 0n, denominator: 1n }
  if (curve.type !== 'product' || curve.by.type !== 'constant') return undefined
  if (curve.of.type !== 'argument' || curve.of.name !== 'value') return undefined
  return { numerator: curve.by.value, denominator: curve.one }
}

function isAbove(a: FixedFraction, b: FixedFraction): boolean {
  return a.numerator * b.denominator > b.numerator * a.denominator
}
