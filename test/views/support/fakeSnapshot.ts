import type { LiveChain } from '../../../src/api/views/cut/LiveChain.ts'
import type { BlockRef, ChainId, Hash } from '../../../src/facts/primitives.ts'
import type { RecordedCoverage, RecordedProgress } from '../../../src/store/Recorded.ts'
import type { Snapshot } from '../../../src/store/Snapshot.ts'

/** Hash of a block of a chain; `fork` tells two of one height apart. */
export const hashOf = (chainId: ChainId, number: bigint, fork = 0): Hash =>
  `0x${[chainId, fork, number].map((part) => part.toString(16).padStart(4, '0')).join('')}${'ab'.repeat(26)}`

/** A block; heights are 12 seconds apart. */
export const blockOf = (chainId: ChainId, number: bigint, fork = 0): BlockRef => ({
  number,
  hash: hashOf(chainId, number, fork),
  timestamp: number * 12n,
})

/** What a store holds of one chain. */
export interface StoredChain {
  blocks: readonly BlockRef[]
  orphaned?: readonly BlockRef[]
  safe?: bigint
  finalized?: bigint
  phase?: RecordedProgress['phase']
  coveredFrom?: bigint
}

/** A snapshot that answers about blocks alone. */
export function createFakeSnapshot(
  stored: Readonly<Record<ChainId, StoredChain>>,
  parts: Partial<Snapshot> = {},
): Snapshot {
  const chains = new Map(Object.entries(stored).map(([id, chain]) => [Number(id), chain]))
  const blocksOf = (chainId: ChainId) => chains.get(chainId)?.blocks ?? []
  return {
    revision: 3,
    sequence: 17,
    progress: [...chains].flatMap(([chainId, chain]) => toProgress(chainId, chain)),
    coverage: [...chains].map(([chainId, chain]) => toCoverage(chainId, chain)),
    retention: [],
    stateDigest: () => undefined,
    blockAt: (chainId, number) => blocksOf(chainId).findLast((block) => block.number <= number),
    blockAtTime: (chainId, timestamp) =>
      blocksOf(chainId).findLast((block) => block.timestamp <= timestamp),
    blockState: (chainId, number, hash) => {
      const isIt = (block: BlockRef) => block.number === number && block.hash.startsWith(hash)
      if (blocksOf(chainId).some(isIt)) return 'canonical'
      return chains.get(chainId)?.orphaned?.some(isIt) ? 'orphaned' : 'unknown'
    },
    series: () => [],
    lowest: () => undefined,
    factsOf: () => [],
    legs: () => [],
    transfers: () => [],
    openTransfers: () => [],
    deliveries: () => [],
    openRoutes: () => [],
    accounts: () => [],
    touched: () => [],
    quarantined: () => ({ count: 0, newest: [] }),
    incidents: () => [],
    release: () => {},
    ...parts,
  }
}

function toProgress(chainId: ChainId, chain: StoredChain): RecordedProgress[] {
  const { safe = 0n, finalized = 0n, phase = 'live' } = chain
  const indexed = chain.blocks.at(-1)
  return indexed === undefined ? [] : [{ chainId, indexed, safe, finalized, phase }]
}

function toCoverage(chainId: ChainId, chain: StoredChain): RecordedCoverage {
  return {
    chainId,
    sourceId: `${chainId}/test`,
    filterDigest: '',
    fromBlock: 0n,
    fromTimestamp: chain.coveredFrom ?? 0n,
    decoder: 'test@1',
    spans: [],
    toBlock: chain.blocks.at(-1)?.number ?? 0n,
  }
}

/** A chain whose process knows no more than the store. */
export function liveChain(chainId: ChainId, parts: Partial<LiveChain> = {}): LiveChain {
  return {
    chainId,
    name: `chain-${chainId}`,
    recorded: undefined,
    head: undefined,
    pending: parts.head === undefined ? [] : [parts.head],
    safe: 0n,
    finalized: 0n,
    halted: undefined,
    isStale: false,
    ...parts,
  }
}
