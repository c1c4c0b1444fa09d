import type { Reason } from '../../../margin/MarginStatus.ts'
import type { ReadContext } from '../ReadContext.ts'
import { isBackfilling } from './isBackfilling.ts'
import type { JoiningSource } from './SourceStates.ts'

/**
 * What accounts of a venue lack while sources or chains that the config added are back-filled (DESIGN §4). A market books
 * positions and liabilities: without its past no status can be stated. Everything else leaves the figures provisional.
 */
export function joiningReasons(
  { sources, project, cut }: Pick<ReadContext, 'sources' | 'project' | 'cut'>,
  venueId: string,
): { provisional: readonly Reason[]; unknown: readonly Reason[] } {
  const venue = project.venues.find(({ id }) => id === venueId)
  const chains = new Set(
    [...(venue?.vaults ?? []), ...(venue?.markets ?? [])].map(({ chainId }) => chainId),
  )
  const own = sources.joining.filter((source) => concerns(source, venueId, chains))
  const isMarket = ({ purpose }: JoiningSource): boolean =>
    purpose.kind === 'market' || purpose.kind === 'lending'
  return {
    provisional: [
      ...own.filter((source) => !isMarket(source)).map(toReason),
      ...chainReasons(project, cut, venueId),
    ],
    unknown: own.filter(isMarket).map(toReason),
  }
}

/** Chains of the venue's vaults that are in no sum yet; one that books positions leaves no status to state, see `readAccount`. */
function chainReasons(
  { chains, venues }: ReadContext['project'],
  cut: ReadContext['cut'],
  venueId: string,
): readonly Reason[] {
  const venue = venues.find(({ id }) => id === venueId)
  return chains
    .filter(
      ({ id }) => isBackfilling(cut, id) && venue?.vaults.some(({ chainId }) => chainId === id),
    )
    .filter(({ id }) => !venue?.markets.some(({ chainId }) => chainId === id))
    .map(({ name }) => ({
      code: 'CHAIN_BACKFILLING',
      text: `Chain ${name} has vaults of the venue and is still being indexed.`,
    }))
}

function concerns(
  { purpose, chainId }: JoiningSource,
  venue: string,
  chains: ReadonlySet<number>,
): boolean {
  switch (purpose.kind) {
    case 'vault':
    case 'market':
    case 'lending':
      return purpose.venue === venue
    case 'bridge':
    case 'rate':
    case 'custody':
      return chains.has(chainId)
    case 'backing':
      return false
    case 'feed':
    case 'sequencer':
      return true
  }
}

function toReason({ sourceId, purpose }: JoiningSource): Reason {
  return {
    code: 'SOURCE_BACKFILLING',
    text: `${subjectOf(purpose)} (${sourceId}) was added, and its past is still being read.`,
  }
}

function subjectOf(purpose: JoiningSource['purpose']): string {
  switch (purpose.kind) {
    case 'vault':
      return `Vault ${purpose.contract}`
    case 'market':
      return `Market ${purpose.contract}`
    case 'lending':
      return `Protocol ${purpose.pool.type} at ${purpose.pool.pool}`
    case 'bridge':
      return `Bridge ${purpose.bridge.id}`
    case 'feed':
      return `Feed ${purpose.feed.id}`
    case 'sequencer':
      return `Uptime feed ${purpose.sequencer.address}`
    case 'rate':
      return `The rate of ${purpose.rate.token}`
    case 'custody':
      return 'The custody of the vaults'
    case 'backing':
      return 'The backing of bridged assets'
  }
}
