/** Longest quoted name; a name is the operator's own text and may be anything before it was checked. */
const nameLengthMax = 64

/** Spells a path into the config as one would write it in JavaScript: `chains.base.rpc[0]`. */
export function toFieldPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'config'
  return path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`
      const name = String(part)
      if (/^[a-z_$][\w$]*$/i.test(name) && name.length <= nameLengthMax)
        return i === 0 ? name : `.${name}`
      return `[${JSON.stringify(name.slice(0, nameLengthMax))}]`
    })
    .join('')
}
