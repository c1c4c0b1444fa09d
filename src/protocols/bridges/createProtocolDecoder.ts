import type { ProtocolBridge, ProtocolMember } from '../../config/Project.ts'
import { assert } from '../../errors/assert.ts'
import type { Decoder, LogFilter, QuarantinedLog } from '../../facts/Decoder.ts'
import type { Fact } from '../../facts/Fact.ts'
import { factDecoder } from '../../facts/factDecoder.ts'
import { zeroAddress } from '../../facts/primitives.ts'
import { factsPerLogMax } from '../factRank.ts'
import { toFact } from '../toFact.ts'
import { toWord } from '../toWord.ts'
import { createRoute } from './createRoute.ts'

const nothing = { facts: [], reads: [], quarantined: [] }

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
  // Made when it is first needed: the thread that serves lists sources and has no code of protocols.
  let read: ReturnType<typeof protocol.createReader> | undefined

  return {
    name,
    source: { id: sourceId, chainId, startBlock, filters: toFilters(bridge, member) },
    decode({ logs }) {
      read ??= protocol.createReader(createRoute(bridge, member))
      const findings = read(logs)
      // Most transactions of a shared contract are about other routes.
      if (findings.length === 0) return nothing
      const facts: Fact[] = []
      const quarantined: QuarantinedLog[] = []
      const counts = new Map<number, number>()
      for (const finding of findings) {
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
  const { contracts } = bridge.protocol
  return Object.entries(contracts).flatMap(([role, contract]): LogFilter[] => {
    const { topics, paidBy, paidTo = [], isBurnt } = contract
    const addresses = (paidBy ? [...member.tokens.keys()] : member.contracts.get(role)) ?? []
    const [topic, ...others] = topics
    if (addresses.length === 0 || topic === undefined) return []
    if (paidBy === undefined) return [{ addresses, topics: [[topic, ...others]] }]
    const payers = paidBy.flatMap((payer) => member.contracts.get(payer) ?? [])
    const paid: LogFilter = {
      addresses,
      topics: [[topic, ...others], [zeroAddress, ...payers].map(toWord)],
    }
    const payees = paidTo.flatMap((payee) => member.contracts.get(payee) ?? [])
    const taken = [...(isBurnt === true ? [zeroAddress] : []), ...payees].map(toWord)
    if (taken.length === 0) return [paid]
    return [paid, { addresses, topics: [[topic, ...others], undefined, taken] }]
  })
}
