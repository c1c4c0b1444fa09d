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
] as const

/** Hashes stand apart: nothing makes them smaller. */
export type RawColumns<column> = Record<(typeof names)[number] | 'hashes', column>

/** A segment as bytes, before the first part of it is compressed. */
export interface RawParts {
  columns: Buffer
  hashes: Buffer
}

export function createColumns(): RawColumns<ByteColumn> {
  return { ...mapColumns(() => new ByteColumn()), hashes: new ByteColumn() }
}

/** Every column after its length. */
export function joinColumns(columns: RawColumns<ByteColumn>): RawParts {
  const parts = names.flatMap((name) => {
    const length = new ByteColumn()
    length.natural(columns[name].length)
    return [length.bytes(), columns[name].bytes()]
  })
  return { columns: Buffer.concat(parts), hashes: columns.hashes.bytes() }
}

export function splitColumns({ columns, hashes }: RawParts): RawColumns<ByteColumnReader> {
  const reader = new ByteColumnReader(columns)
  return { ...mapColumns(() => reader.column()), hashes: new ByteColumnReader(hashes) }
}

function mapColumns<column>(create: () => column): Omit<RawColumns<column>, 'hashes'> {
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
  }
}
