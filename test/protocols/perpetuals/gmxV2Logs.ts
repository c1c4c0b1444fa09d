import { pad } from 'viem'
import type { Hex } from '../../../src/facts/primitives.ts'
import { createLogs } from '../lending/marginEvents.ts'
import { addressOf, type LogParts } from '../logs.ts'

/** The values of an event by type, each in the order in which they are given. */
export interface Items {
  address?: Readonly<Record<string, Hex>>
  uint?: Readonly<Record<string, bigint>>
  int?: Readonly<Record<string, bigint>>
  bool?: Readonly<Record<string, boolean>>
  bytes32?: Readonly<Record<string, Hex>>
  bytes?: Readonly<Record<string, Hex>>
  string?: Readonly<Record<string, string>>
}

const log = createLogs('GMX v2')

/** Encodes an event of the emitter as the catalogue declares its envelopes. */
export function createGmxLogs(emitter: Hex) {
  return (name: string, items: Items, topics: readonly Hex[] = [emitter]): LogParts => {
    const group = (type: keyof Items) => ({
      items: Object.entries(items[type] ?? {}).map(([key, value]) => ({ key, value })),
      arrayItems: [],
    })
    const [topic1, topic2] = topics.map((topic) => pad(topic))
    return log(emitter, ['EventLog', 'EventLog1', 'EventLog2'][topics.length] ?? '', {
      ...{ msgSender: addressOf(0x5e), eventName: name, eventNameHash: name, topic1, topic2 },
      eventData: {
        ...{ addressItems: group('address'), uintItems: group('uint'), intItems: group('int') },
        ...{ boolItems: group('bool'), bytes32Items: group('bytes32') },
        ...{ bytesItems: group('bytes'), stringItems: group('string') },
      },
    })
  }
}
