import type { BlocksEvent } from '../chain/ChainEvent.ts'
import type { Decoder } from '../facts/Decoder.ts'
import type { BlockRef } from '../facts/primitives.ts'
import type { RawLog } from '../facts/RawLog.ts'
import { packRawLogs } from '../store/raw/packRawLogs.ts'
import type { RawSegment } from '../store/raw/RawSegment.ts'
import { spellFilters } from '../store/raw/spellFilters.ts'
import { heldFilters } from './heldFilters.ts'

/** A segment is worth its row and its own dictionary from here on; what ends the process earlier is asked for again. */
const segmentLogsMin = 500

/** Logs held in memory until they are final; beyond it the oldest are let go, and asked for again when needed. */
const heldLogsMax = 100_000

interface HeldRange {
  fromBlock: bigint
  toBlock: bigint
  blocks: readonly BlockRef[]
  logs: readonly RawLog[]
}

/** Raw logs on their way into the store: what is final goes with the next commit, a few hundred at a time. */
export interface RawLogKeeper {
  /** Takes note of a range that was read for all sources. */
  take(event: BlocksEvent): void
  /** What is final, once it is enough for a segment or `isLast`. */
  takeFinal(finalized: bigint, isLast: boolean): readonly RawSegment[]
  /** A reorg took every block above `ancestor`, or a range turned out to lack a log. */
  retract(ancestor: bigint): void
  lacks(blocks: readonly BlockRef[]): void
}

/** Every range was asked for with the filters of all `decoders`. */
export function createRawLogKeeper(decoders: readonly Decoder[]): RawLogKeeper {
  const filters = spellFilters(decoders.flatMap(heldFilters))
  let held: HeldRange[] = []
  let heldLogs = 0
  const keepOnly = (isKept: (range: HeldRange) => boolean): void => {
    held = held.filter(isKept)
    heldLogs = held.reduce((count, { logs }) => count + logs.length, 0)
  }
  return {
    take({ fromBlock, toBlock, blocks, logs }) {
      held.push({ fromBlock, toBlock: toBlock.number, blocks, logs })
      heldLogs += logs.length
      while (heldLogs > heldLogsMax) heldLogs -= held.shift()?.logs.length ?? heldLogs
    },
    takeFinal(finalized, isLast) {
      const count = held.findIndex(({ toBlock }) => toBlock > finalized)
      const final = count < 0 ? held : held.slice(0, count)
      const logs = final.reduce((sum, range) => sum + range.logs.length, 0)
      if (final.length === 0 || (logs < segmentLogsMin && !isLast)) return []
      held = held.slice(final.length)
      heldLogs -= logs
      return joinRanges(final).map((range) => packRawLogs({ ...range, filters }))
    },
    retract(ancestor) {
      keepOnly(({ toBlock }) => toBlock <= ancestor)
    },
    lacks(blocks) {
      keepOnly(
        ({ fromBlock, toBlock }) =>
          !blocks.some(({ number }) => number >= fromBlock && number <= toBlock),
      )
    },
  }
}

/** A keeper that keeps nothing. */
export const noRawLogs: RawLogKeeper = {
  take: () => undefined,
  takeFinal: () => [],
  retract: () => undefined,
  lacks: () => undefined,
}

/** Ranges that abut become one. */
function joinRanges(ranges: readonly HeldRange[]): readonly HeldRange[] {
  const groups: HeldRange[][] = []
  for (const range of ranges) {
    const group = groups.at(-1)
    if (group?.at(-1)?.toBlock === range.fromBlock - 1n) group.push(range)
    else groups.push([range])
  }
  return groups.flatMap((group) => {
    const [first] = group
    const last = group.at(-1)
    if (first === undefined || last === undefined) return []
    if (group.length === 1) return [first]
    return [
      {
        fromBlock: first.fromBlock,
        toBlock: last.toBlock,
        blocks: group.flatMap(({ blocks }) => blocks),
        logs: group.flatMap(({ logs }) => logs),
      },
    ]
  })
}
