import { READ_TX_INDEX } from '../facts/FactPosition.ts'
import type { BlockRef } from '../facts/primitives.ts'
import { answerReads, questionOf } from './answerReads.ts'
import type { Ingest } from './Ingest.ts'
import { recordFacts } from './recordFacts.ts'

/**
 * Reads at the recorded head what is due there and was not answered: of a chain that is idle no next block asks again, whether
 * its node failed just then or the process ended before the answer came.
 */
export async function takeDueReads(ingest: Ingest): Promise<void> {
  const { state, rates, follower, decodersById: decoders, log } = ingest
  const { head } = state
  // Where more blocks are to come they ask, and what is read before them would pass for the head's.
  if (head === undefined || follower.status().head !== head.number) return
  const range = { phase: 'live' as const, blocks: [head], toBlock: head }
  const due = rates.plan(range, [], true)
  if (due.length === 0) return
  const answered = await answeredAt(ingest, head)
  const requests = due.filter((request) => !answered.has(questionOf(request)))
  const facts = await answerReads({ requests, follower, decoders, log })
  if (facts.length > 0) await recordFacts(ingest, range, facts, [])
  else rates.miss(requests)
}

/** What is recorded of a block's reads: it is never asked twice. */
async function answeredAt(
  { store, chain }: Ingest,
  { number, hash }: BlockRef,
): Promise<ReadonlySet<string>> {
  const answered = new Set<string>()
  for await (const page of store.facts(chain.id, number))
    for (const { at } of page)
      if (at.txIndex === READ_TX_INDEX && at.blockHash === hash) answered.add(at.txHash)
  return answered
}
