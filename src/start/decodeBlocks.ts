import type { BlocksEvent } from '../chain/ChainEvent.ts'
import type { Decoder, QuarantinedLog, ReadRequest } from '../facts/Decoder.ts'
import { comparePositions, type Fact } from '../facts/Fact.ts'
import type { Address, ChainId, Hex } from '../facts/primitives.ts'
import type { RawLog } from '../facts/RawLog.ts'
import { groupByTransaction } from './groupByTransaction.ts'

export interface DecodedBlocks {
  /** In chain order. */
  facts: readonly Fact[]
  reads: readonly ReadRequest[]
  quarantined: readonly QuarantinedLog[]
}

/** Who decodes what, by (emitter, topic0), never by event name. */
export type Dispatch = ReadonlyMap<string, readonly Decoder[]>

/** Indexes the decoders of one chain by what their filters match. */
export function createDispatch(decoders: readonly Decoder[]): Dispatch {
  const dispatch = new Map<string, Decoder[]>()
  for (const decoder of decoders) {
    for (const { addresses, topics } of decoder.source.filters) {
      for (const address of addresses) {
        for (const topic of topics[0]) {
          const key = dispatchKey(address, topic)
          const known = dispatch.get(key)
          if (known === undefined) dispatch.set(key, [decoder])
          else if (!known.includes(decoder)) known.push(decoder)
        }
      }
    }
  }
  return dispatch
}

/** Decodes the logs of a range: each decoder is given its own logs of one transaction at a time. */
export function decodeBlocks(
  event: Pick<BlocksEvent, 'chainId' | 'logs'>,
  dispatch: Dispatch,
): DecodedBlocks {
  const facts: Fact[] = []
  const reads = new Map<string, ReadRequest>()
  const quarantined: QuarantinedLog[] = []
  for (const logs of groupByTransaction(event.logs, (log) => log)) {
    for (const [decoder, owned] of assign(logs, dispatch)) {
      const decoded = decodeOwned(event.chainId, decoder, owned)
      facts.push(...decoded.facts)
      quarantined.push(...decoded.quarantined)
      for (const read of decoded.reads) reads.set(`${read.blockHash}${read.to}${read.data}`, read)
    }
  }
  facts.sort((a, b) => comparePositions(a.at, b.at))
  return { facts, reads: [...reads.values()], quarantined }
}

function dispatchKey(address: Address, topic: Hex): string {
  return address + topic
}

function assign(logs: readonly RawLog[], dispatch: Dispatch): Map<Decoder, RawLog[]> {
  const assigned = new Map<Decoder, RawLog[]>()
  for (const log of logs) {
    const topic = log.topics[0]
    if (topic === undefined) continue
    for (const decoder of dispatch.get(dispatchKey(log.address, topic)) ?? []) {
      if (log.blockNumber < decoder.source.startBlock) continue
      if (!matchesTopics(decoder, log)) continue
      const owned = assigned.get(decoder)
      if (owned === undefined) assigned.set(decoder, [log])
      else owned.push(log)
    }
  }
  return assigned
}

/** Filters with further topics were fetched apart, but their logs arrive in one stream. */
function matchesTopics(decoder: Decoder, log: RawLog): boolean {
  return decoder.source.filters.some(
    ({ addresses, topics }) =>
      addresses.includes(log.address) &&
      topics.every((wanted, index) => {
        const topic = log.topics[index]
        return wanted === undefined || (topic !== undefined && wanted.includes(topic))
      }),
  )
}

function decodeOwned(chainId: ChainId, decoder: Decoder, logs: readonly RawLog[]) {
  const [first] = logs
  if (first === undefined) return { facts: [], reads: [], quarantined: [] }
  const { blockNumber, blockHash, txIndex, txHash } = first
  return decoder.decode({ chainId, blockNumber, blockHash, txIndex, txHash, logs })
}
