import { maxOf } from '../../utils/maxOf.ts'
import { minOf } from '../../utils/minOf.ts'

/** Learns how many blocks one `eth_getLogs` may span at one endpoint. */
export interface RangeSizer {
  /** Blocks to ask for next. */
  blocks(): bigint
  /** A range of `blocks` was answered with `logs` logs. */
  accept(blocks: bigint, logs: number): void
  /** A range was refused; no more than `suggested` blocks are asked for until the cap is lifted again. */
  refuse(suggested: bigint): void
  /** A range of `blocks` failed in a way that may be its size or the server's trouble. */
  shrink(blocks: bigint): void
  /** Takes back what failures taught since the last accepted range: even one block failed, so it was no cap. */
  forgive(): void
  /** The endpoint was seen to cut answers off at `logs` logs without a word: ranges stay well below it. */
  capLogs(logs: number): void
}

/**
 * Logs aimed at per range: below the common cap of 10,000, large enough that a commit pays for itself, and so small that no
 * step of decoding and recording one holds up the process for 10 ms. Several ranges per chain are held at once.
 */
const logsTargetMax = 1_500

/** Accepted ranges after which a learnt ceiling is lifted by a quarter: caps depend on the density of logs. */
const acceptsPerLift = 40

/** Several ranges per chain are held at once, so the first ones must be small where logs are dense. */
const blocksFirst = 250n

/** Creates a sizer that starts at 250 blocks and never passes `blocksMax`. */
export function createRangeSizer(blocksMax: bigint): RangeSizer {
  let size = minOf(blocksFirst, blocksMax)
  let ceiling = blocksMax
  let accepts = 0
  let acceptedMax: bigint | undefined
  let logsTarget = logsTargetMax
  let beforeFailures: { size: bigint; ceiling: bigint } | undefined
  return {
    blocks: () => size,
    accept(blocks, logs) {
      beforeFailures = undefined
      accepts += 1
      acceptedMax = acceptedMax === undefined ? blocks : maxOf(acceptedMax, blocks)
      if (accepts % acceptsPerLift === 0) ceiling = minOf(ceiling + ceiling / 4n + 1n, blocksMax)
      if (logs > logsTarget * 2 && blocks >= size / 2n) size = maxOf(size / 2n, 1n)
      // A range cut short by the end of the work says nothing about a larger one.
      else if (logs * 2 <= logsTarget && blocks >= size) size = minOf(size * 2n, ceiling)
    },
    refuse(suggested) {
      beforeFailures ??= { size, ceiling }
      accepts = 0
      acceptedMax = undefined
      ceiling = minOf(ceiling, maxOf(suggested, 1n))
      size = minOf(size, ceiling)
    },
    shrink(blocks) {
      beforeFailures ??= { size, ceiling }
      accepts = 0
      // What was granted before still may be; a server in trouble must not leave a ceiling of one block behind.
      if (acceptedMax !== undefined) ceiling = minOf(ceiling, acceptedMax)
      size = minOf(size, maxOf(blocks / 2n, 1n))
    },
    forgive() {
      if (beforeFailures === undefined) return
      size = beforeFailures.size
      ceiling = beforeFailures.ceiling
      beforeFailures = undefined
    },
    capLogs(logs) {
      // Half of the target again is what a range may bring before it is made smaller.
      logsTarget = Math.min(logsTarget, Math.max(Math.floor(logs / 4), 1))
      size = maxOf(size / 2n, 1n)
    },
  }
}
