import { type Abi, type AbiEvent, parseAbiItem } from 'viem'
import type { Hex } from '../../../src/facts/primitives.ts'
import { encodeLog, type LogParts } from '../logs.ts'
import { openCatalogue } from '../openCatalogue.ts'

/** One event of the reference catalogue of margin systems. */
export interface MarginEvent {
  protocol: string
  contract: string
  topic0: Hex
  abi: string
}

const files = openCatalogue('margin-events', new URL('marginEvents.tsv', import.meta.url))

/** `margin-events.json` of the reference folder, where it is there. */
export const { referencePath, hasReference } = files

export const marginEvents: readonly MarginEvent[] = files.rows.map(
  ([protocol = '', contract = '', topic0 = '', abi = '']) => {
    // CAST: a test holds every hash against its declaration.
    return { protocol, contract, topic0: topic0 as Hex, abi }
  },
)

/** The declaration of a row. */
export function eventOf({ abi }: MarginEvent): AbiEvent {
  const item = parseAbiItem(abi)
  if (item.type !== 'event') throw new Error(`${abi} is no event`)
  return item
}

/** Encodes events of one protocol as the catalogue declares them. */
export function createLogs(protocol: string) {
  const own = marginEvents.filter((row) => row.protocol === protocol)
  const abi: Abi = own.map(eventOf)
  return (address: Hex, name: string, args: Record<string, unknown>): LogParts =>
    encodeLog(abi, address, name, args)
}
