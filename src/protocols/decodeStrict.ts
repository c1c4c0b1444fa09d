import type { Abi, ContractEventArgsFromTopics, ContractEventName } from 'viem'
import { ConfigError } from '../errors/ConfigError.ts'
import type { Hex } from '../facts/primitives.ts'
import type { RawLog } from '../facts/RawLog.ts'
import { createEventCodec, type EventCodec } from './strict/createEventCodec.ts'

/** A decoded event of `abi`: a union over its names, with addresses and hashes in lower case. */
export type StrictEvent<abi extends Abi> = {
  [name in ContractEventName<abi>]: { name: name; args: ContractEventArgsFromTopics<abi, name> }
}[ContractEventName<abi>]

/** A log that a compiler would not have written; `reason` is a sentence. */
interface MalformedEvent {
  name: undefined
  reason: string
}

export interface StrictDecoder<abi extends Abi> {
  /** Every topic0 that `decode` knows. */
  topics: readonly [Hex, ...Hex[]]
  decode(log: Pick<RawLog, 'topics' | 'data'>): StrictEvent<abi> | MalformedEvent
}

/**
 * Strict decoding of an ABI's events, or of those in `names`. It accepts a log exactly when decoding, encoding again and
 * comparing would: no topic too many, no trailing or missing data, no dirty upper bits.
 *
 * @throws {ConfigError} when no event is left, or two events share a topic0, or one cannot be decoded by name.
 */
export function decodeStrict<const abi extends Abi>(
  abi: abi,
  names?: readonly string[],
): StrictDecoder<abi> {
  const codecs = new Map<Hex, EventCodec>()
  for (const item of abi) {
    if (item.type !== 'event' || (names && !names.includes(item.name))) continue
    const codec = createEventCodec(item)
    if (codecs.has(codec.topic0)) throw toAmbiguous(item.name)
    codecs.set(codec.topic0, codec)
  }
  const [first, ...rest] = codecs.keys()
  if (first === undefined) throw toEmpty()

  return {
    topics: [first, ...rest],
    decode(log) {
      const topic0 = log.topics[0]
      const codec = topic0 === undefined ? undefined : codecs.get(topic0)
      if (!codec)
        return { name: undefined, reason: `No event has the topic ${topic0 ?? '(none)'}.` }
      const args = codec.decode(log)
      if (typeof args === 'string') return { name: undefined, reason: args }
      // CAST: the codec was built from the event of this name in `abi`, so its arguments have that event's types.
      return { name: codec.name, args } as StrictEvent<abi>
    },
  }
}

function toAmbiguous(name: string): ConfigError {
  return new ConfigError({
    field: `event ${name}`,
    problem: 'the ABI has it twice',
    cure: 'Keep the declaration whose indexed parameters are those of the contract.',
  })
}

function toEmpty(): ConfigError {
  return new ConfigError({
    field: 'abi',
    problem: 'it has none of the events that are to be decoded',
    cure: 'Add the event declarations of the contract.',
  })
}
