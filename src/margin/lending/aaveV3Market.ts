import {
  type AaveV3Pool,
  type AaveV3ReserveConfig,
  hasDirectedRounding,
  versionAt,
} from '../../config/AaveV3Pool.ts'
import type { Address } from '../../facts/primitives.ts'
import { aaveV3Subjects as subjects } from '../../protocols/lending/aaveV3/aaveV3Subjects.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import type { Price } from '../MarginInput.ts'
import type { Reason } from '../MarginStatus.ts'
import { toPricedMarket } from '../PricedMarket.ts'
import { RAY } from '../presets/aaveV3Interest.ts'
import type { CrossChainSystem } from '../presets/crossChain.ts'
import { aaveV3Choices } from './aaveV3Choices.ts'
import { aaveV3System } from './aaveV3System.ts'
import { type AccruedIndexes, accrueIndexes } from './accrueIndexes.ts'
import type { LendingBalance, LendingMarket } from './LendingMarket.ts'
import type { PoolCut } from './PoolCut.ts'
import type { PoolParameters } from './PoolParameters.ts'
import { poolPrice } from './poolPrice.ts'

/** A pool at a cut: what its reserves are worth and by which rules its accounts are judged. */
export interface AaveV3Market extends LendingMarket {
  /** By aToken and by debt token. */
  tokens: ReadonlyMap<Address, ScaledToken>
  /** The rules for accounts in an efficiency mode; 0 is none. */
  systemOf(category: number): CrossChainSystem
}

/** A token of the pool whose balances are booked scaled; its amount is its `balanceOf`. */
interface ScaledToken extends Required<Omit<LendingBalance, 'standsAt'>> {
  side: 'asset' | 'liability'
}

/** Puts a pool together from its parameters at a cut. */
export function toAaveV3Market(input: Omit<PoolCut<AaveV3Pool>, 'prices'>): AaveV3Market {
  const { venue, pool, height, parameters, asOf, warningBps } = input
  const version = versionAt(pool, height)
  const basePlaces = basePlacesOf(parameters)
  const prices = new Map(
    pool.reserves.map(({ asset, token }) => [
      asset,
      priceOf({ venue, pool, token, parameters, basePlaces, asOf }),
    ]),
  )
  const tokens = scaledTokens(pool, parameters, { asOf, version })
  const places = basePlaces ?? BASE_PLACES
  const systems = new Map<number, CrossChainSystem>()
  function systemOf(category: number): CrossChainSystem {
    const known = systems.get(category)
    if (known !== undefined) return known
    const rules = { pool, parameters, version, category, basePlaces: places, warningBps }
    const system = aaveV3System(rules)
    systems.set(category, system)
    return system
  }
  const tokenOf = new Map(pool.reserves.map(({ asset, token }) => [asset, token]))
  return {
    chainId: pool.chainId,
    market: toPricedMarket({ prices }),
    reasons: pool.reserves.filter(({ token }) => isUnopened(token, parameters)).map(toUnopened),
    tokens,
    systemOf,
    balanceOf: (contract, token) => (contract === token ? tokens.get(token) : undefined),
    accountOf(rows) {
      const { category, isUsedAsCollateral, reasons } = aaveV3Choices(pool, rows)
      const isPledged = (assetId: string): boolean => {
        const token = tokenOf.get(assetId)
        return token !== undefined && isUsedAsCollateral(token)
      }
      return { system: systemOf(category), isPledged, reasons }
    },
  }
}

/** A reserve that is touched and was never listed was booked before the pool was followed: nobody knows what. */
function isUnopened(token: Address, parameters: PoolParameters): boolean {
  return parameters.has(subjects.index(token)) && !parameters.has(subjects.listed(token))
}

function toUnopened({ asset, token }: AaveV3ReserveConfig): Reason {
  const text = `Reserve ${asset} (${token}) was listed before the pool's startBlock, so that what accounts had of it is unknown.`
  return { code: 'NO_OPENING_BALANCE', text }
}

/** Of pools that are priced in US dollars, and of those whose oracle was made before they were followed. */
const BASE_PLACES = 8

/** Places beyond which a share in basis points of the smallest unit is no whole number of 1e-18. */
const BASE_PLACES_MAX = 14

/** Places of the base currency; undefined where it is not the US dollar or has no whole number of them. */
function basePlacesOf(parameters: PoolParameters): number | undefined {
  const set = parameters.get(subjects.baseCurrency)?.values
  if (set === undefined) return BASE_PLACES
  const [unit = 0n, currency = 0n] = set
  const places = unit.toString().length - 1
  const isPower = unit === 10n ** BigInt(places)
  return currency === 0n && isPower && places <= BASE_PLACES_MAX ? places : undefined
}

function priceOf(input: {
  venue: string
  pool: AaveV3Pool
  token: Address
  parameters: PoolParameters
  basePlaces: number | undefined
  asOf: bigint
}): Price {
  const { venue, pool, token, parameters, basePlaces, asOf } = input
  const read = basePlaces === undefined ? undefined : parameters.get(subjects.price(token))
  const decimals = basePlaces ?? BASE_PLACES
  return poolPrice({ venue, pool, oracle: pool.oracle, decimals, read, asOf })
}

function scaledTokens(
  pool: AaveV3Pool,
  parameters: PoolParameters,
  { asOf, version }: { asOf: bigint; version: ReturnType<typeof versionAt> },
): ReadonlyMap<Address, ScaledToken> {
  const isDirected = hasDirectedRounding(version)
  const rounding = {
    asset: isDirected ? 'floor' : 'halfUp',
    liability: isDirected ? 'ceil' : 'halfUp',
  } as const
  return new Map(
    pool.reserves.flatMap((reserve): [Address, ScaledToken][] => {
      const indexes = indexesOf(reserve.token, parameters, asOf, version)
      const { asset: assetId, decimals } = reserve
      const token = (side: ScaledToken['side'], index: bigint | undefined): ScaledToken => ({
        assetId,
        decimals,
        side,
        toAmount: (scaled) =>
          index === undefined ? undefined : mulDiv(scaled, index, RAY, rounding[side]),
      })
      return [
        [reserve.aToken, token('asset', indexes?.supply)],
        [reserve.variableDebtToken, token('liability', indexes?.debt)],
      ]
    }),
  )
}

function indexesOf(
  reserve: Address,
  parameters: PoolParameters,
  asOf: bigint,
  version: ReturnType<typeof versionAt>,
): AccruedIndexes | undefined {
  const set = parameters.get(subjects.index(reserve))
  const [liquidityIndex, variableBorrowIndex, liquidityRate = 0n, variableBorrowRate = 0n] =
    set?.values ?? []
  if (set === undefined || liquidityIndex === undefined || variableBorrowIndex === undefined)
    return undefined
  const rates = { liquidityRate, variableBorrowRate, timestamp: set.timestamp }
  return accrueIndexes({ liquidityIndex, variableBorrowIndex, ...rates }, asOf, version)
}
