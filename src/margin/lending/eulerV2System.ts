import { type EulerV2Pool, eulerV2Vaults } from '../../config/EulerV2Pool.ts'
import type { Address } from '../../facts/primitives.ts'
import { eulerV2Subjects as subjects } from '../../protocols/lending/eulerV2/eulerV2Subjects.ts'
import { E18 } from '../../utils/fixedPoint.ts'
import { evaluateCurve } from '../engine/evaluateCurve.ts'
import type { Part } from '../engine/Margin.ts'
import { mulDiv, type Rounding } from '../engine/mulDiv.ts'
import type { VenueFigure } from '../MarginStatus.ts'
import type { CrossChainSystem } from '../presets/crossChain.ts'
import { eulerV2, eulerV2LiquidationLtv } from '../presets/eulerV2.ts'
import { unitPrice } from './eulerV2Prices.ts'
import type { PoolCut } from './PoolCut.ts'
import type { PoolParameters } from './PoolParameters.ts'

/** The rules of a vault that lends at the cut's time, in 1e18 USD, with what the contract compares beside them. */
export function eulerV2System(cut: PoolCut<EulerV2Pool>): CrossChainSystem {
  const { pool, parameters, warningBps, asOf } = cut
  const { vault } = pool
  const scale = 10n ** BigInt(vault.decimals)
  const limits = eulerV2Vaults(pool).map(
    ({ asset, address }) => [asset, eulerV2Ltv(address, parameters, asOf)] as const,
  )
  const places = [
    ...eulerV2Vaults(pool).map(({ asset, decimals }) => [asset, decimals] as const),
    [vault.underlying.asset, vault.decimals] as const,
  ]
  const scales = new Map(places.map(([id, decimals]) => [id, 10n ** BigInt(decimals)]))
  const rules = limits.map(
    ([id, { borrow, liquidation }]) =>
      [
        id,
        { scale: scales.get(id) ?? 1n, borrowLtv: borrow, liquidationLtv: liquidation },
      ] as const,
  )
  const weights = limits.map(
    ([id, { borrow, liquidation }]) =>
      [id, { initialBps: borrow, maintenanceBps: liquidation }] as const,
  )
  const debt = { asset: vault.underlying.asset, scale }
  const unit = unitPrice(cut)
  const unitE18 = 'priceE18' in unit ? unit.priceE18 : undefined
  return {
    ...eulerV2({ collaterals: Object.fromEntries(rules), debt }),
    warningBps,
    risk: { boundary: '<=', warningBps, collateral: new Map(weights), markets: new Map() },
    decimals: new Map(places),
    figuresOf: (parts) => toFigures(parts, vault.decimals, unitE18),
  }
}

/**
 * What shares of a vault count for, 1e4, at a time; a collateral that the vault that lends never set counts for nothing, as in
 * the contract.
 */
export function eulerV2Ltv(
  collateral: Address,
  parameters: PoolParameters,
  asOf: bigint,
): { borrow: bigint; liquidation: bigint } {
  const [borrow, target, initialLiquidationLtv, targetTimestamp, rampDuration] =
    parameters.get(subjects.ltv(collateral))?.values ?? []
  if (borrow === undefined || target === undefined) return { borrow: 0n, liquidation: 0n }
  const isRamping =
    initialLiquidationLtv !== undefined &&
    targetTimestamp !== undefined &&
    rampDuration !== undefined &&
    rampDuration > 0n
  const ramp = isRamping ? { initialLiquidationLtv, targetTimestamp, rampDuration } : undefined
  const curve = eulerV2LiquidationLtv({ liquidationLtv: target, ramp })
  return { borrow, liquidation: evaluateCurve(curve, { time: asOf }) }
}

/** Places of values in every unit of account that has them. */
const VALUE_PLACES = 18

/** What `accountLiquidity` answers for borrowing and for liquidation, in the names of Euler's own lens, and the debt. */
function toFigures(
  parts: readonly Part[],
  debtPlaces: number,
  unitE18: bigint | undefined,
): readonly VenueFigure[] {
  const inUnit = (value: bigint, rounding: Rounding) =>
    unitE18 === undefined ? undefined : mulDiv(value, E18, unitE18, rounding)
  const sum = (figure: (part: Part) => bigint) =>
    parts.reduce((total, part) => total + figure(part), 0n)
  const values = {
    collateralValueBorrowing: inUnit(
      sum(({ initial }) => initial.available),
      'floor',
    ),
    liabilityValueBorrowing: inUnit(
      sum(({ initial }) => initial.owed),
      'ceil',
    ),
    collateralValueLiquidation: inUnit(
      sum(({ maintenance }) => maintenance.available),
      'floor',
    ),
    liabilityValueLiquidation: inUnit(
      sum(({ maintenance }) => maintenance.owed),
      'ceil',
    ),
  }
  return [
    { name: 'debtOf', value: -sum(owedOf), decimals: debtPlaces },
    ...Object.entries(values).map(([name, value]) => ({ name, value, decimals: VALUE_PLACES })),
  ]
}

function owedOf({ kind, line }: Part): bigint {
  return kind === 'liability' && line !== undefined && 'quantity' in line ? line.quantity : 0n
}
