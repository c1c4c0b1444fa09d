/** The first few lines in which two sorted lists differ; undefined when they are the same. */
export function findDifference(
  given: readonly string[],
  wanted: readonly string[],
): string | undefined {
  const [has, wants] = [countLines(given), countLines(wanted)]
  const missing = [...wants].filter(([line, count]) => (has.get(line) ?? 0) < count)
  const foreign = [...has].filter(([line, count]) => (wants.get(line) ?? 0) < count)
  if (missing.length === 0 && foreign.length === 0) return undefined
  return [
    ...foreign.slice(0, shownMax).map(([line]) => `given:  ${line}`),
    ...missing.slice(0, shownMax).map(([line]) => `wanted: ${line}`),
  ].join('\n')
}

const shownMax = 6

function countLines(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}
