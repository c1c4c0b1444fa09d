import type { ChainStatus } from '../../chain/ChainStatus.ts'
import type { Project } from '../../config/Project.ts'
import type { Env } from '../../env/Env.ts'
import type { Topology } from '../../ledger/createTopology.ts'
import type { Readings } from '../../store/Readings.ts'
import type { Snapshot } from '../../store/Snapshot.ts'
import { readAccount } from './accounts/readAccount.ts'
import { readAccounts } from './accounts/readAccounts.ts'
import { readAnswers, readSimulation } from './accounts/readAnswers.ts'
import { readCollateral } from './accounts/readCollateral.ts'
import { createReadTroubled } from './accounts/readTroubled.ts'
import { readBackings } from './conditions/readBackings.ts'
import { readConditions } from './conditions/readConditions.ts'
import type { CutRequest } from './cut/Cut.ts'
import type { LiveChain } from './cut/LiveChain.ts'
import { resolveCut } from './cut/resolveCut.ts'
import { createSourceStates } from './cut/SourceStates.ts'
import { serveSnapshot } from './cut/serveSnapshot.ts'
import { createReadContext } from './ReadContext.ts'
import { createDeliveryTimes } from './routes/createDeliveryTimes.ts'
import { readBridges } from './routes/readBridges.ts'
import { readRoutes } from './routes/readRoutes.ts'
import { readOpenTransfers } from './transfers/readOpenTransfers.ts'
import { readTransfer, readTransfers } from './transfers/readTransfers.ts'
import type { CutReader, Views } from './Views.ts'
import { createCutValues } from './values/createCutValues.ts'
import { createParameters } from './values/createParameters.ts'
import { createVenueSystems } from './values/createVenueSystems.ts'
import { readParameters } from './values/readParameters.ts'

/** One chain as the top knows it now. */
export interface ChainReport extends LiveChain {
  status: ChainStatus
  eventsPerSecond: number
  etaSeconds: number | undefined
}

/** Readings over one store and the live state beside it. */
export function createViews(parameters: {
  project: Project
  topology: Topology
  store: Readings
  env: Env
  report(): readonly ChainReport[]
  subscribe(listener: () => void): () => void
}): Views {
  const { project, store, report, subscribe } = parameters
  const valuesAt = createCutValues(project)
  const sourcesAt = createSourceStates(project)
  const systemOf = createVenueSystems(project)
  const parametersAt = createParameters(project)
  const deliveryTimes = createDeliveryTimes()
  const readTroubled = createReadTroubled(project)
  return {
    async open(at) {
      const snapshot = await store.snapshot()
      try {
        const own = { valuesAt, sourcesAt, systemOf, parametersAt, deliveryTimes, readTroubled }
        return createReader({ ...parameters, ...own }, snapshot, at)
      } catch (error) {
        snapshot.release()
        throw error
      }
    },
    status: () => report().map(toStatus),
    storage: () => store.size(),
    venues: () => project.venues.map(({ id }) => id),
    feeds: () => project.feeds,
    assets: () => project.assets,
    onPublished: subscribe,
  }
}

function createReader(
  parameters: Parameters<typeof createViews>[0] & {
    valuesAt: ReturnType<typeof createCutValues>
    sourcesAt: ReturnType<typeof createSourceStates>
    systemOf: ReturnType<typeof createVenueSystems>
    parametersAt: ReturnType<typeof createParameters>
    deliveryTimes: ReturnType<typeof createDeliveryTimes>
    readTroubled: ReturnType<typeof createReadTroubled>
  },
  recorded: Snapshot,
  request: CutRequest,
): CutReader {
  const { project, topology, env, valuesAt, systemOf, deliveryTimes } = parameters
  const chains = parameters.report()
  const nowSeconds = BigInt(Math.floor(env.now() / 1000))
  const sources = parameters.sourcesAt(recorded)
  const snapshot = serveSnapshot(recorded, sources)
  const resolved = resolveCut({ snapshot, chains, request, nowSeconds })
  const cut = { ...resolved, isPartial: resolved.isPartial || sources.joining.length > 0 }
  const values = valuesAt(snapshot, cut)
  const parametersOf = parameters.parametersAt({ snapshot, cut, sources })
  const context = createReadContext({
    project,
    topology,
    snapshot,
    chains,
    cut,
    sources,
    systemOf: (venue) => systemOf(venue, parametersOf(venue).current),
    parametersOf,
    deliveryTimes,
    values,
  })
  const isNewest = request.by === 'finality' && request.finality === 'LATEST'
  const readTroubled = isNewest ? parameters.readTroubled.newest : parameters.readTroubled.past
  const troubled = (venue: string) => readTroubled(context, venue)
  return {
    cut,
    get coverage() {
      return snapshot.coverage
    },
    joining: sources.joining,
    left: sources.left,
    retention: snapshot.retention,
    stateDigest: (chainId) => snapshot.stateDigest(chainId),
    marginAccount: (venue, owner) => readAccount(context, venue, owner),
    marginAccounts: (query) => readAccounts(context, query),
    marginAnswers: (venue, owner) => readAnswers(context, venue, owner),
    simulateMargin: (venue, owner, changes) => readSimulation(context, venue, owner, changes),
    transfers: (query) => readTransfers(context, query),
    openTransfers: (query) => readOpenTransfers(context, query),
    transfer: (key) => readTransfer(context, key),
    bridges: () => readBridges(context),
    routes: (query) => readRoutes(context, query),
    collateral: (venue) => readCollateral(context, venue),
    backings: () => readBackings(context),
    prices: () =>
      project.assets.flatMap(({ id, symbol }) => {
        const price = context.prices.get(id)
        return price === undefined ? [] : [{ assetId: id, symbol, price }]
      }),
    parameters: (venue) => readParameters(context, venue),
    conditions: () => readConditions(context, troubled),
    troubled,
    release: () => snapshot.release(),
  }
}

function toStatus(chain: ChainReport): ReturnType<Views['status']>[number] {
  const { status, name, isStale, eventsPerSecond, etaSeconds, head, halted, waiting } = chain
  const indexed = head?.number
  const lagBlocks =
    status.head === undefined || indexed === undefined ? undefined : status.head - indexed
  const lagSeconds =
    status.headTimestamp === undefined || head === undefined
      ? undefined
      : status.headTimestamp - head.timestamp
  return {
    ...status,
    phase: halted === undefined ? status.phase : 'halted',
    problem: halted?.text ?? waiting?.text ?? status.problem,
    followed: indexed,
    name,
    isStale,
    lagBlocks: lagBlocks !== undefined && lagBlocks < 0n ? 0n : lagBlocks,
    lagSeconds: lagSeconds !== undefined && lagSeconds < 0n ? 0n : lagSeconds,
    eventsPerSecond,
    etaSeconds,
  }
}
