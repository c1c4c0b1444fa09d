import type { Project } from '../../../config/Project.ts'
import type { ChainId } from '../../../facts/primitives.ts'
import { type Controls, readControls } from '../../../ledger/controls.ts'
import type { ChainCut } from '../../../ledger/TransferContext.ts'
import type { LendingMarket } from '../../../margin/lending/LendingMarket.ts'
import { type PricedMarket, toPricedMarket } from '../../../margin/PricedMarket.ts'
import { bridgeSourceId } from '../../../protocols/bridgeSourceId.ts'
import type { CutHeights, Snapshot } from '../../../store/Snapshot.ts'
import type { Cut } from '../cut/Cut.ts'
import { heightsOf } from '../cut/resolveCut.ts'
import { readLendingMarkets } from './readLendingMarkets.ts'
import { type CutPrices, readPrices } from './readPrices.ts'

/** What depends on the cut alone and is the same for every account. */
export interface CutValues extends CutPrices {
  heights: CutHeights
  /** Per chain, for judging transfers. */
  chainCuts: ReadonlyMap<ChainId, ChainCut>
  /** The prices as the margin engine takes them. */
  market: PricedMarket
  /** Rates of share tokens, by `chainId:token`. */
  rates: ReadonlyMap<string, bigint>
  /** Lending pools by venue. */
  lending: ReadonlyMap<string, LendingMarket>
  /** What stops or limits each bridge. */
  controls: ReadonlyMap<string, Controls>
}

/** Readers ask for the newest cut nearly always, for its safe and finalized kin, or for one past moment again and again. */
const cutsMax = 8

/** Reads what a cut's answers share, and remembers it for the newest cuts asked for. */
export function createCutValues(project: Project): (snapshot: Snapshot, cut: Cut) => CutValues {
  const known = new Map<string, CutValues>()
  return (snapshot, cut) => {
    // The sequence rises with every recorded row, so a value is never older than the snapshot that asks for it.
    const inclusions = cut.chains.map(({ inclusion }) => inclusion).join()
    const id = `${snapshot.sequence}|${inclusions}|${cut.checkpoint}`
    const held = known.get(id)
    if (held !== undefined) return held
    const values = readValues(project, snapshot, cut)
    const [oldest] = known.keys()
    if (known.size >= cutsMax && oldest !== undefined) known.delete(oldest)
    known.set(id, values)
    return values
  }
}

function readValues(project: Project, snapshot: Snapshot, cut: Cut): CutValues {
  const heights = heightsOf(cut)
  const said = readPrices(project, snapshot, { heights, asOf: cut.asOf })
  return {
    heights,
    chainCuts: toChainCuts(project, snapshot, cut, heights),
    ...said,
    market: toPricedMarket(said),
    rates: readRates(project, snapshot, heights),
    lending: readLendingMarkets(project, snapshot, heights, { ...said, asOf: cut.asOf }),
    controls: new Map(
      project.bridges.map(({ id: bridge }) => [
        bridge,
        readControls(snapshot.series({ of: 'controls', bridge }, heights)),
      ]),
    ),
  }
}

function toChainCuts(
  project: Project,
  snapshot: Snapshot,
  cut: Cut,
  heights: CutHeights,
): ReadonlyMap<ChainId, ChainCut> {
  const starts = new Map(
    snapshot.coverage.map((row) => [`${row.chainId}|${row.sourceId}`, row.fromTimestamp]),
  )
  return new Map(
    cut.chains.flatMap(({ chainId, number, timestamp }) => {
      if (!heights.has(chainId)) return []
      const coveredFrom = new Map(
        project.bridges.flatMap((bridge): [string, bigint][] => {
          const sourceId = bridgeSourceId(bridge, chainId)
          const from = starts.get(`${chainId}|${sourceId ?? ''}`)
          return from === undefined ? [] : [[bridge.id, from]]
        }),
      )
      return [[chainId, { number, txIndex: undefined, timestamp, coveredFrom }] as const]
    }),
  )
}

function readRates(
  project: Project,
  snapshot: Snapshot,
  heights: CutHeights,
): ReadonlyMap<string, bigint> {
  const contracts = project.assets
    .filter(({ sharesOf }) => sharesOf !== undefined)
    .flatMap(({ tokens }) => [...tokens].map(([chainId, contract]) => ({ chainId, contract })))
  if (contracts.length === 0) return new Map()
  const rows = snapshot.series({ of: 'contracts', kind: 'index', contracts }, heights)
  return new Map(
    rows.flatMap(({ key, values }) =>
      values[0] === undefined ? [] : [[`${key.chainId}:${key.contract}`, values[0]] as const],
    ),
  )
}
