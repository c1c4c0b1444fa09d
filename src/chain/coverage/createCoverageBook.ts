import type { CoverageLevel } from '../../facts/Coverage.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import type { Reading } from '../logs/fetchRangeLogs.ts'
import { digestLogs } from './compareLogs.ts'

/** What was handed on of one live block that held wanted logs. */
export interface HandedBlock {
  count: number
  digest: string
}

/** Live blocks that were handed on together: whose word they rest on, and how far they were verified. */
export interface LiveRange {
  fromBlock: bigint
  toBlock: bigint
  by: string
  level: CoverageLevel
  logs: readonly RawLog[]
}

/**
 * What a follower remembers of what it handed on since its start, so that it can be held against a later reading. It
 * holds no logs, only counts and digests, and forgets the oldest beyond its limits: what is forgotten stays unverified.
 */
export interface CoverageBook {
  /** The endpoint was caught cutting an answer off at `entries` logs; what it told before is doubted. */
  noteCut(label: string, entries: number): void
  isCutAt(label: string, entries: number): boolean
  /** Backfilled ranges were handed on. */
  noteReadings(readings: readonly Reading[], level: CoverageLevel): void
  /** Takes a range that an endpoint told which was caught later; undefined when there is none. */
  takeDoubted(): Reading | undefined
  /** A doubted range could not be read now. */
  doubtAgain(reading: Reading): void
  /** The endpoint has shown logs or receipts of this block: it keeps them from here on. */
  noteKept(label: string, block: bigint): void
  /** The endpoint has shown that it lacks history: that it shows nothing is no reason to believe it. */
  noteGone(label: string): void
  /** Whether an answer of nothing from `block` on calls for a probe; at most `max` times per endpoint. */
  isHistoryDue(label: string, block: bigint, max: number): boolean
  noteLive(range: LiveRange): void
  /** Blocks up to `toBlock` were handed on by a backfill, after an outage or a deep reorg: what live ones held is forgotten. */
  noteBackfilled(toBlock: bigint): void
  /** Blocks from here to the first live one were handed on before this start; they are audited by what the store says. */
  resume(fromBlock: bigint): void
  /** First block that no audit has passed; undefined before there is any. */
  auditFrom(): bigint | undefined
  /** Live ranges up to `toBlock` that no audit has passed: who told them, and how far they were verified. */
  unaudited(toBlock: bigint): readonly Pick<LiveRange, 'toBlock' | 'by' | 'level'>[]
  /** What was handed on of a block: undefined where it held nothing, `forgotten` where nobody remembers. */
  handedOn(number: bigint): HandedBlock | 'forgotten' | undefined
  /** Blocks up to `toBlock` that are remembered to have held wanted logs. */
  handedUpTo(toBlock: bigint): readonly bigint[]
  /** Blocks up to `toBlock` were audited; they are not asked for again. */
  passAudit(toBlock: bigint): void
}

/** Ranges remembered per follower; at 5,000 logs a range that is fifty million logs, in a few megabytes. */
const readingsMax = 10_000

/** Live blocks with logs remembered; deeper than any finality window that the presets know. */
const handedMax = 20_000

/** Creates an empty book. */
export function createCoverageBook(): CoverageBook {
  const cuts = new Map<string, Set<number>>()
  const doubted: Reading[] = []
  let readings: Reading[] = []
  return {
    ...createLiveBook(),
    ...createHistoryBook(),
    noteCut(label, entries) {
      const counts = cuts.get(label) ?? new Set()
      cuts.set(label, counts.add(entries))
      doubted.push(...readings.filter(({ by }) => by === label))
      readings = readings.filter(({ by }) => by !== label)
    },
    isCutAt: (label, entries) => cuts.get(label)?.has(entries) ?? false,
    noteReadings(more, level) {
      if (level !== 'unverified') return
      readings.push(...more)
      if (readings.length > readingsMax * 2) readings = readings.slice(-readingsMax)
    },
    takeDoubted: () => doubted.shift(),
    doubtAgain(reading) {
      doubted.push(reading)
    },
  }
}

type HistoryBook = Pick<CoverageBook, 'noteKept' | 'noteGone' | 'isHistoryDue'>

function createHistoryBook(): HistoryBook {
  const keptFrom = new Map<string, bigint>()
  const probes = new Map<string, number>()
  return {
    noteKept(label, block) {
      const known = keptFrom.get(label)
      if (known === undefined || block < known) keptFrom.set(label, block)
    },
    noteGone(label) {
      probes.delete(label)
    },
    isHistoryDue(label, block, max) {
      const known = keptFrom.get(label)
      if (known !== undefined && known <= block) return false
      const count = (probes.get(label) ?? 0) + 1
      probes.set(label, count)
      return count <= max
    },
  }
}

type LiveBook = Pick<
  CoverageBook,
  | 'noteLive'
  | 'noteBackfilled'
  | 'resume'
  | 'auditFrom'
  | 'unaudited'
  | 'handedOn'
  | 'handedUpTo'
  | 'passAudit'
>

function createLiveBook(): LiveBook {
  const handed = new Map<bigint, HandedBlock>()
  let ranges: Pick<LiveRange, 'toBlock' | 'by' | 'level'>[] = []
  let rememberedFrom: bigint | undefined
  let from: bigint | undefined
  return {
    noteLive({ fromBlock, toBlock, by, level, logs }) {
      from = from === undefined || fromBlock < from ? fromBlock : from
      rememberedFrom ??= fromBlock
      // After a reorg the same heights are handed on anew.
      if ((ranges.at(-1)?.toBlock ?? -1n) >= fromBlock)
        for (const number of handed.keys()) if (number >= fromBlock) handed.delete(number)
      ranges = ranges.filter((range) => range.toBlock < fromBlock)
      const last = ranges.at(-1)
      if (last?.by === by && last.level === level) ranges.pop()
      ranges.push({ toBlock, by, level })
      for (const [number, own] of groupByBlock(logs))
        handed.set(number, { count: own.length, digest: digestLogs(own) })
      for (const number of handed.keys()) {
        if (handed.size <= handedMax) break
        handed.delete(number)
        rememberedFrom = number + 1n
      }
    },
    noteBackfilled(toBlock) {
      if (rememberedFrom !== undefined && rememberedFrom <= toBlock) rememberedFrom = toBlock + 1n
      for (const number of handed.keys()) if (number <= toBlock) handed.delete(number)
    },
    resume(fromBlock) {
      from = fromBlock
    },
    auditFrom: () => from,
    unaudited: (toBlock) => ranges.filter((_, i) => (ranges[i - 1]?.toBlock ?? -1n) < toBlock),
    handedOn(number) {
      if (rememberedFrom === undefined || number < rememberedFrom) return 'forgotten'
      return handed.get(number)
    },
    handedUpTo: (toBlock) => [...handed.keys()].filter((number) => number <= toBlock),
    passAudit(toBlock) {
      from = toBlock + 1n
      ranges = ranges.filter((range) => range.toBlock > toBlock)
      for (const number of handed.keys()) if (number <= toBlock) handed.delete(number)
    },
  }
}

/** Logs by block number; `logs` are in chain order. */
export function groupByBlock(logs: readonly RawLog[]): ReadonlyMap<bigint, readonly RawLog[]> {
  const groups = new Map<bigint, RawLog[]>()
  for (const log of logs) {
    const group = groups.get(log.blockNumber)
    if (group === undefined) groups.set(log.blockNumber, [log])
    else group.push(log)
  }
  return groups
}
