import { parseAbi } from 'viem'
import type { Decoder, QuarantinedLog } from '../../facts/Decoder.ts'
import type { Fact } from '../../facts/Fact.ts'
import type { ChainId } from '../../facts/primitives.ts'
import { decodeStrict } from '../decodeStrict.ts'
import { toFact } from '../toFact.ts'

/** The event by which Chainlink's aggregators and uptime feeds answer. */
export const answerEvents = decodeStrict(
  parseAbi([
    'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
  ]),
)

/** A price fact of its emitter for each answer; what is malformed is quarantined. `decoder` is what facts say of their origin. */
export function readAnswers(
  transaction: Parameters<Decoder['decode']>[0],
  parameters: { chainId: ChainId; sourceId: string; decoder: string },
): { facts: readonly Fact[]; quarantined: readonly QuarantinedLog[] } {
  const { chainId, sourceId, decoder } = parameters
  const facts: Fact[] = []
  const quarantined: QuarantinedLog[] = []
  for (const log of transaction.logs) {
    const event = answerEvents.decode(log)
    if (event.name === undefined) {
      quarantined.push({ chainId, log, sourceId, reason: event.reason })
      continue
    }
    const { current: answer, roundId, updatedAt } = event.args
    const body = { kind: 'price', feed: log.address, answer, roundId, updatedAt } as const
    facts.push(toFact({ decoder, chainId, log, k: 0, body }))
  }
  return { facts, quarantined }
}
