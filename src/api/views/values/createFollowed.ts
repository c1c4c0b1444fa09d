import type { FeedConfig } from '../../../config/FeedConfig.ts'
import type { FollowingRisk } from '../../../config/Project.ts'
import { configuredVersion } from '../../../margin/requirements/configuredVersion.ts'
import {
  createVersionFold,
  type Outlook,
  type VersionFold,
  type Versions,
} from '../../../margin/requirements/createVersionFold.ts'
import type { Snapshot } from '../../../store/Snapshot.ts'
import { createMarketBars } from './createMarketBars.ts'

/** A venue that follows the market: its bars from a moment on, and the versions that they make. */
export interface Followed {
  /** Start of the first bar, seconds. */
  readonly since: bigint
  /** Versions over all bars that end at or before `known`, and maybe later ones. */
  versionsUntil(snapshot: Snapshot, known: bigint | undefined): Versions
  /** What a measurement over the bars that end at or before `known` says; they were read before. */
  outlookAt(known: bigint): Outlook
}

/** Each bar is read once and folded once; only an outlook in the past folds anew. */
export function createFollowed(parameters: {
  risk: FollowingRisk
  feeds: readonly FeedConfig[]
  since: bigint
}): Followed {
  const { risk, feeds, since } = parameters
  const { barSeconds } = risk.follow
  const bars = createMarketBars({ feeds, since, barSeconds })
  let newest: VersionFold | undefined
  let taken = 0

  /** A fold over the first bars; the very first only opens it. */
  function foldOf(count: number): VersionFold {
    const fold = createVersionFold(risk, since, bars.all[0] ?? new Map())
    for (const each of bars.all.slice(1, count)) fold.takeBars(each)
    return fold
  }

  return {
    since,
    versionsUntil(snapshot, known) {
      if (known !== undefined) bars.readUntil(snapshot, known)
      if (bars.all.length === 0) return [configuredVersion(risk)]
      newest ??= foldOf(1)
      for (const each of bars.all.slice(Math.max(taken, 1))) newest.takeBars(each)
      taken = bars.all.length
      return newest.versions
    },
    outlookAt(known) {
      const count = Number((known - since) / barSeconds) + 1
      const fold = newest !== undefined && count === taken ? newest : foldOf(count)
      return fold.outlook()
    },
  }
}
