import type { AssetConfig, VenueConfig } from '../../../config/Project.ts'
import type { ChainId } from '../../../facts/primitives.ts'
import type { IndexCut } from '../../../margin/index/AccountIndex.ts'
import type { ReadContext } from '../ReadContext.ts'

/** What the tick index is told of a cut. */
export function indexCutOf(context: ReadContext, venue: VenueConfig): IndexCut {
  const { project, prices, market, cut } = context
  const shares = project.assets.filter(({ sharesOf }) => sharesOf !== undefined)
  return {
    prices,
    market,
    shareRates: new Map(shares.map((asset) => [asset.id, ratesOf(asset, context)])),
    system: context.systemOf(venue),
    staleChains: new Set(cut.chains.flatMap(({ chainId, isStale }) => (isStale ? [chainId] : []))),
    asOf: cut.asOf,
  }
}

/** So many shares that what they convert to is the rate to the last digit. */
const SHARES = 10n ** 36n

function ratesOf(asset: AssetConfig, { toUnderlying }: ReadContext): ReadonlyMap<ChainId, number> {
  return new Map(
    [...asset.tokens.keys()].flatMap((chainId) => {
      const underlying = toUnderlying(asset, chainId, SHARES)
      return underlying === undefined ? [] : [[chainId, Number(underlying) / Number(SHARES)]]
    }),
  )
}
