import type { SourceSet } from '../facts/Decoder.ts'
import type { JoiningLogs } from './fetchJoining.ts'
import type { Ingest } from './Ingest.ts'
import { toRef } from './recordBlocks.ts'

/**
 * Logs of sources in a range, ascending and without a gap: from the raw logs that are kept where these hold all that is
 * wanted, else from the chain. What is not final is never taken from what is kept.
 */
export async function* readJoiningLogs(
  { store, follower, chain }: Pick<Ingest, 'store' | 'follower' | 'chain'>,
  wanted: { sources: readonly SourceSet[]; fromBlock: bigint; toBlock: bigint; isFinal: boolean },
): AsyncGenerator<JoiningLogs, void, undefined> {
  const { sources, toBlock, isFinal } = wanted
  const filters = sources.flatMap((source) => source.filters)
  let { fromBlock } = wanted
  async function* fetch(to: bigint): AsyncGenerator<JoiningLogs, void, undefined> {
    if (to < fromBlock) return
    for await (const event of follower.fetch(sources, fromBlock, to)) {
      const { logs } = event
      const last = event.toBlock.number
      yield { fromBlock, toBlock: last, blocks: event.blocks.map(toRef), logs, isNew: isFinal }
      fromBlock = last + 1n
    }
  }
  const kept = { chainId: chain.id, filters, fromBlock, toBlock }
  for await (const range of isFinal ? store.rawLogs(kept) : []) {
    yield* fetch(range.fromBlock - 1n)
    yield { ...range, isNew: false }
    fromBlock = range.toBlock + 1n
  }
  yield* fetch(toBlock)
}
