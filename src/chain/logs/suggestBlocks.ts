/** A lone number is believed down to this share of the asked range; smaller ones are seldom about blocks. */
const shareMin = 16n

/**
 * How many blocks to ask for after `text` refused [from, to]: the range it suggests or the largest number in it that is
 * smaller than what was asked, else half. At least 1 and less than asked, so that a wrong reading costs an attempt, never
 * a log: no provider's wording is relied on.
 */
export function suggestBlocks(text: string, from: bigint, to: bigint): bigint {
  const asked = to - from + 1n
  const half = max(asked / 2n, 1n)
  const range = readRange(text, from, to)
  if (range !== undefined) return range
  const cap = readCap(text, asked)
  return cap === undefined ? half : max(cap, asked / shareMin, 1n)
}

/** `[0x5b8d80, 0x5b8f7d]` or `6000000-6000509`, also the wrong way round; only one that starts where we asked counts. */
function readRange(text: string, from: bigint, to: bigint): bigint | undefined {
  const pair =
    /(?<![0-9a-z,])(0x[0-9a-f]{1,16}|\d{1,18})(?:,\s+|,(?=0x)|\s*-\s*|\s+to\s+|\s*\.\.\s*)(0x[0-9a-f]{1,16}|\d{1,18})/i.exec(
      text,
    )
  if (pair?.[1] === undefined || pair[2] === undefined) return undefined
  const ends = [BigInt(pair[1]), BigInt(pair[2])].sort((a, b) => (a < b ? -1 : 1))
  const [low, high] = ends
  if (low === undefined || high === undefined || low !== from || high >= to) return undefined
  return high - low + 1n
}

function readCap(text: string, asked: bigint): bigint | undefined {
  const caps = Array.from(text.matchAll(/(?<![0-9a-z])(\d{1,3}(?:,\d{3})+|\d{1,9})(k?)\b/gi))
    .map(
      ([, digits = '', kilo = '']) =>
        BigInt(digits.replaceAll(',', '')) * (kilo === '' ? 1n : 1_000n),
    )
    .filter((cap) => cap > 0n && cap < asked)
  return caps.length === 0 ? undefined : max(...caps)
}

function max(...values: readonly bigint[]): bigint {
  return values.reduce((a, b) => (a > b ? a : b), 0n)
}
