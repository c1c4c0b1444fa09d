import type { Depeg } from '../../../alerts/depegConditions.ts'
import type { AssetConfig } from '../../../config/Project.ts'
import { DEPEG_BPS_DEFAULT, depegBps, isDepegged } from '../../../margin/judgePeg.ts'
import type { ReadContext } from '../ReadContext.ts'
import { type CutPrices, type Moment, readPrices } from '../values/readPrices.ts'

/** Earlier moments that are looked at while a price lies between broken and restored; before them it is taken for restored. */
const stepsMax = 32

type PegContext = CutPrices & Pick<ReadContext, 'project' | 'snapshot' | 'heights' | 'cut'>

/**
 * Assets that have a price of their own and have left the first asset of their group, for which they stand. What shares the
 * first one's feeds cannot leave it.
 */
export function readDepegs(context: PegContext): readonly Depeg[] {
  const firsts = new Map<string, AssetConfig>()
  return context.project.assets.flatMap((asset) => {
    const original = firsts.get(asset.group)
    if (original === undefined) firsts.set(asset.group, asset)
    if (original === undefined || !hasOwnFeed(asset, original)) return []
    const { depegBps: limitBps = DEPEG_BPS_DEFAULT } = asset
    const now = sightOf(asset, original, context)
    if (now === undefined || !isDepegged(historyOf(context, asset, original), limitBps)) return []
    const sources = [asset, original].map(({ id }) => {
      const price = context.prices.get(id)
      return { source: price?.source ?? '', updatedAt: price?.updatedAt ?? 0n }
    })
    return [{ assetId: asset.id, originalId: original.id, bps: now, sources }]
  })
}

function hasOwnFeed(asset: AssetConfig, original: AssetConfig): boolean {
  return asset.feeds.some((feed) => !original.feeds.includes(feed))
}

function sightOf(
  asset: AssetConfig,
  original: AssetConfig,
  { prices }: Pick<CutPrices, 'prices'>,
): bigint | undefined {
  return depegBps({
    price: prices.get(asset.id),
    originalPrice: prices.get(original.id),
    pegE18: asset.pegE18,
    originalPegE18: original.pegE18,
  })
}

/** How far the asset was off at the cut, then at the moment before each newer answer of the two. */
function* historyOf(
  context: PegContext,
  asset: AssetConfig,
  original: AssetConfig,
): Generator<bigint> {
  const { project, snapshot, heights, cut } = context
  const pair = { ...project, assets: [asset, original] }
  let moment: Moment = { heights, asOf: cut.asOf }
  let said: CutPrices = context
  for (let step = 0; step < stepsMax; step += 1) {
    const bps = sightOf(asset, original, said)
    if (bps === undefined) return
    yield bps
    const changedAt = lastChange(said, [asset.id, original.id])
    if (changedAt === undefined) return
    const asOf = changedAt < moment.asOf ? changedAt - 1n : moment.asOf - 1n
    moment = { asOf, heights: heightsAt(snapshot, moment.heights, asOf) }
    said = readPrices(pair, snapshot, moment)
  }
}

/** When the newer of the two prices was answered. */
function lastChange({ prices }: Pick<CutPrices, 'prices'>, ids: readonly string[]) {
  return ids
    .flatMap((id) => prices.get(id)?.updatedAt ?? [])
    .reduce<bigint | undefined>(
      (last, at) => (last === undefined || at > last ? at : last),
      undefined,
    )
}

function heightsAt(
  snapshot: PegContext['snapshot'],
  heights: Moment['heights'],
  asOf: bigint,
): Moment['heights'] {
  return new Map(
    [...heights].flatMap(([chainId, height]) => {
      const number = snapshot.blockAtTime(chainId, asOf)?.number
      if (number === undefined) return []
      return [[chainId, number < height ? number : height] as const]
    }),
  )
}
