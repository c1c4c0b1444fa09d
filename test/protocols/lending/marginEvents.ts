import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Abi, type AbiEvent, parseAbiItem } from 'viem'
import type { Hex } from '../../../src/facts/primitives.ts'
import { encodeLog, type LogParts } from '../logs.ts'

/** One event of the reference catalogue of margin systems. */
export interface MarginEvent {
  protocol: string
  contract: string
  topic0: Hex
  abi: string
}

/** `margin-events.json` of the reference folder, where it is there. */
export const referencePath = fileURLToPath(
  new URL('../../../../shared/reference/margin-events.json', import.meta.url),
)
export const hasReference = existsSync(referencePath)

/** The columns that tests need, a row per line, so that they run where the reference folder is not. */
const copy = fileURLToPath(new URL('marginEvents.tsv', import.meta.url))

export const marginEvents: readonly MarginEvent[] = readFileSync(copy, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [protocol = '', contract = '', topic0 = '', abi = ''] = line.split('\t')
    // CAST: a test holds every hash against its declaration.
    return { protocol, contract, topic0: topic0 as Hex, abi }
  })

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
