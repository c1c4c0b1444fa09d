import type { LogFilter } from '../../facts/Decoder.ts'
import type { Address, Hex } from '../../facts/primitives.ts'
import type { HeldFilter } from './RawSegment.ts'

/** Whether every log from a block on that `wanted` matches was asked for by `held` as well. */
export function coversFilters(
  held: readonly HeldFilter[],
  wanted: readonly LogFilter[],
  fromBlock: bigint,
): boolean {
  const byAddress = new Map<Address, LogFilter[]>()
  for (const filter of held.filter(({ startBlock }) => startBlock <= fromBlock))
    for (const address of filter.addresses) {
      const known = byAddress.get(address)
      if (known === undefined) byAddress.set(address, [filter])
      else known.push(filter)
    }
  return wanted.every((filter) =>
    filter.addresses.every((address) =>
      filter.topics[0].every((topic) =>
        (byAddress.get(address) ?? []).some((candidate) => matches(candidate, topic, filter)),
      ),
    ),
  )
}

/** Position by position what is held asks for no less. */
function matches(held: LogFilter, topic: Hex, wanted: LogFilter): boolean {
  if (!held.topics[0].includes(topic)) return false
  return held.topics.slice(1).every((values, index) => {
    const asked = wanted.topics[index + 1]
    return values === undefined || asked?.every((value) => values.includes(value)) === true
  })
}
