/** Oldest Node that runs Plimsoll, as `engines` in package.json says. */
const nodeMin = { major: 20, minor: 19 }

/** One sentence when `version` is too old, else undefined. */
export function nodeVersionProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isNewEnough = major > nodeMin.major || (major === nodeMin.major && minor >= nodeMin.minor)
  if (isNewEnough) return undefined
  return `Plimsoll needs Node ${nodeMin.major}.${nodeMin.minor} or newer, and this is Node ${version}: install a newer Node from https://nodejs.org.`
}
