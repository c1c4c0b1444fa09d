import { ByteColumn, ByteColumnReader } from './ByteColumn.ts'

/** Columns of a raw segment in the order in which they are written; neighbours in a column compress well. */
const names = [
  'blockNumbers',
  'blockTimes',
  'txBlocks',
  'txIndexes',
  'logTxs',
  'logIndexes',
  'topicCounts',
  'dataSizes',
  'words',
  'wordBytes',
  'hashes',
] as const

export type RawColumns<column> = Record<(typeof names)[number], column>

export function createColumns(): RawColumns<ByteColumn> {
  return mapColumns(() => new ByteColumn())
}

/** Every column after its length. */
export function joinColumns(columns: RawColumns<ByteColumn>): Buffer {
  const parts = names.flatMap((name) => {
    const length = new ByteColumn()
    length.natural(columns[name].length)
    return [length.bytes(), columns[name].bytes()]
  })
  return Buffer.concat(parts)
}

export function splitColumns(bytes: Buffer): RawColumns<ByteColumnReader> {
  const reader = new ByteColumnReader(bytes)
  return mapColumns(() => reader.column())
}

function mapColumns<column>(create: () => column): RawColumns<column> {
  return {
    blockNumbers: create(),
    blockTimes: create(),
    txBlocks: create(),
    txIndexes: create(),
    logTxs: create(),
    logIndexes: create(),
    topicCounts: create(),
    dataSizes: create(),
    words: create(),
    wordBytes: create(),
    hashes: create(),
  }
}
