import type { LogFilter, SourceSet } from '../../facts/Decoder.ts'
import type { Address, Hex } from '../../facts/primitives.ts'
import { RecentWords } from '../../utils/RecentWords.ts'
import { parseHex } from '../rpc/parseHex.ts'

/** One for all chains: what a topic spells is the same everywhere. */
const recentTopics = new RecentWords<Hex>()

/** Tells which logs a list of source sets asked for. */
export interface LogMatcher {
  /** The watched address that `raw` spells, undefined when nobody watches it. */
  addressOf(raw: string): Address | undefined
  /** The watched event that `raw` spells, undefined when nobody watches it. */
  eventOf(raw: string): Hex | undefined
  /** The further topic that `raw` spells, equal ones as one string; undefined when it is no hex of 32 bytes. */
  topicOf(raw: unknown): Hex | undefined
  /** Whether a source set asked for this log; a set's logs before its own start block do not count. */
  matches(log: { address: Address; topics: readonly Hex[]; blockNumber: bigint }): boolean
  addresses: readonly Address[]
  events: readonly Hex[]
}

interface Wanted {
  startBlock: bigint
  /** Topics 1 to 3; undefined means any. */
  rest: readonly (ReadonlySet<string> | undefined)[]
}

/** Indexes `sources` by (address, topic 0), so that a log costs two look-ups however many contracts are followed. */
export function createLogMatcher(sources: readonly SourceSet[]): LogMatcher {
  const byAddress = new Map<string, Map<string, Wanted[]>>()
  const events = new Map<string, Hex>()
  for (const source of sources)
    for (const filter of source.filters) {
      for (const event of filter.topics[0]) events.set(event, event)
      addFilter(byAddress, filter, source.startBlock)
    }
  const addresses = new Map<string, Address>()
  for (const filter of sources.flatMap((source) => source.filters))
    for (const address of filter.addresses) addresses.set(address, address)
  return {
    addresses: [...addresses.values()],
    events: [...events.values()],
    addressOf: (raw) => addresses.get(raw) ?? addresses.get(raw.toLowerCase()),
    eventOf: (raw) => events.get(raw) ?? events.get(raw.toLowerCase()),
    topicOf: (raw) => (typeof raw === 'string' ? recentTopics.get(raw, parseTopic) : undefined),
    matches(log) {
      const [event] = log.topics
      if (event === undefined) return false
      const wanted = byAddress.get(log.address)?.get(event)
      return wanted?.some((each) => isWanted(each, log.topics, log.blockNumber)) ?? false
    },
  }
}

function parseTopic(raw: string): Hex | undefined {
  return parseHex(raw, 32)
}

function addFilter(
  byAddress: Map<string, Map<string, Wanted[]>>,
  filter: LogFilter,
  startBlock: bigint,
): void {
  const [events, ...others] = filter.topics
  const rest = others.map((topics) => (topics === undefined ? undefined : new Set<string>(topics)))
  for (const address of filter.addresses) {
    const byEvent = byAddress.get(address) ?? new Map<string, Wanted[]>()
    byAddress.set(address, byEvent)
    for (const event of events)
      byEvent.set(event, [...(byEvent.get(event) ?? []), { startBlock, rest }])
  }
}

function isWanted(wanted: Wanted, topics: readonly Hex[], blockNumber: bigint): boolean {
  if (blockNumber < wanted.startBlock) return false
  return wanted.rest.every((allowed, i) => {
    if (allowed === undefined) return true
    const topic = topics[i + 1]
    return topic !== undefined && allowed.has(topic)
  })
}
