import type { RecordedCoverage } from './Recorded.ts'

/** A configured source set, as far as its coverage can be held against it. */
export interface SourceIdentity {
  sourceId: string
  startBlock: bigint
  filterDigest: string
  decoder: string
}

/**
 * How far a configured source is in the recorded history of its chain, which is known up to `indexed`.
 * `covered`: like everything else. `joining`: from `nextBlock` on it is not. `changed`: what is recorded of it was read
 * by other filters, from a later start block or by another decoder, and has to be derived anew.
 */
export type SourceProgress =
  | { state: 'covered' }
  | { state: 'joining'; nextBlock: bigint }
  | { state: 'changed'; nextBlock: bigint }

/** `row` is what coverage is recorded of the source, undefined before any. Follows from the recorded state alone. */
export function sourceProgress(
  source: SourceIdentity,
  row: RecordedCoverage | undefined,
  indexed: bigint,
): SourceProgress {
  const { startBlock } = source
  if (row === undefined)
    return startBlock > indexed ? { state: 'covered' } : { state: 'joining', nextBlock: startBlock }
  // Coverage of before version 2 does not say who decoded it.
  const isOtherDecoder = row.decoder !== '' && row.decoder !== source.decoder
  if (isOtherDecoder || row.filterDigest !== source.filterDigest || startBlock < row.fromBlock)
    return { state: 'changed', nextBlock: startBlock }
  return row.toBlock < indexed
    ? { state: 'joining', nextBlock: row.toBlock + 1n }
    : { state: 'covered' }
}
