import { type CoverageLevel, leastLevel } from '../../facts/Coverage.ts'
import type { CoverageResolvers } from '../generated/resolverTypes.ts'

export const Coverage: CoverageResolvers = {
  level: ({ spans }) =>
    spans.reduce<CoverageLevel>((least, { level }) => leastLevel(least, level), 'proven'),
}
