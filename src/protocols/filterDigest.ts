import { stringToBytes } from 'viem'
import type { LogFilter, SourceSet } from '../facts/Decoder.ts'
import type { Hash } from '../facts/primitives.ts'
import { keccak256 } from '../utils/keccak256.ts'

/**
 * Hash of what a source set asks a node for, whatever the order it was written in. Where it changes, coverage starts
 * anew. `startBlock` is left out: a later or earlier start keeps the range that is already covered.
 */
export function filterDigest(source: Pick<SourceSet, 'filters'>): Hash {
  return keccak256(stringToBytes(JSON.stringify(source.filters.map(toCanonical).sort())))
}

function toCanonical({ addresses, topics }: LogFilter): string {
  const positions = topics.map((values) => (values === undefined ? null : [...values].sort()))
  return JSON.stringify([[...addresses].sort(), positions])
}
