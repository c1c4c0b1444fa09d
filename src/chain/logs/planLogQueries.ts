import type { LogFilter, SourceSet } from '../../facts/Decoder.ts'
import type { Address, Hex } from '../../facts/primitives.ts'

/** The part of an `eth_getLogs` filter that does not depend on the range; arrays as viem's RPC types want them. */
export interface LogQuery {
  address: Address[]
  topics: (Hex[] | null)[]
}

/** Addresses per query; providers refuse more than about a thousand. */
const queryAddressesMax = 1_000

/**
 * Plans the fewest queries that cover every filter. `merged` puts all filters without further topics into one query
 * (one call per range, but the product of all addresses and events); `grouped` keeps filters with different events
 * apart. Both fetch every wanted log; the matcher drops the rest.
 */
export function planLogQueries(
  sources: readonly SourceSet[],
  mode: 'merged' | 'grouped',
): readonly LogQuery[] {
  const groups = new Map<string, { addresses: Set<Address>; events: Set<Hex>; filter: LogFilter }>()
  for (const filter of sources.flatMap((source) => source.filters)) {
    const key = toGroupKey(filter, mode)
    const group = groups.get(key) ?? { addresses: new Set(), events: new Set(), filter }
    groups.set(key, group)
    for (const address of filter.addresses) group.addresses.add(address)
    for (const event of filter.topics[0]) group.events.add(event)
  }
  return [...groups.values()].flatMap(({ addresses, events, filter }) => {
    const rest = filter.topics.slice(1).map((topics) => (topics === undefined ? null : [...topics]))
    return chunk([...addresses], queryAddressesMax).map((address) => ({
      address,
      topics: [[...events], ...rest],
    }))
  })
}

/** Filters with the same key may share one query without widening the topics beyond the first. */
function toGroupKey(filter: LogFilter, mode: 'merged' | 'grouped'): string {
  const [events, ...rest] = filter.topics
  const isPlain = rest.every((topics) => topics === undefined)
  if (isPlain && mode === 'merged') return 'plain'
  return JSON.stringify([[...events].sort(), isPlain ? [] : rest.map((topics) => topics ?? null)])
}

function chunk<Item>(items: readonly Item[], size: number): readonly Item[][] {
  const chunks: Item[][] = []
  for (let i = 0; i < items.length; i += size) chunks.push(items.slice(i, i + size))
  return chunks
}
