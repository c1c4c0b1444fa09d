import { toFieldPath } from '../../config/parse/toFieldPath.ts'

/** An object or list that is still open at the scanned place. */
interface Level {
  /** Undefined in a list. */
  keys: Set<string> | undefined
  /** Key or index that is being read. */
  at: string | number
}

/**
 * Path of the first key that occurs twice in one object of a valid JSON text: `JSON.parse` would keep the last one without
 * a word. Undefined when there is none.
 */
export function findDuplicateKey(json: string): string | undefined {
  const levels: Level[] = []
  // Strings first, so that a brace or comma inside one is no structure.
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}[\],]/g)) {
    const level = levels.at(-1)
    if (token === '{') levels.push({ keys: new Set(), at: '' })
    else if (token === '[') levels.push({ keys: undefined, at: 0 })
    else if (token === '}' || token === ']') levels.pop()
    else if (token === ',') {
      if (typeof level?.at === 'number') level.at += 1
    } else if (token.endsWith(':') && level?.keys !== undefined) {
      const key = String(JSON.parse(token.slice(0, token.lastIndexOf('"') + 1)))
      level.at = key
      if (level.keys.has(key)) return toFieldPath(levels.map(({ at }) => at))
      level.keys.add(key)
    }
  }
  return undefined
}
