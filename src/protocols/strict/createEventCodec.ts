import type { AbiEvent, AbiParameter } from 'viem'
import { toEventSelector } from 'viem'
import { ConfigError } from '../../errors/ConfigError.ts'
import type { Hex } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { decodeDynamic } from './decodeDynamic.ts'
import { readOnlyBytes } from './readOnlyBytes.ts'
import { createWordCodec, type WordCodec } from './wordCodec.ts'

type EventArgs = Readonly<Record<string, unknown>>

/** One event of an ABI; `decode` answers the arguments by name, or the reason as a sentence. */
export interface EventCodec {
  name: string
  topic0: Hex
  decode(log: Pick<RawLog, 'topics' | 'data'>): EventArgs | string
}

interface Slot {
  name: string
  type: string
  read: WordCodec
}

const hash: WordCodec = (word) => word

/**
 * Derives the codec of one event once, so that a log of static words costs no ABI walk.
 *
 * @throws {ConfigError} when the event is anonymous or has a parameter without a name.
 */
export function createEventCodec(event: AbiEvent): EventCodec {
  assertUsable(event)
  const topic0 = toEventSelector(event)
  // An indexed parameter of a dynamic type is its hash in the log; the hash is all there is to check.
  const topics = event.inputs
    .filter((input) => input.indexed === true)
    .map((input) => toSlot(input, createWordCodec(input.type) ?? hash))
  const inputs = event.inputs.filter((input) => input.indexed !== true)
  const readData = createDataReader(event.name, inputs)

  return {
    name: event.name,
    topic0,
    decode(log) {
      if (log.topics.length !== topics.length + 1)
        return `${event.name} has ${topics.length + 1} topics and the log has ${log.topics.length}.`
      const args: Record<string, unknown> = {}
      let index = 0
      for (const slot of topics) {
        index += 1
        const topic = log.topics[index]
        if (topic === undefined || topic.length !== 66)
          return `Topic ${index} of ${event.name} is not 32 bytes.`
        const value = slot.read(topic)
        if (value === undefined) return toDirty(event.name, slot)
        args[slot.name] = value
      }
      const problem = readData(log.data, args)
      return problem ?? args
    },
  }
}

function assertUsable(event: AbiEvent): void {
  if (event.anonymous === true)
    throw new ConfigError({
      field: `event ${event.name}`,
      problem: 'an anonymous event has no topic to find it by',
      cure: 'Leave it out, or use another event of the contract.',
    })
  const unnamed = event.inputs.findIndex((input) => !input.name)
  if (unnamed === -1) return
  throw new ConfigError({
    field: `event ${event.name}`,
    problem: `parameter ${unnamed + 1} has no name`,
    cure: 'Give it one in the ABI; names are free, only types must match the contract.',
  })
}

function toSlot(input: AbiParameter, read: WordCodec): Slot {
  return { name: input.name ?? '', type: input.type, read }
}

function toDirty(event: string, slot: Slot): string {
  return `Parameter \`${slot.name}\` of ${event} has bits set that its type ${slot.type} does not have.`
}

/** Fills `args` from the data and answers the reason where it cannot. */
type DataReader = (data: Hex, args: Record<string, unknown>) => string | undefined

function createDataReader(event: string, inputs: readonly AbiParameter[]): DataReader {
  const slots: Slot[] = []
  for (const input of inputs) {
    const read = createWordCodec(input.type)
    if (!read) return createDynamicReader(event, inputs)
    slots.push(toSlot(input, read))
  }
  const length = 2 + slots.length * 64
  return (data, args) => {
    if (data.length !== length)
      return `The data of ${event} has ${slots.length * 32} bytes and the log has ${(data.length - 2) / 2}.`
    let offset = 2
    for (const slot of slots) {
      const value = slot.read(`0x${data.slice(offset, offset + 64)}`)
      if (value === undefined) return toDirty(event, slot)
      args[slot.name] = value
      offset += 64
    }
    return undefined
  }
}

function createDynamicReader(event: string, inputs: readonly AbiParameter[]): DataReader {
  const [only, second] = inputs
  const name = only?.type === 'bytes' && second === undefined ? only.name : undefined
  return (data, args) => {
    const bytes = name === undefined ? undefined : readOnlyBytes(data)
    if (name !== undefined && bytes !== undefined) {
      args[name] = bytes
      return undefined
    }
    const result = decodeDynamic(inputs, data)
    if ('reason' in result) return `The data of ${event} ${result.reason}.`
    for (const [index, input] of inputs.entries()) args[input.name ?? ''] = result.values[index]
    return undefined
  }
}
