import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import type { BlockRef } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { decodeRawLogs } from './decodeRawLogs.ts'
import { encodeRawLogs } from './encodeRawLogs.ts'
import type { RawSegment } from './RawSegment.ts'

/** The fastest level: columns have done most of it, and hashes are left out. */
const LEVEL = 1

/** First byte of a stored segment, so that another layout can be told from this one. */
const LAYOUT = 2

/** The layout before there was a checksum. */
const UNCHECKED_LAYOUT = 1

/** Layout and length of the compressed part. */
const HEAD_BYTES = 5

/** A CRC-32 behind the head, from layout 2 on. */
const CHECKSUM_BYTES = 4

/** What a segment says that it holds. */
type Held = Pick<RawSegment, 'fromBlock' | 'toBlock' | 'filters'>

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
export function compressRawLogs(segment: RawSegment): Buffer {
  const { columns, hashes } = segment
  const packed = deflateRawSync(columns, { level: LEVEL })
  const head = Buffer.alloc(HEAD_BYTES + CHECKSUM_BYTES)
  head.writeUInt8(LAYOUT)
  head.writeUInt32BE(packed.length, 1)
  const stored = Buffer.concat([head, packed, hashes])
  stored.writeUInt32BE(checksum(stored, segment), HEAD_BYTES)
  return stored
}

/**
 * Logs of a stored segment and the blocks that they stand in; undefined for a layout that this version does not know, and for
 * one that is damaged, or of other blocks or filters than `held`: what is not kept is asked for again.
 */
export function unpackRawLogs(
  stored: Buffer,
  held: Held,
): { blocks: readonly BlockRef[]; logs: readonly RawLog[] } | undefined {
  const layout = stored[0]
  if (layout !== LAYOUT && layout !== UNCHECKED_LAYOUT) return undefined
  const start = HEAD_BYTES + (layout === LAYOUT ? CHECKSUM_BYTES : 0)
  if (stored.length < start) return undefined
  if (layout === LAYOUT && stored.readUInt32BE(HEAD_BYTES) !== checksum(stored, held)) {
    return undefined
  }
  const end = start + stored.readUInt32BE(1)
  const columns = inflateRawSync(stored.subarray(start, end))
  return decodeRawLogs({ columns, hashes: stored.subarray(end) })
}

/** Over all bytes but its own, and over what the segment is filed under. */
function checksum(stored: Buffer, { fromBlock, toBlock, filters }: Held): number {
  const head = crc32(stored.subarray(0, HEAD_BYTES), crc32(`${fromBlock}-${toBlock}:${filters}`))
  return crc32(stored.subarray(HEAD_BYTES + CHECKSUM_BYTES), head)
}
