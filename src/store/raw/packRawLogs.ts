import { promisify } from 'node:util'
import { deflateRaw, inflateRawSync } from 'node:zlib'
import type { BlockRef } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { decodeRawLogs } from './decodeRawLogs.ts'
import { encodeRawLogs } from './encodeRawLogs.ts'
import type { RawSegment } from './RawSegment.ts'

/** The fastest level: columns have done most of it, and hashes are left out. */
const LEVEL = 1

/** First byte of a segment, so that another layout can be told from this one. */
const LAYOUT = 1

/** Layout and length of the compressed part. */
const HEAD_BYTES = 5

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
  const parts = encodeRawLogs(
    blocks.filter(({ hash }) => own.has(hash)),
    logs,
  )
  const packed = await deflate(parts.columns, { level: LEVEL })
  // Memory of its own, which can be handed to the writer's thread.
  const bytes = new Uint8Array(HEAD_BYTES + packed.length + parts.hashes.length)
  bytes[0] = LAYOUT
  new DataView(bytes.buffer).setUint32(1, packed.length)
  bytes.set(packed, HEAD_BYTES)
  bytes.set(parts.hashes, HEAD_BYTES + packed.length)
  return { fromBlock, toBlock, filters, logCount: logs.length, bytes }
}

/** Logs of a segment and the blocks that they stand in; undefined for a layout that this version does not know. */
export function unpackRawLogs(
  bytes: Uint8Array,
): { blocks: readonly BlockRef[]; logs: readonly RawLog[] } | undefined {
  if (bytes[0] !== LAYOUT) return undefined
  const stored = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = HEAD_BYTES + stored.readUInt32BE(1)
  const columns = inflateRawSync(stored.subarray(HEAD_BYTES, end))
  return decodeRawLogs({ columns, hashes: stored.subarray(end) })
}
