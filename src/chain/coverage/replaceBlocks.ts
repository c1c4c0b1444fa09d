import type { RawLog } from '../../facts/RawLog.ts'
import type { LogBatch } from '../logs/readLogs.ts'

/** The batch with the logs of some blocks replaced, and with the times that came with their headers (seconds). */
export function replaceBlocks(
  batch: LogBatch,
  blocks: ReadonlyMap<bigint, readonly RawLog[]>,
  times: ReadonlyMap<bigint, bigint> = new Map(),
): LogBatch {
  const timestamps = times.size === 0 ? batch.timestamps : new Map([...batch.timestamps, ...times])
  if (blocks.size === 0) return { ...batch, timestamps }
  const kept = batch.logs.filter(({ blockNumber }) => !blocks.has(blockNumber))
  const added = [...blocks.values()].flat()
  const hashes = new Map(batch.hashes)
  for (const { blockNumber, blockHash } of added) hashes.set(blockNumber, blockHash)
  return { ...batch, logs: [...kept, ...added], hashes, timestamps }
}
