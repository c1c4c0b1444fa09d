import type { ChainId } from '../../facts/primitives.ts'
import { BPS, mulDivFloor } from '../../utils/fixedPoint.ts'
import type { BalanceLine, PriceBook, UnitBook } from '../MarginInput.ts'
import type { Concentration, ConcentrationShare } from './AccountAnswers.ts'

/** Where the value of an account's books is, greatest first. What has no live price is left out. */
export function concentration(books: readonly UnitBook[], { prices }: PriceBook): Concentration {
  const worths = books.flatMap(({ balances }) =>
    balances.flatMap((line) => {
      const valueE18 = worthOf(line, prices)
      return valueE18 === undefined || valueE18 === 0n ? [] : [{ line, valueE18 }]
    }),
  )
  const valueE18 = worths.reduce((total, worth) => total + worth.valueE18, 0n)
  const sharesBy = <key>(keyOf: (line: BalanceLine) => key | undefined) =>
    toShares(worths, keyOf, valueE18)
  return {
    valueE18,
    byAsset: sharesBy(({ assetId }) => assetId).map(([assetId, share]) => ({ assetId, ...share })),
    byChain: sharesBy<ChainId>(({ chainId }) => chainId).map(([chainId, share]) => ({
      chainId,
      ...share,
    })),
    byBridge: sharesBy((line) => (line.kind === 'inFlight' ? line.bridge : undefined)).map(
      ([bridge, share]) => ({ bridge, ...share }),
    ),
  }
}

function worthOf(line: BalanceLine, prices: PriceBook['prices']): bigint | undefined {
  const price = prices.get(line.assetId)
  const isOwned = line.kind === 'holding' || line.kind === 'inFlight'
  if (!isOwned || price === undefined || !('priceE18' in price)) return undefined
  return mulDivFloor(line.amount, price.priceE18, 10n ** BigInt(line.decimals))
}

function toShares<key>(
  worths: readonly { line: BalanceLine; valueE18: bigint }[],
  keyOf: (line: BalanceLine) => key | undefined,
  totalE18: bigint,
): readonly (readonly [key, ConcentrationShare])[] {
  const sums = new Map<key, bigint>()
  for (const { line, valueE18 } of worths) {
    const key = keyOf(line)
    if (key !== undefined) sums.set(key, (sums.get(key) ?? 0n) + valueE18)
  }
  return [...sums]
    .sort(([, a], [, b]) => (a === b ? 0 : a > b ? -1 : 1))
    .map(([key, valueE18]) => [key, { valueE18, shareBps: mulDivFloor(valueE18, BPS, totalE18) }])
}
