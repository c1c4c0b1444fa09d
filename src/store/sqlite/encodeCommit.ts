import { assert } from '../../errors/assert.ts'
import { minOf } from '../../utils/minOf.ts'
import type { Commit, Refold } from '../Store.ts'
import type { EncodedCommit, EncodedRefold } from './EncodedBatch.ts'
import { encodeBatch } from './encodeBatch.ts'
import type { Vocabulary } from './Vocabulary.ts'

/** A commit as columns; its last block is that of its progress. */
export function encodeCommit(commit: Commit, vocabulary: Vocabulary): EncodedCommit {
  const { progress, publishedAtMs, revision, incidents = [] } = commit
  const blocks = [...commit.blocks, progress.indexed]
  const batch = encodeBatch({ ...commit, blocks }, vocabulary)
  return { ...batch, progress, publishedAtMs, revision, incidents }
}

export function encodeRefold(refold: Refold, vocabulary: Vocabulary): EncodedRefold {
  const { chainId, fromBlock, publishedAtMs, reason } = refold
  const keys = refold.keys.map((key) => {
    assert(key.chainId === chainId, 'a refold replaces the series of one chain')
    return vocabulary.key(key)
  })
  const lowestBlock = lowestOf(refold)
  const batch = encodeBatch(refold, vocabulary)
  const { dropped = [], uncovered = [], staleRawLogs = [] } = refold
  const own = { fromBlock, lowestBlock, keys: Int32Array.from(keys), publishedAtMs, reason }
  return { ...batch, ...own, dropped, uncovered, staleRawLogs }
}

function lowestOf({ fromBlock, keys, facts, legs, dropped = [] }: Refold): bigint | undefined {
  const changed = [...facts, ...legs].map(({ at }) => at.blockNumber)
  for (const { blockNumber } of dropped) changed.push(blockNumber)
  if (keys.length > 0) changed.push(fromBlock)
  const [first, ...others] = changed
  return first === undefined ? undefined : minOf(first, ...others)
}
