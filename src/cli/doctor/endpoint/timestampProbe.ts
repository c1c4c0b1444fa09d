import { readHeader } from '../../../chain/blocks/Header.ts'
import { toQuantity } from '../../../chain/rpc/parseHex.ts'
import type { Probe } from '../Probe.ts'
import type { EndpointContext } from './EndpointContext.ts'

/** Newest blocks that are looked at for one with logs. */
const sampleBlocks = 16

export interface TimestampFacts {
  /** Undefined when none of the newest blocks has a log. */
  hasTimestamp: boolean | undefined
}

/** Whether logs carry the time of their block. */
export const timestampProbe: Probe<EndpointContext, TimestampFacts> = {
  check: 'logTimestamps',
  async ask(asker, { chain, head }) {
    const numbers = Array.from({ length: sampleBlocks }, (_, i) => head.number - BigInt(i))
    const answers = await asker.askMany(
      numbers
        .filter((number) => number >= 0n)
        .map((number) => ({
          method: 'eth_getBlockByNumber',
          params: [toQuantity(number), false],
        })),
    )
    const busy = answers
      .map(({ result }) => readHeader(result ?? null, { chain: chain.name }))
      .find((header) => !/^0x0*$/.test(header?.logsBloom ?? '0x'))
    if (busy === undefined) return { hasTimestamp: undefined }
    const { result } = await asker.ask('eth_getLogs', [{ blockHash: busy.hash }])
    const log: unknown = Array.isArray(result) ? result[0] : undefined
    if (typeof log !== 'object' || log === null) return { hasTimestamp: undefined }
    return { hasTimestamp: 'blockTimestamp' in log && typeof log.blockTimestamp === 'string' }
  },
  judge({ hasTimestamp }) {
    if (hasTimestamp === undefined) {
      return [{ status: 'pass', text: 'No recent block has a log that could show its time.' }]
    }
    if (hasTimestamp) return [{ status: 'pass', text: 'Logs carry the time of their block.' }]
    return [
      {
        status: 'warn',
        text: 'Logs do not carry the time of their block, so each block with an event costs a header.',
        cure: 'Prefer a node that sends blockTimestamp with its logs.',
      },
    ]
  },
}
