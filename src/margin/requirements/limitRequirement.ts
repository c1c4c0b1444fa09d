import type { FollowRule } from '../../config/FollowConfig.ts'
import { BPS } from '../../utils/fixedPoint.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { minOf } from '../../utils/minOf.ts'
import { mulDiv } from '../engine/mulDiv.ts'

/** What decided a requirement: the market itself, or what keeps it from following at once. */
export type RequirementBound =
  | 'MEASURED'
  | 'BUFFER'
  | 'FLOOR'
  | 'CEILING'
  | 'STEP'
  /** Nothing could be measured: it stays as it was. */
  | 'UNMEASURED'

export interface LimitedRequirement {
  bps: bigint
  bound: RequirementBound
}

/**
 * The requirement that follows one of `previousBps` when `measuredBps` is measured (DESIGN §5). It moves as little as the
 * band from the measured requirement to that plus its buffer allows: a wilder market uses the buffer up before it raises
 * anything, a calmer one builds it up again. Then floor and ceiling, then the step from the version before, so that it
 * gets there in time but not at once. It rises with both of its arguments. `previousBps` lies between floor and ceiling.
 */
export function limitRequirement(parameters: {
  measuredBps: bigint | undefined
  previousBps: bigint
  rule: FollowRule
}): LimitedRequirement {
  const { measuredBps, previousBps, rule } = parameters
  if (measuredBps === undefined) return { bps: previousBps, bound: 'UNMEASURED' }
  const target = targetOf(measuredBps, previousBps, rule)
  const least = previousBps - rule.stepDownBps
  const most = previousBps + rule.stepUpBps
  if (target.bps < least) return { bps: least, bound: 'STEP' }
  if (target.bps > most) return { bps: most, bound: 'STEP' }
  return target
}

function targetOf(
  measuredBps: bigint,
  previousBps: bigint,
  { bufferBps, floorBps, ceilingBps }: FollowRule,
): LimitedRequirement {
  const buffered = mulDiv(measuredBps, BPS + bufferBps, BPS, 'ceil')
  const banded = maxOf(measuredBps, minOf(buffered, previousBps))
  if (banded <= floorBps) return { bps: floorBps, bound: 'FLOOR' }
  if (banded >= ceilingBps) return { bps: ceilingBps, bound: 'CEILING' }
  return { bps: banded, bound: banded === measuredBps ? 'MEASURED' : 'BUFFER' }
}
