import { readDrifts } from '../api/views/conditions/readDrifts.ts'
import { BaseError } from '../errors/BaseError.ts'
import type { Fact } from '../facts/Fact.ts'
import type { BlockRef } from '../facts/primitives.ts'
import type { Ingest } from './Ingest.ts'
import { type AuditRound, auditRequests, judgeAudit, toAuditRound } from './judgeAudit.ts'
import { recordFacts } from './recordFacts.ts'

/** The chain waits this long for a round at most; what is answered later is recorded when finality moves again. */
const waitMs = 100

/** A round whose calls are out, and what came of it: facts, or why there are none. */
export interface OpenAudit {
  block: BlockRef
  outcome: Promise<{ facts: readonly Fact[] } | { error: unknown }>
}

/**
 * Audits accounts at the newest final block that is recorded, when it is time (DESIGN §2). Nothing waits for it: a node that does
 * not answer leaves everything as it is, and is asked again in the next round.
 */
export async function takeAudit(ingest: Ingest): Promise<void> {
  const { env, signal, openAudit: before } = ingest
  const open = before ?? (await openAudit(ingest))
  if (open === undefined) return
  ingest.openAudit = open
  const wait = before === undefined ? env.sleep(waitMs, signal) : Promise.resolve()
  const outcome = await Promise.race([open.outcome, wait.then(() => undefined)])
  if (outcome === undefined) return
  ingest.openAudit = undefined
  if ('error' in outcome) tellUnanswered(ingest, open.block, outcome.error)
  else await record(ingest, open.block, outcome.facts)
}

async function openAudit(ingest: Ingest): Promise<OpenAudit | undefined> {
  const { audit, state, store, chain, follower } = ingest
  if (audit === undefined || state.phase !== 'live') return undefined
  const block = await store.blockBelow(chain.id, state.finalized + 1n)
  if (block === undefined || block.number <= state.horizon || !audit.takeDue(block))
    return undefined
  const round = await planRound(ingest, audit, block)
  if (round === undefined || round.calls.length === 0) return undefined
  const outcome = follower.read(auditRequests(round)).then(
    (answers) => ({ facts: judgeAudit(round, answers) }),
    (error: unknown) => ({ error }),
  )
  return { block, outcome }
}

/** Undefined where nobody may read just now: the accounts wait for the next round. */
async function planRound(
  { store, chain, join, log }: Ingest,
  audit: NonNullable<Ingest['audit']>,
  block: BlockRef,
): Promise<AuditRound | undefined> {
  const joining = join.ids()
  try {
    const snapshot = await store.snapshot()
    try {
      const found = readDrifts(snapshot, new Map([[chain.id, block.number]]))
      const drifts = found.filter(({ key }) => audit.isKept(key))
      const isWhole = (sourceId: string): boolean => !joining.has(sourceId)
      const questions = audit.plan(snapshot, block, { drifts, isWhole })
      return toAuditRound({ chain, block, questions, recorded: drifts.length })
    } finally {
      snapshot.release()
    }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    log.warn({ chain: chain.name, code: error.code }, `No audit: ${error.shortMessage}`)
    return undefined
  }
}

/** Said once, until a round is answered again. */
function tellUnanswered(ingest: Ingest, { number }: BlockRef, error: unknown): void {
  if (!(error instanceof BaseError)) throw error
  const { chain, log, isAuditUnanswered } = ingest
  ingest.isAuditUnanswered = true
  if (isAuditUnanswered === true) return
  const text = `Accounts are not audited since block ${number}: ${error.shortMessage}`
  log.warn({ chain: chain.name, code: error.code }, text)
}

/** Final blocks go only where finality is violated: what was answered of them goes with them. */
async function record(ingest: Ingest, block: BlockRef, facts: readonly Fact[]): Promise<void> {
  const { store, chain, state } = ingest
  const { head } = state
  ingest.isAuditUnanswered = false
  if (facts.length === 0 || head === undefined) return
  const recorded = await store.blockBelow(chain.id, block.number + 1n)
  if (recorded?.hash !== block.hash) return
  await recordFacts(ingest, { phase: 'live', blocks: [], toBlock: head }, facts, [])
}
