import type { ParameterVersion } from '../margin/requirements/ParameterVersion.ts'
import type { VersionsAt } from '../margin/requirements/versionsAt.ts'
import type { Condition } from './Condition.ts'

/** A venue with its parameters at the cut. */
export type VenueVersions = Pick<VersionsAt, 'current' | 'announced' | 'reasons'> & {
  venue: string
}

/** Versions that are said of one venue, the next ones first: a notice of many measurements is a rare choice. */
const announcedMax = 20

/** Changes that are named one by one; the version itself says them all. */
const namedMax = 5

/** Parameters that are to hold from some moment on, and those that should hold and are not known yet. */
export function parameterConditions(venues: readonly VenueVersions[]): readonly Condition[] {
  return venues.flatMap(({ venue, current, announced, reasons }) => [
    ...announced
      .slice(0, announcedMax)
      .map((version, i) => toAnnounced(venue, announced[i - 1] ?? current, version)),
    ...reasons
      .filter(({ code }) => code === 'PARAMETERS_PENDING')
      .map(
        ({ text }): Condition => ({
          code: 'PARAMETERS_PENDING',
          severity: 'warning',
          isConfirmed: true,
          chains: [],
          subject: venue,
          since: undefined,
          text,
          evidence: [current.id],
        }),
      ),
  ])
}

function toAnnounced(
  venue: string,
  before: ParameterVersion,
  { id, markets, collateral, measuredAt, effectiveAt }: ParameterVersion,
): Condition {
  const changes = [
    ...changesOf('market', before.markets, markets),
    ...changesOf('collateral', before.collateral, collateral),
  ]
  const more = changes.length - namedMax
  const named = changes.slice(0, namedMax).join('; ')
  const rest = more > 0 ? `; and ${more} more` : ''
  return {
    code: 'PARAMETERS_ANNOUNCED',
    severity: 'info',
    isConfirmed: true,
    chains: [],
    subject: venue,
    since: measuredAt,
    evidence: [id],
    text: `Parameters ${id} hold from ${effectiveAt ?? 0n} (seconds) on: ${named}${rest}.`,
  }
}

/** What changes, in basis points for new risk and against liquidation. */
function changesOf(
  kind: 'market' | 'collateral',
  before: ParameterVersion['markets'],
  after: ParameterVersion['markets'],
): readonly string[] {
  return [...after].flatMap(([id, { initialBps, maintenanceBps }]) => {
    const old = before.get(id)
    if (old?.initialBps === initialBps && old.maintenanceBps === maintenanceBps) return []
    const from = old === undefined ? '' : `from ${old.initialBps} and ${old.maintenanceBps} to `
    return [`${kind} ${id} ${from}${initialBps} and ${maintenanceBps} bps`]
  })
}
