import { promisify } from 'node:util'
import { deflateRaw, inflateRawSync } from 'node:zlib'
import type { BlockRef } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { decodeRawLogs } from './decodeRawLogs.ts'
import { encodeRawLogs } from './encodeRawLogs.ts'
import type { RawSegment } from './RawSegment.ts'

/** The fastest level: what columns have not made small is hashes, which no level makes smaller. */
const LEVEL = 1

/** First byte of a segment, so that another layout can be told from this one. */
const LAYOUT = 1

const deflate = promisify(deflateRaw)

/** Compresses the logs of a range, off the calling thread. */
export async function packRawLogs(range: {
  fromBlock: bigint
  toBlock: bigint
  filters: string
  blocks: readonly BlockRef[]
  logs: readonly RawLog[]
}): Promise<RawSegment> {
  const { fromBlock, toBlock, filters, blocks, logs } = range
  const own = new Set(logs.map(({ blockHash }) => blockHash))
  const encoded = encodeRawLogs(
    blocks.filter(({ hash }) => own.has(hash)),
    logs,
  )
  const packed = logs.length === 0 ? Buffer.alloc(0) : await deflate(encoded, { level: LEVEL })
  // Memory of its own, which can be handed to the writer's thread.
  const bytes = new Uint8Array(packed.length + 1)
  bytes[0] = LAYOUT
  bytes.set(packed, 1)
  return { fromBlock, toBlock, filters, logCount: logs.length, bytes }
}

/** Logs of a segment and the blocks that they stand in; undefined for a layout that this version does not know. */
export function unpackRawLogs(
  bytes: Uint8Array,
): { blocks: readonly BlockRef[]; logs: readonly RawLog[] } | undefined {
  if (bytes[0] !== LAYOUT) return undefined
  if (bytes.length === 1) return { blocks: [], logs: [] }
  return decodeRawLogs(inflateRawSync(bytes.subarray(1)))
}
