import {
  type EulerV2Pool,
  type EulerV2VaultConfig,
  eulerV2Vaults,
} from '../../config/EulerV2Pool.ts'
import { quotedPlaces } from '../../protocols/lending/eulerV2/eulerCalls.ts'
import { eulerV2Subjects as subjects } from '../../protocols/lending/eulerV2/eulerV2Subjects.ts'
import { absBigInt, BPS, E18, mulDivCeil, mulDivFloor } from '../../utils/fixedPoint.ts'
import { minOf } from '../../utils/minOf.ts'
import type { Price } from '../MarginInput.ts'
import { eulerV2Assets } from '../presets/eulerV2Interest.ts'
import { eulerV2Status } from './eulerV2Status.ts'
import { inDollars, missingPrice } from './inDollars.ts'
import type { PoolCut } from './PoolCut.ts'
import { poolPrice } from './poolPrice.ts'

/**
 * What shares of each vault and what is owed are priced at: the asset that a vault holds, as the oracle values it, in dollars.
 * Borrowing goes by bid and ask, liquidation by the middle.
 */
export function eulerV2Prices(cut: PoolCut<EulerV2Pool>): ReadonlyMap<string, Price> {
  const { vault } = cut.pool
  const unit = unitPrice(cut)
  const priced = eulerV2Vaults(cut.pool).map((each) => {
    const price = isQuotedAlike(each, cut) ? quotedPrice(each, cut) : missingPrice
    return [each, inDollars(price, unit)] as const
  })
  const owed = priced.find(([{ asset }]) => asset === vault.asset)?.[1] ?? missingPrice
  return new Map([
    [vault.underlying.asset, owed],
    ...priced.map(([{ asset }, price]) => [asset, price] as const),
  ])
}

/** What the oracle values in, in dollars: itself, or what the operator's feeds say. */
export function unitPrice({
  pool: { unitOfAccount },
  prices,
  asOf,
}: Pick<PoolCut<EulerV2Pool>, 'pool' | 'prices' | 'asOf'>): Price {
  return unitOfAccount.asset === undefined
    ? par(asOf)
    : (prices.get(unitOfAccount.asset) ?? missingPrice)
}

/** The rate of shares may be that of another block than the quote by so much; more is another way to price them. */
const QUOTE_TOLERANCE_BPS = 1n

/**
 * Whether the oracle values shares of a collateral as what the vault gives for them, which is what this venue does; the
 * vault that lends is no collateral, and nobody asks what its shares are.
 */
export function isQuotedAlike(
  { address, underlying }: EulerV2VaultConfig,
  cut: PoolCut<EulerV2Pool>,
): boolean {
  const { pool, parameters } = cut
  if (address === pool.pool) return true
  const one = 10n ** BigInt(quotedPlaces)
  const isUnit = underlying.token === pool.unitOfAccount.token
  const quote = isUnit ? one : parameters.get(subjects.quote(underlying.token))?.values[0]
  // A price that is missing is missing by itself, a rate as well.
  if (quote === undefined) return true
  const read = parameters.get(subjects.quote(address))
  const said = read?.values[0]
  if (read === undefined || said === undefined) return false
  const status = eulerV2Status(address, { parameters, asOf: read.timestamp })
  if (status === undefined) return true
  const worth = mulDivFloor(eulerV2Assets(one, status), quote, one)
  return absBigInt(said - worth) * BPS <= worth * QUOTE_TOLERANCE_BPS
}

function par(asOf: bigint): Price {
  const price = { priceE18: E18, lowE18: E18, highE18: E18, updatedAt: asOf, ageSeconds: 0n }
  return { state: 'fresh', ...price, source: 'par' }
}

/** In the unit of account. Both questions are asked together: as old as the older answer, and none without both. */
function quotedPrice(
  { underlying: { token }, decimals }: EulerV2VaultConfig,
  { venue, pool, parameters, asOf }: PoolCut<EulerV2Pool>,
): Price {
  const { oracle, unitOfAccount } = pool
  if (token === unitOfAccount.token) return par(asOf)
  const quote = parameters.get(subjects.quote(token))
  const quotes = parameters.get(subjects.quotes(token))
  if (quote === undefined || quotes === undefined) return missingPrice
  const places = quotedPlaces + unitOfAccount.decimals - decimals
  const timestamp = minOf(quote.timestamp, quotes.timestamp)
  const read = { values: quote.values, timestamp }
  const price = poolPrice({ venue, pool, oracle, decimals: places, read, asOf })
  if (!('priceE18' in price)) return price
  const [mid = 0n] = quote.values
  const [bid = 0n, ask = 0n] = quotes.values
  // A side of 0 makes collateral worthless or debt free: no such answer is believed.
  if (bid === 0n || ask === 0n) return missingPrice
  if (bid === mid && ask === mid) return price
  const one = 10n ** BigInt(places)
  const sides = { bidE18: mulDivFloor(bid, E18, one), askE18: mulDivCeil(ask, E18, one) }
  return { ...price, sides }
}
