import type { AssetConfig, Project, VenueConfig } from '../../config/Project.ts'
import type { ChainId } from '../../facts/primitives.ts'
import type { Topology } from '../../ledger/createTopology.ts'
import type { CrossChainSystem } from '../../margin/presets/crossChain.ts'
import { sharesToAssets } from '../../margin/sharesToAssets.ts'
import type { Snapshot } from '../../store/Snapshot.ts'
import type { Cut } from './cut/Cut.ts'
import type { LiveChain } from './cut/LiveChain.ts'
import type { SourceStates } from './cut/SourceStates.ts'
import type { ReadDeliveryTimes } from './routes/createDeliveryTimes.ts'
import type { CutValues } from './values/createCutValues.ts'
import type { ReadParameters } from './values/createParameters.ts'

/** What every reading at one cut shares, so that one answer has one price per asset. */
export interface ReadContext extends Omit<CutValues, 'rates'> {
  project: Project
  topology: Topology
  snapshot: Snapshot
  chains: readonly LiveChain[]
  cut: Cut
  sources: SourceStates
  /** A venue's rules, compiled, with the parameters that hold at the cut. */
  systemOf(venue: VenueConfig): CrossChainSystem
  /** Which version of them that is, and what comes next. */
  parametersOf: ReadParameters
  /** What finalized deliveries of a route say about its time. */
  deliveryTimes: ReadDeliveryTimes
  /**
   * What a share amount is a claim on in the end, each level rounded down as its vault does; undefined while a rate on the way
   * was never read.
   */
  toUnderlying(asset: AssetConfig, chainId: ChainId, shares: bigint): bigint | undefined
}

export function createReadContext(parameters: {
  project: Project
  topology: Topology
  snapshot: Snapshot
  chains: readonly LiveChain[]
  cut: Cut
  sources: SourceStates
  systemOf: ReadContext['systemOf']
  parametersOf: ReadParameters
  deliveryTimes: ReadDeliveryTimes
  values: CutValues
}): ReadContext {
  const { values, ...own } = parameters
  const { rates, ...shared } = values
  return {
    ...own,
    ...shared,
    toUnderlying(asset, chainId, shares) {
      let [level, amount]: [AssetConfig, bigint] = [asset, shares]
      while (level.sharesOf !== undefined) {
        const token = level.tokens.get(chainId)
        const rate = token === undefined ? undefined : rates.get(`${chainId}:${token}`)
        if (rate === undefined) return undefined
        amount = sharesToAssets(amount, rate, level.decimals)
        level = parameters.topology.asset(level.sharesOf)
      }
      return amount
    },
  }
}
