import { assert } from '../../errors/assert.ts'
import type { BlockRef, Hash, Hex } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import type { ByteColumn } from './ByteColumn.ts'
import { createColumns, joinColumns, type RawColumns, type RawParts } from './RawColumns.ts'

export const WORD_BYTES = 32

/** Words from this size on get a number at first sight; a shorter one is cheaper to repeat. */
export const NAMED_BYTES_MIN = 8

type Columns = RawColumns<ByteColumn>

/**
 * Writes logs of one chain, in chain order, column by column: a block and a transaction stand once, an address or a long
 * word once in full and then by number, and no word brings its leading zeros. `blocks` holds every block that a log stands
 * in. What is left is compressed afterwards.
 */
export function encodeRawLogs(blocks: readonly BlockRef[], logs: readonly RawLog[]): RawParts {
  const columns = createColumns()
  columns.blockNumbers.natural(blocks.length)
  columns.logTxs.natural(logs.length)
  const places = encodeBlocks(columns, blocks)
  encodePlaces(columns, logs, places)
  encodeBodies(columns, logs)
  return joinColumns(columns)
}

/** Returns the place of each block by its hash. */
function encodeBlocks(columns: Columns, blocks: readonly BlockRef[]): ReadonlyMap<Hash, number> {
  const places = new Map<Hash, number>()
  let number = 0
  let time = 0
  for (const [place, block] of blocks.entries()) {
    columns.blockNumbers.natural(Number(block.number) - number)
    columns.blockTimes.signed(Number(block.timestamp) - time)
    columns.hashes.hex(block.hash, 2, block.hash.length)
    number = Number(block.number)
    time = Number(block.timestamp)
    places.set(block.hash, place)
  }
  return places
}

/** Which transaction each log stands in, and where that stands. */
function encodePlaces(
  { txBlocks, txIndexes, hashes, logTxs, logIndexes }: Columns,
  logs: readonly RawLog[],
  places: ReadonlyMap<Hash, number>,
): void {
  let last: RawLog | undefined
  let place = 0
  for (const log of logs) {
    const isSameBlock = last?.blockHash === log.blockHash
    const isSameTx = isSameBlock && last?.txIndex === log.txIndex
    logTxs.natural(isSameTx ? 0 : 1)
    logIndexes.signed(log.logIndex - (isSameBlock ? (last?.logIndex ?? 0) : 0))
    last = log
    if (isSameTx) continue
    const next = isSameBlock ? place : places.get(log.blockHash)
    assert(next !== undefined, `block ${log.blockNumber} of a raw log is not among its blocks`)
    txBlocks.natural(next - place)
    txIndexes.natural(log.txIndex)
    hashes.hex(log.txHash, 2, log.txHash.length)
    place = next
  }
}

function encodeBodies(columns: Columns, logs: readonly RawLog[]): void {
  const { topicCounts, dataSizes } = columns
  const words = new WordWriter(columns)
  for (const { address, topics, data } of logs) {
    words.whole(address)
    topicCounts.natural(topics.length)
    for (const topic of topics) words.whole(topic)
    dataSizes.natural((data.length - 2) >> 1)
    for (let at = 2; at < data.length; at += 2 * WORD_BYTES) {
      words.word(data, at, Math.min(at + 2 * WORD_BYTES, data.length))
    }
  }
}

/**
 * Writes words of up to `WORD_BYTES`. What it writes is up to that the number of bytes that follow, above it the number of a
 * word seen before. A class rather than closures, which V8 would compile anew for every batch.
 */
class WordWriter {
  readonly #numbers: ByteColumn
  readonly #bytes: ByteColumn
  readonly #named = new Map<string, number>()
  /** Numbers by address or topic: these come as one string again and again, and need no cutting then. */
  readonly #whole = new Map<Hex, number>()

  constructor({ words, wordBytes }: Columns) {
    this.#numbers = words
    this.#bytes = wordBytes
  }

  /** All digits of an address or a topic. */
  whole(text: Hex): void {
    const known = this.#whole.get(text)
    if (known !== undefined) {
      this.#numbers.natural(known)
      return
    }
    const number = this.word(text, 2, text.length)
    if (number !== undefined) this.#whole.set(text, number)
  }

  /** The hex digits [start, end) of a text; answers the number to repeat them by, undefined for a short word. */
  word(text: string, start: number, end: number): number | undefined {
    let from = start
    while (from < end && text.charCodeAt(from) === 0x30 && text.charCodeAt(from + 1) === 0x30) {
      from += 2
    }
    const size = (end - from) >> 1
    const digits = text.slice(from, end)
    const known = size < NAMED_BYTES_MIN ? undefined : this.#named.get(digits)
    this.#numbers.natural(known ?? size)
    if (known !== undefined) return known
    this.#bytes.hex(digits, 0, digits.length)
    if (size < NAMED_BYTES_MIN) return undefined
    const number = WORD_BYTES + 1 + this.#named.size
    this.#named.set(digits, number)
    return number
  }
}
