import type { FeedConfig } from '../../../config/FeedConfig.ts'
import type { FollowingRisk, Project, RiskConfig, VenueConfig } from '../../../config/Project.ts'
import { assert } from '../../../errors/assert.ts'
import { configuredVersion } from '../../../margin/requirements/configuredVersion.ts'
import type { Outlook } from '../../../margin/requirements/createVersionFold.ts'
import { type VersionsAt, versionsAt } from '../../../margin/requirements/versionsAt.ts'
import type { Snapshot } from '../../../store/Snapshot.ts'
import { maxOf } from '../../../utils/maxOf.ts'
import { minOf } from '../../../utils/minOf.ts'
import type { Cut } from '../cut/Cut.ts'
import { finalUntil } from '../cut/finalUntil.ts'
import type { SourceStates } from '../cut/SourceStates.ts'
import { createFollowed, type Followed } from './createFollowed.ts'

/** A venue's parameters at a cut. */
export interface VenueParameters extends VersionsAt {
  /** The next measurement; undefined where nothing follows the market, or where no bar is final. */
  next: NextMeasurement | undefined
}

/** When parameters are measured next, seconds, and what the bars that are final so far would give. */
export interface NextMeasurement extends Outlook {
  measuredAt: bigint
  effectiveAt: bigint
}

/** What holds for a venue at one cut. */
export type ReadParameters = (venue: VenueConfig) => VenueParameters

interface At {
  snapshot: Snapshot
  cut: Cut
  sources: SourceStates
}

/**
 * Derives the versions of every venue's parameters from the recorded prices of finished bars. They are remembered while
 * nothing final is rewritten; of equal records they are equal at any time and in any process.
 */
export function createParameters(project: Project): (at: At) => ReadParameters {
  const known = new Map<string, { key: string; followed: Followed }>()
  const feeds = new Map(project.feeds.map((feed) => [feed.id, feed]))

  function followedOf(id: string, risk: FollowingRisk, own: readonly FeedConfig[], at: At) {
    const since = startOf(risk, own, at)
    const key = `${at.snapshot.revision}|${since}`
    const held = known.get(id)
    if (held?.key === key) return held.followed
    const followed = createFollowed({ risk, feeds: own, since })
    known.set(id, { key, followed })
    return followed
  }

  function read({ id, risk }: VenueConfig, at: At): VenueParameters {
    const following = asFollowing(risk)
    if (following === undefined) return { ...configuredAlone(risk), next: undefined }
    const own = feedsOf(following, feeds)
    const followed = followedOf(id, following, own, at)
    return readFollowed(followed, following, lastBarEnd(followed, following, own, at), at)
  }

  return (at) => {
    const answers = new Map<string, VenueParameters>()
    return (venue) => {
      const answer = answers.get(venue.id) ?? read(venue, at)
      answers.set(venue.id, answer)
      return answer
    }
  }
}

function asFollowing(risk: RiskConfig): FollowingRisk | undefined {
  return risk.follow === undefined ? undefined : { ...risk, follow: risk.follow }
}

function configuredAlone(risk: RiskConfig): VersionsAt {
  const current = configuredVersion(risk)
  return { current, announced: [], versions: [current], reasons: [] }
}

function feedsOf(
  { follow }: FollowingRisk,
  feeds: ReadonlyMap<string, FeedConfig>,
): readonly FeedConfig[] {
  const rules = [...follow.markets.values(), ...follow.collateral.values()]
  return [...new Set(rules.map(({ feed }) => feed))].map((id) => {
    const feed = feeds.get(id)
    assert(feed !== undefined, `Feed ${id} is configured: rules name no other.`)
    return feed
  })
}

/** Where bars begin: what was pruned cannot be read, so that they begin anew at the first measurement behind it. */
function startOf(
  { follow }: FollowingRisk,
  feeds: readonly FeedConfig[],
  { snapshot }: At,
): bigint {
  const { since, everySeconds } = follow
  const horizons = snapshot.retention.filter((kept) =>
    feeds.some(({ chainId }) => chainId === kept.chainId),
  )
  const horizon = maxOf(since - 1n, ...horizons.map(({ timestamp }) => timestamp))
  const missed = horizon + 1n - since
  return since + ((missed + everySeconds - 1n) / everySeconds) * everySeconds
}

/** End of the last bar that is final inside the cut on every chain of the feeds; undefined: not even the first begins there. */
function lastBarEnd(
  { since }: Followed,
  { follow }: FollowingRisk,
  feeds: readonly FeedConfig[],
  { snapshot, cut, sources }: At,
): bigint | undefined {
  const ids = new Set(feeds.map(({ id }) => id))
  const isJoining = sources.joining.some(
    ({ purpose }) => purpose.kind === 'feed' && ids.has(purpose.feed.id),
  )
  if (isJoining) return undefined
  const moments = feeds.map(({ chainId }) => finalUntil(snapshot, cut, chainId) ?? -1n)
  const until = minOf(cut.asOf, ...moments)
  return until < since ? undefined : until - ((until - since) % follow.barSeconds)
}

function readFollowed(
  followed: Followed,
  { follow }: FollowingRisk,
  known: bigint | undefined,
  { snapshot, cut }: At,
): VenueParameters {
  const { since } = followed
  const versions = followed.versionsUntil(snapshot, known)
  const at = versionsAt({ follow, versions, since, known, asOf: cut.asOf })
  const isPruned = since > follow.since
  const pruned = {
    code: 'PARAMETERS_PRUNED',
    text: `Prices before ${since} (seconds) were pruned: parameters follow the market from there, not from ${follow.since}.`,
  } as const
  return {
    ...at,
    reasons: isPruned ? [...at.reasons, pruned] : at.reasons,
    get next() {
      if (known === undefined) return undefined
      const passed = (known - since) / follow.everySeconds
      const measuredAt = since + (passed + 1n) * follow.everySeconds
      const effectiveAt = measuredAt + follow.noticeSeconds
      return { measuredAt, effectiveAt, ...followed.outlookAt(known) }
    },
  }
}
