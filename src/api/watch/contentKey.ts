/** One string per content: equal views give equal strings, since views list their fields in a fixed order. */
export function contentKey(content: unknown): string {
  return JSON.stringify(content, (_name, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
}
