import { readAccount } from '../../../src/api/views/accounts/readAccount.ts'
import { resolveCut } from '../../../src/api/views/cut/resolveCut.ts'
import { createReadContext, type ReadContext } from '../../../src/api/views/ReadContext.ts'
import { createCutValues } from '../../../src/api/views/values/createCutValues.ts'
import { createVenueSystems } from '../../../src/api/views/values/createVenueSystems.ts'
import type { LendingPool } from '../../../src/config/LendingPool.ts'
import type { AssetConfig, Project } from '../../../src/config/Project.ts'
import type { Fact } from '../../../src/facts/Fact.ts'
import type { Address } from '../../../src/facts/primitives.ts'
import type { SeriesRow } from '../../../src/facts/Series.ts'
import { createTopology } from '../../../src/ledger/createTopology.ts'
import { foldFacts } from '../../../src/ledger/fold/foldFacts.ts'
import { configuredVersion } from '../../../src/margin/requirements/configuredVersion.ts'
import { project as bare } from '../../ledger/support/world.ts'
import { blockOf, createFakeSnapshot, liveChain } from './fakeSnapshot.ts'

const risk = {
  boundary: '<',
  warningBps: 10_000n,
  collateral: new Map(),
  markets: new Map(),
} as const

/** A project of one lending pool on chain 1, with these assets by id. */
export function lendingProject(
  venue: string,
  lending: LendingPool,
  assets: Readonly<Record<string, { token: Address; decimals: number }>>,
): Project {
  const toAsset = (id: string, token: Address, decimals: number): AssetConfig => ({
    id,
    symbol: id.toUpperCase(),
    decimals,
    group: id,
    tokens: new Map([[1, token]]),
    sharesOf: undefined,
    feeds: [],
    pegE18: 10n ** 18n,
  })
  return {
    ...bare,
    assets: Object.entries(assets).map(([id, { token, decimals }]) => toAsset(id, token, decimals)),
    feeds: [],
    bridges: [],
    venues: [{ id: venue, vaults: [], markets: [], landings: [], links: [], lending, risk }],
  }
}

/** A reading at `asOf` of facts of blocks up to the seventh, which is final, and of an eighth that is not. */
export function lendingContext(
  project: Project,
  { known, open, asOf }: { known: readonly Fact[]; open: readonly Fact[]; asOf: bigint },
): ReadContext {
  const rowsUpTo = (height: bigint): readonly SeriesRow[] => {
    const facts = [...known, ...open].filter(({ at }) => at.blockNumber <= height)
    const newest = new Map<string, SeriesRow>()
    for (const row of foldFacts(facts, [], new Map())) newest.set(JSON.stringify(row.key), row)
    return [...newest.values()]
  }
  const blocks = [
    { ...blockOf(1, 7n), timestamp: 1_007n },
    { ...blockOf(1, 8n), timestamp: asOf },
  ]
  const snapshot = createFakeSnapshot(
    { 1: { blocks, finalized: 7n } },
    {
      series: (selector, at) =>
        rowsUpTo(at.get(1) ?? 0n).filter(({ key }) =>
          selector.of === 'accounts'
            ? key.account !== undefined && selector.accounts.includes(key.account)
            : selector.of === 'contracts' &&
              key.kind === selector.kind &&
              key.account === undefined &&
              selector.contracts.some(({ contract }) => contract === key.contract),
        ),
      factsOf: ({ after }) =>
        open.filter(
          ({ at, body }) =>
            at.blockNumber > after && 'account' in body && body.account !== undefined,
        ),
    },
  )
  const chains = [liveChain(1, { finalized: 7n })]
  const request = { by: 'finality', finality: 'LATEST' } as const
  const cut = resolveCut({ snapshot, chains, request, nowSeconds: 10n ** 10n })
  const current = configuredVersion(risk)
  return createReadContext({
    project,
    topology: createTopology(project),
    snapshot,
    chains,
    cut,
    sources: { joining: [], left: [], isServed: () => true, joiningEnd: () => undefined },
    systemOf: createVenueSystems(project),
    parametersOf: () => ({
      current,
      announced: [],
      versions: [current],
      reasons: [],
      next: undefined,
    }),
    deliveryTimes: () => ({ unknown: 'TOO_FEW_SAMPLES' }),
    values: createCutValues(project)(snapshot, cut),
  })
}

/** The margin of an account in the one venue, with the figures of its contract by name. */
export function lendingFigures(context: ReadContext, owner: Address) {
  const [venue] = context.project.venues
  const { margin } = readAccount(context, venue?.id ?? '', owner)
  const [unit] = margin.units
  return { ...margin, figures: new Map(unit?.figures?.map(({ name, value }) => [name, value])) }
}
