import type { Reason } from './MarginStatus.ts'

/** Each reason once, in the order of its first mention. */
export function dedupeReasons(reasons: readonly Reason[]): readonly Reason[] {
  if (reasons.length < 2) return reasons
  const unique = new Map(reasons.map((reason) => [`${reason.code} ${reason.text}`, reason]))
  return [...unique.values()]
}
