import { assert } from '../errors/assert.ts'
import type { Decoder } from '../facts/Decoder.ts'
import type { Fact } from '../facts/Fact.ts'
import { blockPages } from './blockPages.ts'
import { coverSources } from './coverSources.ts'
import type { JoiningPiece } from './fetchJoining.ts'
import { foldLate } from './foldLate.ts'
import type { Ingest } from './Ingest.ts'
import { flush } from './recordBlocks.ts'
import { recordLate } from './recordLate.ts'

/**
 * Records one range of the past of joining sources, with how far they have come, so that a restart goes on from there.
 * No answer shows it yet, hence no revision. A range of another fork is left: the chain's own reorg comes first.
 */
export async function takeJoining(ingest: Ingest, piece: JoiningPiece): Promise<void> {
  const { join, chain, log, publisher } = ingest
  const { decoders, fromBlock, toBlock } = piece
  const stretch = join.stretch()
  if (stretch?.fromBlock !== fromBlock || toBlock > stretch.toBlock) return
  const sourceIds = new Set(decoders.map(({ source }) => source.id))
  const outcome = await recordLate(
    { ...ingest, isUnfolded: (fact) => join.isUnfolded(fact) },
    {
      ...piece,
      coverage: await coverTo(ingest, decoders, toBlock),
      reason: undefined,
      joining: { fromBlock, toBlock, sourceIds },
    },
  )
  if (outcome === 'otherChain') {
    const text = `An endpoint of ${chain.name} names other blocks up to ${toBlock} than those recorded.`
    log.warn({ chain: chain.name }, text)
    return
  }
  join.advance(decoders, toBlock)
  publisher.publish()
}

/**
 * The past is whole: folds what the chain recorded of the joining sources meanwhile, and lets them in under a new
 * revision. Runs between two events of the chain.
 */
export async function closeJoin(ingest: Ingest): Promise<void> {
  const { join, store, chain, env, state } = ingest
  await flush(ingest)
  const indexed = state.head
  if (indexed === undefined) return
  const names = join
    .decoders()
    .map(({ source }) => source.id)
    .join(', ')
  for await (const page of blockPages(store.facts(chain.id, join.target() + 1n))) {
    const facts = page.filter((fact) => join.isUnfolded(fact))
    const last = page.at(-1)?.at
    if (last === undefined) continue
    await foldRecorded(ingest, facts)
    join.advance(join.decoders(), last.blockNumber)
  }
  await store.refold({
    chainId: chain.id,
    fromBlock: 0n,
    ...nothing,
    coverage: await coverTo(ingest, join.decoders(), indexed.number),
    publishedAtMs: env.now(),
    reason: join.reason(),
  })
  join.finish()
  // What joined may begin earlier than all else.
  state.hasStartBlock = false
  ingest.coverage = await store.coverage(chain.id)
  ingest.log.info({ chain: chain.name }, `Back-filled: ${names}.`)
  ingest.publisher.publish()
}

const nothing = { blocks: [], facts: [], legs: [], keys: [], series: [], quarantined: [] }

/** Their legs were bound when they were recorded; only the running values lack them. */
async function foldRecorded(ingest: Ingest, facts: readonly Fact[]): Promise<void> {
  const { join, store, chain, env } = ingest
  const [first] = facts
  const last = facts.at(-1)
  if (first === undefined || last === undefined) return
  const fold = await foldLate(
    { ...ingest, isUnfolded: (fact) => join.isUnfolded(fact) },
    {
      fromBlock: first.at.blockNumber,
      fresh: facts,
      replaced: [],
      legs: [],
      residuals: { before: [], after: [] },
      stale: [],
    },
    true,
  )
  await store.refold({
    chainId: chain.id,
    fromBlock: first.at.blockNumber,
    ...nothing,
    ...fold,
    coverage: [],
    publishedAtMs: env.now(),
    reason: undefined,
  })
}

/** Coverage of joining sources up to a block. */
async function coverTo(ingest: Ingest, decoders: readonly Decoder[], number: bigint) {
  const { follower, store, chain, state } = ingest
  assert(state.head !== undefined, 'sources join a chain that is recorded')
  const known = await store.coverage(chain.id)
  const spans = [{ toBlock: number, level: 'unverified' as const }]
  return coverSources({ decoders, to: { ...state.head, number }, spans, known, follower })
}
