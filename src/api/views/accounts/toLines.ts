import { bottomAsset } from '../../../config/bottomAsset.ts'
import type { AssetConfig } from '../../../config/Project.ts'
import type { Address, ChainId, Hex, UnitId } from '../../../facts/primitives.ts'
import type { SeriesRow } from '../../../facts/Series.ts'
import type { TransferAmount, TransferView } from '../../../ledger/TransferView.ts'
import { mulDivCeil, mulDivFloor } from '../../../utils/fixedPoint.ts'
import type { ReadContext } from '../ReadContext.ts'
import type { AssetTotal, CollateralLine } from '../Views.ts'
import { claimablesOf, toRequestParts, type VaultRequest } from './toRequestParts.ts'

/** Lines of holdings and liabilities; a row whose token the config no longer names stays, unpriced. */
export function toBookLines(rows: Iterable<SeriesRow>, context: ReadContext): CollateralLine[] {
  const all = [...rows]
  const claimables = claimablesOf(all)
  return all.flatMap((row) => {
    const { key, values } = row
    const amount = values[0] ?? 0n
    const kind = key.kind === 'total' ? 'holding' : key.kind
    if ((kind !== 'holding' && kind !== 'liability') || amount === 0n) return []
    const { chainId, contract, account, unit = 'cross', venue } = key
    const own = { venue, standingOf: (subject: string) => standingOf(all, key, subject) }
    const place = { kind, chainId, contract, account, unit, context, own }
    const parts = toRequestParts(row, claimables, context.topology)
    return parts === undefined
      ? [toLine({ ...place, amount, token: key.subject })]
      : parts.map((part) => toLine({ ...place, ...part }))
  })
}

/** What the account's own parameter at the book of a row says. */
function standingOf(
  rows: readonly SeriesRow[],
  { contract, account }: SeriesRow['key'],
  subject: string,
): readonly bigint[] | undefined {
  return rows.find(
    ({ key }) =>
      key.kind === 'parameter' &&
      key.subject === subject &&
      key.account === account &&
      key.contract === contract,
  )?.values
}

/** Lines of what transfers add or take. */
export function toTransferLines(
  transfer: TransferView,
  amounts: readonly TransferAmount[],
  context: ReadContext,
): CollateralLine[] {
  return amounts.map(({ kind, holder, chainId, asset, amount }) =>
    toLine({
      kind,
      chainId,
      contract: undefined,
      account: holder.account,
      unit: holder.unit,
      amount,
      context,
      token: asset,
      transferKey: transfer.key,
    }),
  )
}

function toLine(parameters: {
  kind: CollateralLine['kind']
  chainId: ChainId
  contract: Address | undefined
  account: Address | undefined
  unit: UnitId
  amount: bigint
  token: string
  transferKey?: Hex
  request?: VaultRequest
  context: ReadContext
  /** Of a row of a book: the venue whose book it is, and what the account's own parameters there say. */
  own?: { venue: string; standingOf(subject: string): readonly bigint[] | undefined }
}): CollateralLine {
  const { kind, chainId, contract, account, unit, amount, context, transferKey } = parameters
  const { request } = parameters
  // CAST: subjects of holdings and liabilities are token addresses.
  const token = parameters.token as Address
  const pooled = toPoolLine(parameters, token)
  if (pooled !== undefined) return pooled
  const asset = context.topology.assetOfToken(chainId, token) ?? unknownAsset(token)
  const isShare = asset.sharesOf !== undefined
  const underlying = isShare ? context.toUnderlying(asset, chainId, amount) : amount
  const { decimals } = bottomAsset(asset, context.topology.asset)
  return {
    kind,
    assetId: asset.id,
    symbol: asset.symbol,
    decimals,
    chainId,
    contract,
    account,
    unit,
    amount: underlying ?? 0n,
    shares: isShare ? amount : undefined,
    valueE18:
      underlying === undefined
        ? undefined
        : toUsd(context.prices, asset.id, kind, underlying, decimals),
    transferKey,
    ...(underlying === undefined && amount > 0n ? unrated : {}),
    ...(request === undefined ? {} : { request }),
  }
}

const unrated = { isUnrated: true } as const

/** A balance that a lending pool books in units of its own: its amount with interest, at the pool's own price. */
function toPoolLine(
  { kind, chainId, contract, account, unit, amount, context, own }: Parameters<typeof toLine>[0],
  token: Address,
): CollateralLine | undefined {
  // Venues may have a book in common, and each has its own prices.
  const lending = own && context.lending.get(own.venue)
  if (contract === undefined || lending?.chainId !== chainId) return undefined
  const side = kind === 'liability' ? 'liability' : 'asset'
  const booked = lending.balanceOf(contract, token, side)
  if (booked === undefined) return undefined
  const { assetId, decimals, standsAt } = booked
  const { symbol } = context.topology.asset(assetId)
  const standing = standsAt === undefined ? undefined : own?.standingOf(standsAt)
  const accrued = booked.toAmount === undefined ? amount : booked.toAmount(amount, standing)
  const { prices } = lending.market
  return {
    ...{ kind, assetId, symbol, decimals, chainId, contract, account, unit },
    amount: accrued ?? 0n,
    shares: booked.toAmount && standsAt === undefined ? amount : undefined,
    ...(accrued === undefined && amount > 0n ? unrated : {}),
    valueE18: accrued === undefined ? undefined : toUsd(prices, assetId, kind, accrued, decimals),
    transferKey: undefined,
  }
}

/** What adds is rounded down, what takes is rounded up. */
function toUsd(
  prices: ReadContext['prices'],
  assetId: string,
  kind: CollateralLine['kind'],
  amount: bigint,
  decimals: number,
): bigint | undefined {
  const price = prices.get(assetId)
  if (price === undefined || !('priceE18' in price)) return undefined
  const mulDiv = kind === 'holding' || kind === 'inFlight' ? mulDivFloor : mulDivCeil
  return mulDiv(amount, price.priceE18, 10n ** BigInt(decimals))
}

function unknownAsset(token: Address): AssetConfig {
  return {
    id: `unknown:${token}`,
    symbol: token,
    decimals: 0,
    group: `unknown:${token}`,
    tokens: new Map(),
    sharesOf: undefined,
    feeds: [],
    pegE18: 10n ** 18n,
  }
}

/** Net amounts by asset: holdings + inFlight − lagOffset − unbacked; liabilities apart. */
export function toTotals(lines: readonly CollateralLine[]): AssetTotal[] {
  const assetIds = [...new Set(lines.map(({ assetId }) => assetId))].sort()
  return assetIds.flatMap((assetId) => {
    const own = lines.filter((line) => line.assetId === assetId)
    const [first] = own
    if (first === undefined) return []
    const assets = own.filter(({ kind }) => kind !== 'liability')
    const chains = [...new Set(assets.map(({ chainId }) => chainId))].sort((a, b) => a - b)
    return [
      {
        assetId,
        symbol: first.symbol,
        decimals: first.decimals,
        amount: net(assets),
        liability: own.reduce(
          (sum, { kind, amount }) => (kind === 'liability' ? sum + amount : sum),
          0n,
        ),
        valueE18: netValue(assets),
        byChain: chains.map((chainId) => ({
          chainId,
          amount: net(assets.filter((line) => line.chainId === chainId)),
        })),
      },
    ]
  })
}

function signOf(kind: CollateralLine['kind']): bigint {
  return kind === 'holding' || kind === 'inFlight' ? 1n : -1n
}

function net(lines: readonly CollateralLine[]): bigint {
  return lines.reduce((sum, { kind, amount }) => sum + signOf(kind) * amount, 0n)
}

function netValue(lines: readonly CollateralLine[]): bigint | undefined {
  let sum = 0n
  for (const { kind, valueE18 } of lines) {
    if (valueE18 === undefined) return undefined
    sum += signOf(kind) * valueE18
  }
  return sum
}
