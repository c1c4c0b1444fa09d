import { stringToBytes } from 'viem'
import type { CustomContext, CustomDefinition } from '../config/CustomDefinition.ts'
import type { Decoder, QuarantinedLog } from '../facts/Decoder.ts'
import type { Fact, FactBody } from '../facts/Fact.ts'
import { factDecoder } from '../facts/factDecoder.ts'
import type { RawLog, TransactionLogs } from '../facts/RawLog.ts'
import { keccak256 } from '../utils/keccak256.ts'
import { CustomContractError } from './custom/CustomContractError.ts'
import { customBook } from './custom/customBook.ts'
import { upgradedTopic } from './custom/upgradedTopic.ts'
import { decodeStrict, type StrictDecoder } from './decodeStrict.ts'
import { factsPerLogMax } from './factRank.ts'
import { toFact } from './toFact.ts'

/** Where a custom definition is deployed and for whom. */
export interface CustomInstance
  extends Pick<CustomContext, 'chainId' | 'contract' | 'venue' | 'token' | 'bridge' | 'feed'> {
  definition: CustomDefinition
  /** Stable id of the source set. */
  sourceId: string
  startBlock: bigint
  /** First fact rank, see `factRank`. */
  rank: number
}

/**
 * A decoder of an operator's own contract. Its function is foreign code: what it throws, and what it answers that is no
 * fact, quarantines the log with the reason.
 */
export function createCustomDecoder(instance: CustomInstance): Decoder {
  const { definition, chainId, contract, sourceId, startBlock, rank } = instance
  const name = customName(definition)
  const decoder = factDecoder(name, sourceId)
  const events = decodeStrict(definition.abi, definition.events)
  const isWatched = !events.topics.includes(upgradedTopic)
  const topics = isWatched ? ([...events.topics, upgradedTopic] as const) : events.topics
  const filters = [{ addresses: [contract], topics: [topics] }] as const

  return {
    name,
    book: customBook(definition, instance),
    source: { id: sourceId, chainId, startBlock, filters },
    decode(transaction) {
      const facts: Fact[] = []
      const quarantined: QuarantinedLog[] = []
      for (const log of transaction.logs) {
        const result =
          isWatched && log.topics[0] === upgradedTopic
            ? toUpgradeReason(instance, log)
            : toBodies(instance, events, log, transaction)
        if (typeof result === 'string') quarantined.push({ chainId, log, sourceId, reason: result })
        else
          for (const [k, body] of result.entries())
            facts.push(toFact({ decoder, chainId, log, k: rank + k, body }))
      }
      return { facts, reads: [], quarantined }
    },
  }
}

/** An upgrade changes no balance; it stays in the conditions, because what follows may be missing. */
function toUpgradeReason({ definition }: CustomInstance, log: RawLog): string {
  const code = log.topics[1] === undefined ? 'unknown code' : `0x${log.topics[1].slice(-40)}`
  return `The contract was upgraded to ${code}; events that ${definition.name} does not list are not read since.`
}

/** Digits of the ABI's digest that a name carries. */
const digestDigits = 8

/**
 * Name and version of a definition's decoder. An ABI that reads the same logs otherwise, an `indexed` mended or an argument
 * renamed, is another version as well; functions are not told apart, hence `version`.
 */
function customName({ name, version, abi, events }: CustomDefinition): string {
  const read = abi.flatMap((item) =>
    item.type === 'event' && events.includes(item.name)
      ? [JSON.stringify([item.name, item.inputs])]
      : [],
  )
  const digest = keccak256(stringToBytes(read.sort().join())).slice(2, 2 + digestDigits)
  return `${name}@${version}+${digest}`
}

/** The facts of one log, or the reason why it has none that can be trusted. */
function toBodies(
  instance: CustomInstance,
  events: StrictDecoder<CustomDefinition['abi']>,
  log: RawLog,
  transaction: TransactionLogs,
): readonly FactBody[] | string {
  const { definition, chainId, contract, venue, token, bridge, feed } = instance
  const event = events.decode(log)
  if (event.name === undefined) return event.reason
  const { blockNumber, txHash } = transaction
  const context = { chainId, contract, venue, token, bridge, feed, blockNumber, txHash }
  try {
    const args = { ...event.args }
    const bodies = definition.toFacts({ name: event.name, args }, context)
    assertFacts(bodies)
    return bodies
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return `The function for ${event.name} of ${definition.name} failed: ${text}`
  }
}

function assertFacts(bodies: readonly FactBody[]): void {
  if (bodies.length > factsPerLogMax)
    throw new CustomContractError({
      problem: `It made ${bodies.length} facts of one log; the limit is ${factsPerLogMax}.`,
      cure: 'Make facts only of what the event itself says.',
    })
  // A definition in plain JavaScript may answer anything, such as the promise of an async function.
  if (bodies.every((body) => typeof body === 'object' && body !== null && 'kind' in body)) return
  throw new CustomContractError({
    problem: 'It answered something that is no fact.',
    cure: 'Answer what a builder returns, a list of that, or undefined; async functions cannot be used.',
  })
}
