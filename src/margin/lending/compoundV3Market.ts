import type { CompoundV3AssetConfig, CompoundV3Pool } from '../../config/CompoundV3Pool.ts'
import type { Address } from '../../facts/primitives.ts'
import type { SeriesRow } from '../../facts/Series.ts'
import { compoundV3Subjects as subjects } from '../../protocols/lending/compoundV3/compoundV3Subjects.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import type { Price } from '../MarginInput.ts'
import type { Reason } from '../MarginStatus.ts'
import { toPricedMarket } from '../PricedMarket.ts'
import { COMET_INDEX, compoundV3Indexes } from './compoundV3Indexes.ts'
import { compoundV3System } from './compoundV3System.ts'
import type { LendingBalance, LendingMarket } from './LendingMarket.ts'
import type { PoolCut } from './PoolCut.ts'
import { firstOf, type PoolParameters } from './PoolParameters.ts'
import { poolPrice } from './poolPrice.ts'

/** Puts a Comet together from its parameters at a cut. */
export function toCompoundV3Market(cut: PoolCut<CompoundV3Pool>): LendingMarket {
  const { pool, parameters, warningBps, asOf } = cut
  const { base, collaterals } = pool
  const prices = [base, ...collaterals].map((each) => [each.asset, priceOf(each, cut)] as const)
  const indexes = compoundV3Indexes(parameters, asOf)
  const system = compoundV3System(pool, parameters, warningBps)
  const given = new Map(collaterals.map((each) => [each.token, toCollateral(each)]))
  return {
    chainId: pool.chainId,
    market: toPricedMarket({ prices: new Map(prices) }),
    reasons: [],
    balanceOf(contract, token, side) {
      if (contract !== pool.pool) return undefined
      if (token !== contract) return given.get(token)
      const index = side === 'liability' ? indexes?.debt : indexes?.supply
      return toBase(base, index)
    },
    accountOf: (rows) => ({
      system,
      isPledged: () => true,
      reasons: accountReasons(pool, parameters, rows),
    }),
  }
}

/** Decimals of every price of a Comet. */
const PRICE_PLACES = 8

/** The feed that the config names answers for an asset only while it is the one that the Comet asks. */
function priceOf(
  asset: CompoundV3AssetConfig,
  { venue, pool, parameters, asOf }: PoolCut<CompoundV3Pool>,
): Price {
  const isAsked = feedOf(asset, pool, parameters) === BigInt(asset.priceFeed)
  const read = isAsked ? parameters.get(subjects.price(asset.priceFeed)) : undefined
  const { pool: oracle } = pool
  return poolPrice({ venue, pool, oracle, decimals: PRICE_PLACES, read, asOf })
}

/** The feed that the Comet asks for an asset; 0 while it was never read. */
function feedOf(
  { token }: CompoundV3AssetConfig,
  { base }: CompoundV3Pool,
  parameters: PoolParameters,
): bigint {
  return firstOf(parameters, token === base.token ? subjects.baseFeed : subjects.asset(token))
}

/** Collateral bears no interest. */
function toCollateral({ asset: assetId, decimals }: CompoundV3AssetConfig): LendingBalance {
  return { assetId, decimals }
}

/** Principal is worth what the contract says: rounded down, on both sides. */
function toBase(
  { asset: assetId, decimals }: CompoundV3AssetConfig,
  index: bigint | undefined,
): LendingBalance {
  const toAmount = (principal: bigint) =>
    index === undefined ? undefined : mulDiv(principal, index, COMET_INDEX, 'floor')
  return { assetId, decimals, toAmount }
}

function accountReasons(
  pool: CompoundV3Pool,
  parameters: PoolParameters,
  rows: Iterable<SeriesRow>,
): readonly Reason[] {
  const set = new Map<string, bigint>()
  const held: Address[] = []
  for (const { key, values } of rows) {
    if (key.contract !== pool.pool) continue
    const [value = 0n] = values
    if (key.kind === 'parameter') set.set(key.subject, value)
    // CAST: subjects of holdings are token addresses.
    if (key.kind === 'holding' && value !== 0n) held.push(key.subject as Address)
  }
  const touched = set.get(subjects.touched) ?? 0n
  const isRead = (set.get(subjects.readAt) ?? 0n) >= touched
  return [
    ...(isRead ? [] : [toUnread(touched)]),
    ...held.flatMap((token) => collateralReasons(token, pool, parameters)),
  ]
}

function toUnread(block: bigint): Reason {
  const text = `What the account lent or owes since block ${block} has not been read yet.`
  return { code: 'RATE_MISSING', text }
}

function collateralReasons(
  token: Address,
  pool: CompoundV3Pool,
  parameters: PoolParameters,
): readonly Reason[] {
  if (token === pool.pool) return []
  const asset = pool.collaterals.find((each) => each.token === token)
  if (asset === undefined) {
    const text = `Collateral ${token} is given and the config does not name it, so that nothing values it.`
    return [{ code: 'PRICE_MISSING', text }]
  }
  const feed = feedOf(asset, pool, parameters)
  if (feed === BigInt(asset.priceFeed)) return []
  const text =
    feed === 0n
      ? `The Comet has not said yet how it takes ${asset.asset} (${token}) as collateral.`
      : `The Comet prices ${asset.asset} (${token}) by feed 0x${feed.toString(16).padStart(40, '0')}, the config by ${asset.priceFeed}.`
  return [{ code: 'PRICE_MISSING', text }]
}
