import type { ChainHealth, ChainResolvers } from '../generated/resolverTypes.ts'
import type { ChainModel } from '../models/ChainModel.ts'
import { formatGlobalId } from '../paging/GlobalId.ts'

export const Chain: ChainResolvers = {
  id: ({ status }) => formatGlobalId({ type: 'Chain', chainId: status.chainId }),
  chainId: ({ status }) => status.chainId,
  name: ({ status }) => status.name,
  status: ({ status }) => toHealth(status),
  phase: ({ status }) => status.phase,
  isStale: ({ status }) => status.isStale,
  head: ({ status }) => status.head,
  headTimestamp: ({ status }) => status.headTimestamp,
  headConfirmedAt: ({ status: { headConfirmedAtMs } }) =>
    headConfirmedAtMs === undefined ? undefined : headConfirmedAtMs / 1000,
  indexed: ({ status }) => status.followed,
  safe: ({ status }) => status.safe,
  finalized: ({ status }) => status.finalized,
  finalitySource: ({ status }) => status.finalitySource,
  lagBlocks: ({ status }) => status.lagBlocks,
  lagSeconds: ({ status }) => status.lagSeconds,
  eventsPerSecond: ({ status }) => Math.round(status.eventsPerSecond),
  etaSeconds: ({ status: { etaSeconds } }) =>
    etaSeconds === undefined ? undefined : Math.round(etaSeconds),
  problem: ({ status }) => status.problem,
  endpoints: ({ status }) => status.endpoints,
  independentEndpoints: ({ status }) => status.independentEndpoints,
  reorgs: ({ status }) => status.reorgs,
  coverageProblem: ({ status }) => status.coverageProblem,
  async coverage({ status, at }, _args, { readers }) {
    const { coverage } = await readers.open(at)
    return coverage.filter(({ chainId }) => chainId === status.chainId)
  },
  async joining({ status, at }, _args, { readers }) {
    const { joining } = await readers.open(at)
    return joining.filter(({ chainId }) => chainId === status.chainId)
  },
  async notFollowed({ status, at }, _args, { readers }) {
    const { left } = await readers.open(at)
    return left.filter(({ chainId }) => chainId === status.chainId)
  },
  stateDigest: async ({ status, at }, _args, { readers }) =>
    (await readers.open(at)).stateDigest(status.chainId),
  async prunedTo({ status, at }, _args, { readers }) {
    const { retention } = await readers.open(at)
    return retention.find(({ chainId }) => chainId === status.chainId)?.number
  },
  cut: async ({ at }, _args, { readers }) => (await readers.open(at)).cut,
}

/** The worst word that fits. */
function toHealth(status: ChainModel['status']): ChainHealth {
  if (status.phase === 'halted') return 'HALTED'
  if (status.phase === 'connecting') return 'CONNECTING'
  if (status.isStale) return 'STALE'
  return status.phase === 'backfill' ? 'BACKFILLING' : 'LIVE'
}
