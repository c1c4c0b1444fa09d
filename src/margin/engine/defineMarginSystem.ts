import { checkSystem } from './checkSystem.ts'
import { type BalanceEvaluator, compileAsset } from './compileAsset.ts'
import { compileInstrument, type PositionEvaluator } from './compileInstrument.ts'
import type { MarginSystem } from './MarginSystem.ts'

/** A system that is checked and whose curves are compiled: define it once per set of parameters, evaluate it often. */
export interface DefinedMarginSystem extends MarginSystem {
  evaluators: {
    assets: ReadonlyMap<string, BalanceEvaluator>
    markets: ReadonlyMap<string, PositionEvaluator>
  }
}

/**
 * Checks and compiles a margin system. Throws `MarginInputError` for a weight above 1, a maintenance requirement above
 * the initial one, or a curve that cannot be evaluated everywhere.
 */
export function defineMarginSystem(system: MarginSystem): DefinedMarginSystem {
  checkSystem(system)
  return {
    ...system,
    evaluators: {
      assets: new Map([...system.assets].map(([id, risk]) => [id, compileAsset(id, risk)])),
      markets: new Map([...system.markets].map(([id, risk]) => [id, compileInstrument(id, risk)])),
    },
  }
}
