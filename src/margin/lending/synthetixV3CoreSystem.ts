import type { SynthetixV3CorePool } from '../../config/SynthetixV3CorePool.ts'
import {
  type CorePosition,
  synthetixV3CoreSubjects as subjects,
} from '../../protocols/lending/synthetixV3Core/synthetixV3CoreSubjects.ts'
import { BPS, E18 } from '../../utils/fixedPoint.ts'
import { maxOf } from '../../utils/maxOf.ts'
import type { DefinedMarginSystem } from '../engine/defineMarginSystem.ts'
import type { Part } from '../engine/Margin.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import type { VenueFigure } from '../MarginStatus.ts'
import type { CrossChainSystem } from '../presets/crossChain.ts'
import {
  type SynthetixV3CoreRatios,
  synthetixV3Core,
  synthetixV3CoreUndelegated,
} from '../presets/synthetixV3Core.ts'
import type { PoolCut } from './PoolCut.ts'
import { firstOf } from './PoolParameters.ts'
import type { CoreLock } from './synthetixV3CoreLocks.ts'

/** Decimals of amounts, prices, dollars and ratios in the books of core. */
export const CORE_PLACES = 18

type CoreCut = Pick<PoolCut<SynthetixV3CorePool>, 'pool' | 'parameters' | 'warningBps'>
type Vault = Omit<CorePosition, 'accountId'>

/**
 * The ratios that a position is held to: core's own, and the pool's where it asks for more. Undefined while core has said
 * none, or ratios below 1, which it refuses itself.
 */
export function coreRatiosOf(
  { parameters }: Pick<CoreCut, 'parameters'>,
  vault: Vault,
): SynthetixV3CoreRatios | undefined {
  const [, issuance, liquidationRatio] =
    parameters.get(subjects.collateral(vault.collateralType))?.values ?? []
  if (issuance === undefined || liquidationRatio === undefined) return undefined
  const issuanceRatio = maxOf(issuance, firstOf(parameters, subjects.poolRatio(vault)))
  if (liquidationRatio < E18 || issuanceRatio < liquidationRatio) return undefined
  return { issuanceRatio, liquidationRatio }
}

/** The rules of one position in 1e18 USD, with core's own figures of it beside them. */
export function corePositionSystem(
  cut: CoreCut,
  asset: string,
  ratios: SynthetixV3CoreRatios,
): CrossChainSystem {
  const { usd } = cut.pool
  const toBps = (ratio: bigint) => mulDiv(E18, BPS, ratio, 'floor')
  const { issuanceRatio, liquidationRatio } = ratios
  const given = { initialBps: toBps(issuanceRatio), maintenanceBps: toBps(liquidationRatio) }
  const weights = new Map([
    [usd.asset, { initialBps: BPS, maintenanceBps: BPS }],
    [asset, given],
  ])
  return {
    ...withRisk(cut, synthetixV3Core({ collateral: asset, usd: usd.asset, ratios }), weights),
    figuresOf: (parts) => toFigures(parts, { asset, usd: usd.asset }, ratios),
  }
}

/** The rules of what is not delegated, and of what nobody knows the rules of. */
export function coreUndelegatedSystem(
  cut: CoreCut,
  locks: ReadonlyMap<string, CoreLock> = new Map(),
): CrossChainSystem {
  const { usd, collaterals } = cut.pool
  const assets = [usd, ...collaterals].map(({ asset }) => asset)
  const none = { initialBps: 0n, maintenanceBps: 0n }
  const weights = new Map(assets.map((asset) => [asset, none]))
  const kept = new Map([...locks].map(([asset, lock]) => [asset, lock.kept]))
  const figures = [...locks].map(([asset, { totalLocked: value }]) => {
    return { name: `totalLocked(${asset})`, value, decimals: CORE_PLACES }
  })
  return {
    ...withRisk(cut, synthetixV3CoreUndelegated(assets, kept), weights),
    figuresOf: () => figures,
  }
}

function withRisk(
  { pool: { usd, collaterals }, warningBps }: CoreCut,
  system: DefinedMarginSystem,
  collateral: CrossChainSystem['risk']['collateral'],
): CrossChainSystem {
  return {
    ...system,
    warningBps,
    risk: { boundary: '<', warningBps, collateral, markets: new Map() },
    decimals: new Map([usd, ...collaterals].map(({ asset }) => [asset, CORE_PLACES])),
  }
}

/** What `getPosition` answers, in its own names; without debt its ratio has no bound. */
function toFigures(
  parts: readonly Part[],
  { asset, usd }: { asset: string; usd: string },
  { issuanceRatio, liquidationRatio }: SynthetixV3CoreRatios,
): readonly VenueFigure[] {
  const sum = (kind: Part['kind'], subject: string, figure: (part: Part) => bigint) =>
    parts.reduce(
      (total, part) =>
        part.kind === kind && part.subject === subject ? total + figure(part) : total,
      0n,
    )
  const collateralAmount = sum('collateral', asset, quantityOf)
  const collateralValue = sum('collateral', asset, ({ value }) => value)
  const credit = asset === usd ? 0n : sum('collateral', usd, quantityOf)
  const debt = -sum('liability', usd, quantityOf) - credit
  const figures = {
    ...{ collateralAmount, collateralValue, debt },
    collateralizationRatio: debt > 0n ? mulDiv(collateralValue, E18, debt, 'floor') : undefined,
    ...{ issuanceRatio, liquidationRatio },
  }
  return Object.entries(figures).map(([name, value]) => ({ name, value, decimals: CORE_PLACES }))
}

function quantityOf({ line }: Part): bigint {
  return line !== undefined && 'quantity' in line ? line.quantity : 0n
}
