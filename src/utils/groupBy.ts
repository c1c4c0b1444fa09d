/** Items by what they share, in the order of their first; no group is empty. */
export function groupBy<item, key>(
  items: readonly item[],
  keyOf: (item: item) => key,
): ReadonlyMap<key, readonly [item, ...item[]]> {
  const groups = new Map<key, [item, ...item[]]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
