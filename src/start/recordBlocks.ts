import { BaseError } from '../errors/BaseError.ts'
import type { BlockRef } from '../facts/primitives.ts'
import type { Commit } from '../store/Store.ts'
import { minOf } from '../utils/minOf.ts'
import { coverSources } from './coverSources.ts'
import { findStartBlock } from './findStartBlock.ts'
import type { Ingest } from './Ingest.ts'

/** Empty blocks are recorded this often: a restart reads them again, which costs little. */
const flushIntervalMs = 10_000

/** And at the latest when there are this many: a chain that catches up over empty blocks must not hold them all. */
const pendingBlocksMax = 1_000

/** A full disk or a busy store is tried again after this. */
const storeRetryMs = 5_000

/** Records a range up to `to` with its rows, and everything that memory held back. Throws the store's errors. */
export async function recordBlocks(
  ingest: Ingest,
  to: BlockRef,
  rows: Pick<Commit, 'blocks' | 'facts' | 'legs' | 'series' | 'quarantined'>,
  turn: 'last' | 'next' = 'next',
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
  const { coverage: known, follower, join } = ingest
  const joining = join.ids()
  const decoders = ingest.decoders.filter(({ source }) => !joining.has(source.id))
  const { spans } = state
  const start = await findStartBlock(ingest, block)
  ingest.coverage = await coverSources({ decoders, to: block, spans, known, follower })
  state.spans = []
  await commitUntilDone(ingest, {
    chainId: chain.id,
    ...rows,
    blocks: start === undefined ? rows.blocks : [start, ...rows.blocks],
    progress,
    coverage: ingest.coverage,
    publishedAtMs: env.now(),
    rawLogs: ingest.rawLogs.takeFinal(progress.finalized, turn === 'last'),
  })
  state.recorded = block
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
    state.pending.length < pendingBlocksMax &&
    env.monotonic() - state.flushedAtMs < flushIntervalMs
  )
}

/** Records what only memory knows: empty blocks and finality. */
export async function flush(ingest: Ingest, turn: 'last' | 'next' = 'next'): Promise<void> {
  const { state } = ingest
  if (state.head === undefined || state.recorded === undefined || state.halted) return
  const rows = { blocks: state.pending, facts: [], legs: [], series: [], quarantined: [] }
  await recordBlocks(ingest, state.head, rows, turn)
}

/** Number, hash and time alone. */
export function toRef({ number, hash, timestamp }: BlockRef): BlockRef {
  return { number, hash, timestamp }
}
