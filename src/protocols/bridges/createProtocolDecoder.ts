import type { ProtocolBridge, ProtocolMember } from '../../config/Project.ts'
import { assert } from '../../errors/assert.ts'
import type { Decoder, LogFilter, QuarantinedLog } from '../../facts/Decoder.ts'
import type { Fact } from '../../facts/Fact.ts'
import { factDecoder } from '../../facts/factDecoder.ts'
import { factsPerLogMax } from '../factRank.ts'
import { toFact } from '../toFact.ts'
import { createRoute } from './createRoute.ts'

/**
 * A decoder of one member of a bridge: fetches what its protocol's contracts log and files what the protocol finds in it.
 * `rank` is the first fact rank, see `factRank`.
 */
export function createProtocolDecoder(parameters: {
  bridge: ProtocolBridge
  member: ProtocolMember
  sourceId: string
  rank?: number
}): Decoder {
  const { bridge, member, sourceId, rank = 0 } = parameters
  const { protocol } = bridge
  const { chainId, startBlock } = member
  const name = `${protocol.name}@${protocol.version}`
  const decoder = factDecoder(name, sourceId)
  const read = protocol.createReader(createRoute(bridge, member))

  return {
    name,
    source: { id: sourceId, chainId, startBlock, filters: toFilters(bridge, member) },
    decode({ logs }) {
      const facts: Fact[] = []
      const quarantined: QuarantinedLog[] = []
      const counts = new Map<number, number>()
      for (const finding of read(logs)) {
        const { log } = finding
        if ('reason' in finding) {
          quarantined.push({ chainId, log, sourceId, reason: finding.reason })
          continue
        }
        const { body, siblings } = finding
        const nth = counts.get(log.logIndex) ?? 0
        assert(nth < factsPerLogMax, `a log of ${name} has at most ${factsPerLogMax} facts`)
        counts.set(log.logIndex, nth + 1)
        facts.push(toFact({ decoder, chainId, log, k: rank + nth, body, siblings }))
      }
      facts.sort((a, b) => a.at.logIndex - b.at.logIndex || a.at.k - b.at.k)
      return { facts, reads: [], quarantined }
    },
  }
}

function toFilters(bridge: ProtocolBridge, member: ProtocolMember): readonly LogFilter[] {
  return Object.entries(bridge.protocol.contracts).flatMap(([role, { topics }]): LogFilter[] => {
    const addresses = member.contracts.get(role) ?? []
    return addresses.length * topics.length === 0 ? [] : [{ addresses, topics: [topics] }]
  })
}
