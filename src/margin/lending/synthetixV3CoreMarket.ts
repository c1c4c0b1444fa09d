import type { SynthetixV3CorePool } from '../../config/SynthetixV3CorePool.ts'
import type { UnitId } from '../../facts/primitives.ts'
import { toCorePosition } from '../../protocols/lending/synthetixV3Core/synthetixV3CoreSubjects.ts'
import { E18 } from '../../utils/fixedPoint.ts'
import type { Price } from '../MarginInput.ts'
import { toPricedMarket } from '../PricedMarket.ts'
import type { CrossChainSystem } from '../presets/crossChain.ts'
import { coreAssetOf } from './coreAssetOf.ts'
import type { AccountUnit, LendingBalance, LendingMarket } from './LendingMarket.ts'
import type { PoolCut } from './PoolCut.ts'
import { synthetixV3CoreLocks } from './synthetixV3CoreLocks.ts'
import { synthetixV3CoreReasons } from './synthetixV3CoreReasons.ts'
import {
  CORE_PLACES,
  corePositionSystem,
  coreRatiosOf,
  coreUndelegatedSystem,
} from './synthetixV3CoreSystem.ts'

/** Puts core together from its parameters at a cut. Each position is judged by itself, at the prices of the operator's feeds. */
export function toSynthetixV3CoreMarket(cut: PoolCut<SynthetixV3CorePool>): LendingMarket {
  const { pool, asOf, prices } = cut
  const { usd, collaterals, chainId, pool: contract } = pool
  const debt = toBalance(usd.asset)
  const booked = new Map([usd, ...collaterals].map((each) => [each.token, toBalance(each.asset)]))
  const systemOf = createSystems(cut)
  return {
    chainId,
    market: toPricedMarket({
      prices: new Map<string, Price>([
        ...collaterals.map(({ asset }) => pair(asset, prices.get(asset) ?? missing)),
        pair(usd.asset, dollar(asOf)),
      ]),
    }),
    reasons: [],
    balanceOf(book, token) {
      if (book !== contract) return undefined
      return token === contract ? debt : booked.get(token)
    },
    accountOf(rows, _, timeOf) {
      const own = [...rows].filter(({ key }) => key.contract === contract)
      const locks = synthetixV3CoreLocks(own, cut)
      const units = own.flatMap(({ key, values }): readonly [UnitId, AccountUnit][] => {
        const { kind, unit, account } = key
        const isBalance = kind === 'holding' || kind === 'liability'
        if (account === undefined || unit === undefined) return []
        if (!isBalance || (values[0] ?? 0n) === 0n) return []
        const system = systemOf(unit) ?? coreUndelegatedSystem(cut, locks.get(account))
        return [[unit, { positions: [], isLiquidating: false, system }]]
      })
      return {
        system: coreUndelegatedSystem(cut),
        isPledged: () => true,
        units: new Map(units),
        ...synthetixV3CoreReasons(own, cut, timeOf),
      }
    },
  }
}

const missing: Price = {
  state: 'missing',
  source: undefined,
  lastPriceE18: undefined,
  updatedAt: undefined,
}

function pair(id: string, price: Price): readonly [string, Price] {
  return [id, price]
}

/** Core takes its own dollars at par. */
function dollar(asOf: bigint): Price {
  const price = { priceE18: E18, lowE18: E18, highE18: E18, updatedAt: asOf, ageSeconds: 0n }
  return { state: 'fresh', ...price, source: 'par' }
}

function toBalance(assetId: string): LendingBalance {
  return { assetId, decimals: CORE_PLACES }
}

/** The rules of positions, one system for all of a vault; undefined of a unit that is none, or whose rules nobody knows. */
function createSystems(
  cut: PoolCut<SynthetixV3CorePool>,
): (unit: UnitId) => CrossChainSystem | undefined {
  const known = new Map<string, CrossChainSystem | undefined>()
  return (unit) => {
    const position = toCorePosition(unit)
    if (position === undefined) return undefined
    const vault = `${position.poolId}:${position.collateralType}`
    if (!known.has(vault)) {
      const asset = coreAssetOf(cut.pool, position.collateralType)
      const ratios = coreRatiosOf(cut, position)
      const isKnown = asset !== undefined && ratios !== undefined
      known.set(vault, isKnown ? corePositionSystem(cut, asset, ratios) : undefined)
    }
    return known.get(vault)
  }
}
