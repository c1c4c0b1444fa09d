import { BaseError } from '../errors/BaseError.ts'
import type { BlockRef } from '../facts/primitives.ts'
import type { Commit } from '../store/Store.ts'
import { minOf } from '../utils/minOf.ts'
import { coverSources } from './coverSources.ts'
import type { Ingest } from './Ingest.ts'

/** Empty blocks are recorded this often: a restart reads them again, which costs little. */
const flushIntervalMs = 10_000

/** A full disk or a busy store is tried again after this. */
const storeRetryMs = 5_000

/** Records a range up to `to` with its rows, and everything that memory held back. Throws the store's errors. */
export async function recordBlocks(
  ingest: Ingest,
  to: BlockRef,
  rows: Pick<Commit, 'blocks' | 'facts' | 'legs' | 'series' | 'quarantined'>,
): Promise<void> {
  const { chain, state, env } = ingest
  const block = toRef(to)
  const progress = {
    chainId: chain.id,
    indexed: block,
    safe: minOf(state.safe, block.number),
    finalized: minOf(state.finalized, block.number),
    phase: state.phase,
  }
  const { decoders, coverage: known, follower } = ingest
  const { level } = state
  ingest.coverage = await coverSources({ decoders, to: block, level, known, follower })
  state.level = 'proven'
  await commitUntilDone(ingest, {
    chainId: chain.id,
    ...rows,
    progress,
    coverage: ingest.coverage,
    publishedAtMs: env.now(),
  })
  state.recorded = block.number
  state.head = block
  state.pending = []
  state.flushedAtMs = env.monotonic()
  ingest.publisher.publish()
}

async function commitUntilDone({ store, env, log, signal, chain }: Ingest, commit: Commit) {
  for (;;) {
    try {
      return await store.commit(commit)
    } catch (error) {
      if (!(error instanceof BaseError) || !error.retryable || signal.aborted) throw error
      log.error({ chain: chain.name, code: error.code }, error.message)
      await env.sleep(storeRetryMs, signal)
    }
  }
}

/** Live blocks without facts are recorded together; in backfill every range is. */
export function mayWait({ state, env }: Ingest): boolean {
  return (
    state.phase === 'live' &&
    state.recorded !== undefined &&
    env.monotonic() - state.flushedAtMs < flushIntervalMs
  )
}

/** Records what only memory knows: empty blocks and finality. */
export async function flush(ingest: Ingest): Promise<void> {
  const { state } = ingest
  if (state.head === undefined || state.recorded === undefined || state.halted) return
  await recordBlocks(ingest, state.head, {
    blocks: state.pending,
    facts: [],
    legs: [],
    series: [],
    quarantined: [],
  })
}

/** Number, hash and time alone. */
export function toRef({ number, hash, timestamp }: BlockRef): BlockRef {
  return { number, hash, timestamp }
}
