import type { FollowConfig } from '../../config/FollowConfig.ts'
import type { Reason } from '../MarginStatus.ts'
import type { Versions } from './createVersionFold.ts'
import type { ParameterVersion } from './ParameterVersion.ts'

/** Versions as they stand at one moment. */
export interface VersionsAt {
  /** What holds. */
  current: ParameterVersion
  /** Measured, and to hold later; ascending. */
  announced: readonly ParameterVersion[]
  /** All that are measured, ascending. */
  versions: readonly ParameterVersion[]
  /** Why another version should hold. */
  reasons: readonly Reason[]
}

/**
 * The versions of a venue at `asOf`, of those measured up to `known`, seconds. Where a measurement that should hold by then is
 * not known yet the version before it holds on, and a reason says so: the answer may still change.
 */
export function versionsAt(parameters: {
  follow: FollowConfig
  versions: Versions
  /** Start of the first bar. */
  since: bigint
  /** End of the last bar that is known; undefined: none is. */
  known: bigint | undefined
  asOf: bigint
}): VersionsAt {
  const { follow, since, known, asOf } = parameters
  const [configured, ...measured] = parameters.versions
  const inside = measured.filter(
    ({ measuredAt = since }) => known !== undefined && measuredAt <= known,
  )
  const effective = inside.filter(({ effectiveAt = since }) => effectiveAt <= asOf)
  const current = effective.at(-1) ?? configured
  return {
    current,
    announced: inside.slice(effective.length),
    versions: [configured, ...inside],
    reasons: pendingReasons({ follow, since, known, asOf, current }),
  }
}

function pendingReasons(parameters: {
  follow: FollowConfig
  since: bigint
  known: bigint | undefined
  asOf: bigint
  current: ParameterVersion
}): readonly Reason[] {
  const { follow, since, known = since, asOf, current } = parameters
  const { everySeconds, noticeSeconds } = follow
  const passed = asOf - noticeSeconds - since
  const due = since + (passed / everySeconds) * everySeconds
  if (passed < everySeconds || due <= known) return []
  return [
    {
      code: 'PARAMETERS_PENDING',
      text: `The parameters of ${due} (seconds) are to hold since ${due + noticeSeconds}, and the prices up to then are not final: ${current.id} holds on.`,
    },
  ]
}
