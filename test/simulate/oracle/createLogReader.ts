import {
  type Abi,
  type AbiEvent,
  type AbiParameter,
  BaseError,
  type ContractEventArgsFromTopics,
  type ContractEventName,
  decodeAbiParameters,
  encodeAbiParameters,
  type Hex,
  toEventSelector,
} from 'viem'
import type { OracleLog } from './Oracle.ts'

/** An event of `abi` with its arguments; addresses are lower-case. */
export type OracleEvent<abi extends Abi> = {
  [name in ContractEventName<abi>]: { name: name; args: ContractEventArgsFromTopics<abi, name> }
}[ContractEventName<abi>]

/**
 * Reads logs of one contract family by viem's own codec. A log that no compiler would have written says nothing: what was
 * decoded must encode to the same topics and data again.
 */
export function createLogReader<const abi extends Abi>(
  abi: abi,
): (log: Pick<OracleLog, 'topics' | 'data'>) => OracleEvent<abi> | undefined {
  const events = new Map<Hex, AbiEvent>()
  for (const item of abi) if (item.type === 'event') events.set(toEventSelector(item), item)
  return (log) => {
    const event = log.topics[0] === undefined ? undefined : events.get(log.topics[0])
    const args = event && decodeExactly(event, log)
    if (event === undefined || args === undefined) return undefined
    // CAST: the arguments were decoded by the event of this name in `abi`.
    return { name: event.name, args } as OracleEvent<abi>
  }
}

function decodeExactly(
  event: AbiEvent,
  log: Pick<OracleLog, 'topics' | 'data'>,
): Record<string, unknown> | undefined {
  const indexed = event.inputs.filter((input) => input.indexed === true)
  const others = event.inputs.filter((input) => input.indexed !== true)
  if (log.topics.length !== indexed.length + 1) return undefined
  const args: Record<string, unknown> = {}
  // No event of the vocabulary has an indexed parameter that a topic holds the hash of only.
  const parts = indexed.map((input, i) => ({ inputs: [input], data: log.topics[i + 1] ?? '0x' }))
  for (const { inputs, data } of [...parts, { inputs: others, data: log.data }]) {
    const values = decode(inputs, data)
    if (values === undefined || encodeAbiParameters(inputs, values) !== data) return undefined
    for (const [i, { name = '', type }] of inputs.entries())
      args[name] = type === 'address' ? String(values[i]).toLowerCase() : values[i]
  }
  return args
}

function decode(inputs: readonly AbiParameter[], data: Hex): readonly unknown[] | undefined {
  try {
    return decodeAbiParameters(inputs, data)
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}
