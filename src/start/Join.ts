import type { Decoder } from '../facts/Decoder.ts'
import type { Fact } from '../facts/Fact.ts'
import { sourceOfDecoder } from '../facts/factDecoder.ts'
import { minOf } from '../utils/minOf.ts'

/** A source on its way into the recorded history. */
interface JoiningSource {
  decoder: Decoder
  /** First block of which it is not recorded. */
  nextBlock: bigint
  /** One sentence: why it joins. */
  reason: string
}

/** What to fetch next: every source that lacks `fromBlock`, up to where another one begins to lack. */
export interface Stretch {
  decoders: readonly Decoder[]
  fromBlock: bigint
  toBlock: bigint
}

/**
 * Sources that the config added to a chain that was recorded without them. From the chain's next block on they are
 * followed like all others; their past, up to `target`, is fetched beside it. Until that is whole no series holds
 * anything of them: a running sum without its beginning is no sum.
 */
export interface Join {
  /** Ids of the sources that have not joined yet. */
  ids(): ReadonlySet<string>
  decoders(): readonly Decoder[]
  /** One sentence for the revision under which they join. */
  reason(): string
  /** Last block that was recorded without them. */
  target(): bigint
  /** Undefined once the past is whole. */
  stretch(): Stretch | undefined
  /** The past of these decoders is recorded up to a block. */
  advance(decoders: readonly Decoder[], toBlock: bigint): void
  /** A reorg took every block above `ancestor`: what replaces it is read with all sources. */
  retract(ancestor: bigint): void
  /** Whether a recorded fact is in no series yet. */
  isUnfolded(fact: Fact): boolean
  /** They have joined. */
  finish(): void
}

/**
 * `indexed` is the height of the chain. `barred` are sources whose past cannot be recorded any more; they stay outside.
 */
export function createJoin(
  sources: readonly JoiningSource[],
  indexed: bigint,
  barred: readonly string[] = [],
): Join {
  let target = indexed
  let joining = new Map(sources.map((source) => [source.decoder.source.id, { ...source }]))
  return {
    ids: () => new Set([...joining.keys(), ...barred]),
    decoders: () => [...joining.values()].map(({ decoder }) => decoder),
    reason: () => [...joining.values()].map(({ reason }) => reason).join(' '),
    target: () => target,
    stretch() {
      const open = [...joining.values()].filter(({ nextBlock }) => nextBlock <= target)
      const [first, ...others] = open.map(({ nextBlock }) => nextBlock)
      if (first === undefined) return undefined
      const fromBlock = minOf(first, ...others)
      const later = open.flatMap(({ nextBlock }) => (nextBlock > fromBlock ? [nextBlock - 1n] : []))
      const lacking = open.filter(({ nextBlock }) => nextBlock === fromBlock)
      const decoders = lacking.map(({ decoder }) => decoder)
      return { decoders, fromBlock, toBlock: minOf(target, ...later) }
    },
    advance(decoders, toBlock) {
      for (const { source } of decoders) {
        const own = joining.get(source.id)
        if (own !== undefined && own.nextBlock <= toBlock) own.nextBlock = toBlock + 1n
      }
    },
    retract(ancestor) {
      target = minOf(target, ancestor)
      for (const own of joining.values()) own.nextBlock = minOf(own.nextBlock, ancestor + 1n)
    },
    isUnfolded({ at, decoder }) {
      const sourceId = sourceOfDecoder(decoder)
      const own = joining.get(sourceId)
      if (own === undefined) return barred.includes(sourceId)
      return at.blockNumber >= own.nextBlock
    },
    finish() {
      joining = new Map()
    },
  }
}
