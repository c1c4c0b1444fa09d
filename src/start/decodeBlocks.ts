import type { BlocksEvent } from '../chain/ChainEvent.ts'
import type { Decoder, QuarantinedLog, ReadRequest } from '../facts/Decoder.ts'
import type { Fact } from '../facts/Fact.ts'
import { comparePositions } from '../facts/FactPosition.ts'
import type { Address, ChainId, Hash, Hex } from '../facts/primitives.ts'
import type { RawLog } from '../facts/RawLog.ts'
import { groupByTransaction } from './groupByTransaction.ts'

export interface DecodedBlocks {
  /** In chain order. */
  facts: readonly Fact[]
  reads: readonly ReadRequest[]
  quarantined: readonly QuarantinedLog[]
}

/** Who decodes what, by emitter and topic0, never by event name. */
export type Dispatch = ReadonlyMap<Address, ReadonlyMap<Hex, readonly Route[]>>

/** A decoder that one of its filters leads to. */
interface Route {
  decoder: Decoder
  /** Further topics that its filters ask for, any one of which is enough; undefined where one asks for none. */
  rest: readonly (readonly (ReadonlySet<Hex> | undefined)[])[] | undefined
}

/** Indexes the decoders of one chain by what their filters match. */
export function createDispatch(decoders: readonly Decoder[]): Dispatch {
  const dispatch = new Map<Address, Map<Hex, Route[]>>()
  for (const decoder of decoders) {
    for (const { addresses, topics } of decoder.source.filters) {
      const [events, ...others] = topics
      const rest = others.map((wanted) => (wanted === undefined ? undefined : new Set(wanted)))
      for (const address of addresses) {
        const byTopic = dispatch.get(address) ?? new Map<Hex, Route[]>()
        dispatch.set(address, byTopic)
        for (const topic of events) addRoute(byTopic, topic, decoder, rest)
      }
    }
  }
  return dispatch
}

function addRoute(
  byTopic: Map<Hex, Route[]>,
  topic: Hex,
  decoder: Decoder,
  rest: readonly (ReadonlySet<Hex> | undefined)[],
): void {
  const routes = byTopic.get(topic) ?? []
  byTopic.set(topic, routes)
  const isPlain = rest.every((wanted) => wanted === undefined)
  const known = routes.find((route) => route.decoder === decoder)
  if (known === undefined) routes.push({ decoder, rest: isPlain ? undefined : [rest] })
  else known.rest = isPlain || known.rest === undefined ? undefined : [...known.rest, rest]
}

/** Decodes the logs of a range: each decoder is given its own logs of one transaction at a time. */
export function decodeBlocks(
  event: Pick<BlocksEvent, 'chainId' | 'logs'> & { blocks?: BlocksEvent['blocks'] },
  dispatch: Dispatch,
): DecodedBlocks {
  const facts: Fact[] = []
  const reads = new ReadList()
  const quarantined: QuarantinedLog[] = []
  const times = new Map(event.blocks?.map(({ hash, timestamp }) => [hash, timestamp]))
  for (const logs of groupByTransaction(event.logs, (log) => log)) {
    for (const [decoder, owned] of assign(logs, dispatch)) {
      const decoded = decodeOwned(event.chainId, decoder, owned, times)
      for (const fact of decoded.facts) facts.push(fact)
      for (const log of decoded.quarantined) quarantined.push(log)
      for (const read of decoded.reads) reads.add(read)
    }
  }
  facts.sort((a, b) => comparePositions(a.at, b.at))
  return { facts, reads: reads.all, quarantined }
}

/** Reads without repeats. Those of one block are asked for one after the other, so that only they are compared. */
class ReadList {
  readonly all: ReadRequest[] = []
  #blockHash: Hash | undefined
  #asked = new Map<Address, Set<Hex>>()

  add(read: ReadRequest): void {
    if (read.blockHash !== this.#blockHash) {
      this.#blockHash = read.blockHash
      this.#asked = new Map()
    }
    const asked = this.#asked.get(read.to) ?? new Set()
    if (asked.has(read.data)) return
    this.#asked.set(read.to, asked.add(read.data))
    this.all.push(read)
  }
}

function assign(logs: readonly RawLog[], dispatch: Dispatch): Map<Decoder, RawLog[]> {
  const assigned = new Map<Decoder, RawLog[]>()
  for (const log of logs) {
    const topic = log.topics[0]
    const routes = topic === undefined ? undefined : dispatch.get(log.address)?.get(topic)
    for (const { decoder, rest } of routes ?? []) {
      if (log.blockNumber < decoder.source.startBlock) continue
      if (rest !== undefined && !rest.some((wanted) => matchesTopics(wanted, log))) continue
      const owned = assigned.get(decoder)
      if (owned === undefined) assigned.set(decoder, [log])
      else owned.push(log)
    }
  }
  return assigned
}

/** Filters with further topics were fetched apart, but their logs arrive in one stream. */
function matchesTopics(rest: readonly (ReadonlySet<Hex> | undefined)[], log: RawLog): boolean {
  return rest.every((wanted, index) => {
    const topic = log.topics[index + 1]
    return wanted === undefined || (topic !== undefined && wanted.has(topic))
  })
}

function decodeOwned(
  chainId: ChainId,
  decoder: Decoder,
  logs: readonly RawLog[],
  times: ReadonlyMap<Hash, bigint>,
) {
  const [first] = logs
  if (first === undefined) return { facts: [], reads: [], quarantined: [] }
  const { blockNumber, blockHash, txIndex, txHash } = first
  const timestamp = times.get(blockHash)
  return decoder.decode({ chainId, timestamp, blockNumber, blockHash, txIndex, txHash, logs })
}
