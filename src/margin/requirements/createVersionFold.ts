import type { FollowingRisk } from '../../config/Project.ts'
import { assert } from '../../errors/assert.ts'
import { BPS, E18 } from '../../utils/fixedPoint.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import type { Bar } from './Bar.ts'
import { configuredVersion, versionId } from './configuredVersion.ts'
import { type BarFold, createBarFold } from './createBarFold.ts'
import { createFollowers, type Follower } from './createFollowers.ts'
import { limitRequirement } from './limitRequirement.ts'
import type { ParameterVersion, SubjectParameters } from './ParameterVersion.ts'

/** The bars of one stretch of time, by the feed's id; each feed of the rules has one. */
export type Bars = ReadonlyMap<string, Bar>

/** Versions by number and by time; the first is what the config says. */
export type Versions = readonly [ParameterVersion, ...ParameterVersion[]]

/** A venue's versions, made of bars that are taken in order of time, each once. */
export interface VersionFold {
  readonly versions: Versions
  /** The bars of the next stretch. */
  takeBars(bars: Bars): void
  /** What a measurement over the bars taken so far says. */
  outlook(): Outlook
}

export interface Outlook extends Pick<ParameterVersion, 'markets' | 'collateral'> {
  /** Whether that would make a new version. */
  isChange: boolean
}

/** Where a measurement moves a requirement or haircut, and the parameters that makes. */
interface Move {
  follower: Follower
  bps: bigint
  parameters: SubjectParameters
}

/**
 * Folds bars into versions: a pure function of rules and bars. A measurement that changes nothing makes no version. `since`
 * is the start of the first bar, a moment at which the rules measure; `opening` are the bars that end there.
 */
export function createVersionFold(risk: FollowingRisk, since: bigint, opening: Bars): VersionFold {
  const { barSeconds, everySeconds, noticeSeconds } = risk.follow
  const followers = createFollowers(risk)
  const folds = openFolds(followers, opening)
  const versions: [ParameterVersion, ...ParameterVersion[]] = [configuredVersion(risk)]
  let until = since

  const newest = (): ParameterVersion => versions.at(-1) ?? versions[0]
  const measure = (): readonly Move[] => followers.map((follower) => toMove(follower, folds))

  return {
    versions,
    outlook: () => toOutlook(newest(), measure()),
    takeBars(bars) {
      until += barSeconds
      takeReturns(followers, folds, bars)
      if ((until - since) % everySeconds !== 0n) return
      const moves = measure()
      const { isChange, ...parameters } = toOutlook(newest(), moves)
      if (!isChange) return
      const number = versions.length
      const id = versionId(risk, number)
      const effectiveAt = until + noticeSeconds
      versions.push({ id, number, measuredAt: until, effectiveAt, ...parameters })
      for (const { follower, bps } of moves) follower.bps = bps
    },
  }
}

function openFolds(followers: readonly Follower[], opening: Bars): ReadonlyMap<string, BarFold> {
  const feeds = new Set(followers.map(({ rule }) => rule.feed))
  return new Map([...feeds].map((feed) => [feed, createBarFold(barOf(opening, feed))]))
}

function takeReturns(
  followers: readonly Follower[],
  folds: ReadonlyMap<string, BarFold>,
  bars: Bars,
): void {
  const returns = new Map([...folds].map(([feed, fold]) => [feed, fold.take(barOf(bars, feed))]))
  for (const { rule, gauge } of followers) {
    const simpleReturn = returns.get(rule.feed)
    if (simpleReturn !== undefined) gauge.add(simpleReturn)
  }
}

function barOf(bars: Bars, feed: string): Bar {
  const bar = bars.get(feed)
  assert(bar !== undefined, `Feed ${feed} has a bar of every stretch.`)
  return bar
}

/** Basis points are whole: what is measured is rounded up to the next. */
function toMove(follower: Follower, folds: ReadonlyMap<string, BarFold>): Move {
  const { rule, gauge, bps: previousBps, toParameters } = follower
  const move = gauge.read()
  const measuredBps = move === undefined ? undefined : mulDiv(move, BPS, E18, 'ceil')
  const { bps, bound } = limitRequirement({ measuredBps, previousBps, rule })
  const fold = folds.get(rule.feed)
  assert(fold !== undefined, `The bars of feed ${rule.feed} are folded.`)
  const measurement = { measuredBps, bound, bars: fold.counts }
  return { follower, bps, parameters: { ...toParameters(bps), measurement } }
}

function toOutlook(last: ParameterVersion, moves: readonly Move[]): Outlook {
  const after = (group: Follower['group']) => {
    const own = moves.filter(({ follower }) => follower.group === group)
    const moved = own.map(({ follower, parameters }) => [follower.id, parameters] as const)
    return new Map([...last[group], ...moved])
  }
  return {
    markets: after('markets'),
    collateral: after('collateral'),
    isChange: moves.some(({ follower: { group, id }, parameters }) => {
      const before = last[group].get(id)
      return (
        before?.initialBps !== parameters.initialBps ||
        before.maintenanceBps !== parameters.maintenanceBps
      )
    }),
  }
}
