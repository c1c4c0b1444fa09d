import { assert } from '../../errors/assert.ts'
import type { BlockRef, Hash, Hex } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import type { ByteColumnReader } from './ByteColumn.ts'
import { NAMED_BYTES_MIN, WORD_BYTES } from './encodeRawLogs.ts'
import { type RawColumns, type RawParts, splitColumns } from './RawColumns.ts'

type Columns = RawColumns<ByteColumnReader>

/** Reads back what `encodeRawLogs` wrote. */
export function decodeRawLogs(parts: RawParts): {
  blocks: readonly BlockRef[]
  logs: readonly RawLog[]
} {
  const columns = splitColumns(parts)
  const blocks = decodeBlocks(columns)
  const readWord = createWordReader(columns)
  const readPlace = createPlaceReader(columns, blocks)
  const count = columns.logTxs.natural()
  const logs: RawLog[] = []
  while (logs.length < count) logs.push({ ...readBody(columns, readWord), ...readPlace() })
  return { blocks, logs }
}

function decodeBlocks({ blockNumbers, blockTimes, hashes }: Columns): readonly BlockRef[] {
  const count = blockNumbers.natural()
  const blocks: BlockRef[] = []
  let number = 0
  let time = 0
  while (blocks.length < count) {
    number += blockNumbers.natural()
    time += blockTimes.signed()
    const hash: Hash = `0x${hashes.hex(WORD_BYTES)}`
    blocks.push({ number: BigInt(number), hash, timestamp: BigInt(time) })
  }
  return blocks
}

type Place = Pick<RawLog, 'blockNumber' | 'blockHash' | 'txIndex' | 'txHash' | 'logIndex'>

function createPlaceReader(columns: Columns, blocks: readonly BlockRef[]): () => Place {
  const { txBlocks, txIndexes, hashes, logTxs, logIndexes } = columns
  let last: Place | undefined
  let place = 0
  return () => {
    if (logTxs.natural() === 0) {
      assert(last !== undefined, 'the first raw log opens a transaction')
      last = { ...last, logIndex: last.logIndex + logIndexes.signed() }
      return last
    }
    place += txBlocks.natural()
    const block = blocks[place]
    assert(block !== undefined, 'a raw log stands in a block of its segment')
    const isSameBlock = last?.blockHash === block.hash
    const logIndex = (isSameBlock ? (last?.logIndex ?? 0) : 0) + logIndexes.signed()
    last = {
      blockNumber: block.number,
      blockHash: block.hash,
      txIndex: txIndexes.natural(),
      txHash: `0x${hashes.hex(WORD_BYTES)}`,
      logIndex,
    }
    return last
  }
}

/** Digits of the next word, padded to its size. */
type ReadWord = (byteCount: number) => string

function createWordReader({ words, wordBytes }: Columns): ReadWord {
  const named: string[] = []
  const readDigits = (): string => {
    const code = words.natural()
    if (code > WORD_BYTES) {
      const known = named[code - WORD_BYTES - 1]
      assert(known !== undefined, 'a raw log names a word that came before it')
      return known
    }
    const digits = wordBytes.hex(code)
    if (code >= NAMED_BYTES_MIN) named.push(digits)
    return digits
  }
  return (byteCount) => readDigits().padStart(2 * byteCount, '0')
}

const ADDRESS_BYTES = 20

function readBody({ topicCounts, dataSizes }: Columns, readWord: ReadWord) {
  const address: Hex = `0x${readWord(ADDRESS_BYTES)}`
  const topics: Hex[] = []
  const topicCount = topicCounts.natural()
  while (topics.length < topicCount) topics.push(`0x${readWord(WORD_BYTES)}`)
  let rest = dataSizes.natural()
  let data: Hex = '0x'
  for (; rest > 0; rest -= WORD_BYTES) data += readWord(Math.min(rest, WORD_BYTES))
  return { address, topics, data }
}
