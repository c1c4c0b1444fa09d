import type { AaveV3Pool, AaveV3Version } from '../../config/AaveV3Pool.ts'
import { aaveV3Subjects as subjects } from '../../protocols/lending/aaveV3/aaveV3Subjects.ts'
import type { Part } from '../engine/Margin.ts'
import type { VenueFigure } from '../MarginStatus.ts'
import { type AaveV3Reserve, aaveV3, aaveV3ValueUnit } from '../presets/aaveV3.ts'
import { aaveV3AccountData } from '../presets/aaveV3AccountData.ts'
import type { CrossChainSystem } from '../presets/crossChain.ts'
import { aaveV3EModeOf } from './aaveV3EModeOf.ts'
import type { PoolParameters } from './PoolParameters.ts'

/** The rules of a pool for accounts in one efficiency mode, in 1e18 USD, with the contract's own figures beside them. */
export function aaveV3System(input: {
  pool: Pick<AaveV3Pool, 'reserves'>
  parameters: PoolParameters
  version: AaveV3Version
  category: number
  basePlaces: number
  warningBps: bigint
}): CrossChainSystem {
  const { pool, parameters, version, category, basePlaces, warningBps } = input
  const form = { lines: 'accrued', basePlaces } as const
  const reserves: Record<string, AaveV3Reserve> = {}
  for (const { asset, token, decimals } of pool.reserves) {
    const [ltvBps = 0n, liquidationThresholdBps = 0n] =
      parameters.get(subjects.collateral(token))?.values ?? []
    reserves[asset] = { decimals, ltvBps, liquidationThresholdBps }
  }
  const eMode = aaveV3EModeOf(category, pool, parameters, version)
  const system = aaveV3({ version, reserves, eMode, form })
  const valueUnit = aaveV3ValueUnit(form)
  return {
    ...system,
    warningBps,
    risk: { boundary: '<', warningBps, collateral: weightsOf(reserves), markets: new Map() },
    decimals: new Map(pool.reserves.map(({ asset, decimals }) => [asset, decimals])),
    figuresOf: (parts) => toFigures(parts, { version, valueUnit, basePlaces }),
  }
}

/** What lines say of an asset that is no collateral: its weights outside a category. */
function weightsOf(reserves: Readonly<Record<string, AaveV3Reserve>>) {
  return new Map(
    Object.entries(reserves).map(([id, { ltvBps, liquidationThresholdBps }]) => [
      id,
      { initialBps: ltvBps, maintenanceBps: liquidationThresholdBps },
    ]),
  )
}

/** `getUserAccountData` in its own names. */
function toFigures(
  parts: readonly Part[],
  unit: { version: AaveV3Version; valueUnit: bigint; basePlaces: number },
): readonly VenueFigure[] {
  const data = aaveV3AccountData({ parts }, unit.version, unit.valueUnit)
  const { basePlaces } = unit
  return [
    { name: 'totalCollateralBase', value: data.totalCollateralBase, decimals: basePlaces },
    { name: 'totalDebtBase', value: data.totalDebtBase, decimals: basePlaces },
    { name: 'availableBorrowsBase', value: data.availableBorrowsBase, decimals: basePlaces },
    {
      name: 'currentLiquidationThreshold',
      value: data.currentLiquidationThreshold,
      decimals: BPS_PLACES,
    },
    { name: 'ltv', value: data.ltv, decimals: BPS_PLACES },
    { name: 'healthFactor', value: data.healthFactor, decimals: WAD_PLACES },
  ]
}

const BPS_PLACES = 4

const WAD_PLACES = 18
