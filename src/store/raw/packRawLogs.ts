import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { BlockRef } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { decodeRawLogs } from './decodeRawLogs.ts'
import { encodeRawLogs } from './encodeRawLogs.ts'
import type { RawSegment } from './RawSegment.ts'

/** The fastest level: columns have done most of it, and hashes are left out. */
const LEVEL = 1

/** First byte of a stored segment, so that another layout can be told from this one. */
const LAYOUT = 1

/** Layout and length of the compressed part. */
const HEAD_BYTES = 5

/** The logs of a range as columns, in memory that can be handed to another thread, which compresses them. */
export function packRawLogs(range: {
  fromBlock: bigint
  toBlock: bigint
  filters: string
  blocks: readonly BlockRef[]
  logs: readonly RawLog[]
}): RawSegment {
  const { fromBlock, toBlock, filters, blocks, logs } = range
  const own = new Set(logs.map(({ blockHash }) => blockHash))
  const { columns, hashes } = encodeRawLogs(
    blocks.filter(({ hash }) => own.has(hash)),
    logs,
  )
  return {
    fromBlock,
    toBlock,
    filters,
    logCount: logs.length,
    columns: new Uint8Array(columns),
    hashes: new Uint8Array(hashes),
  }
}

/** A segment as it is stored. Synchronous: zlib's own threads cost more memory than its work costs time. */
export function compressRawLogs({ columns, hashes }: RawSegment): Buffer {
  const packed = deflateRawSync(columns, { level: LEVEL })
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt8(LAYOUT)
  head.writeUInt32BE(packed.length, 1)
  return Buffer.concat([head, packed, hashes])
}

/** Logs of a stored segment and the blocks that they stand in; undefined for a layout that this version does not know. */
export function unpackRawLogs(
  stored: Buffer,
): { blocks: readonly BlockRef[]; logs: readonly RawLog[] } | undefined {
  if (stored[0] !== LAYOUT) return undefined
  const end = HEAD_BYTES + stored.readUInt32BE(1)
  const columns = inflateRawSync(stored.subarray(HEAD_BYTES, end))
  return decodeRawLogs({ columns, hashes: stored.subarray(end) })
}
