import type { ReorgEvent } from '../chain/ChainEvent.ts'
import type { Incident } from '../store/Recorded.ts'
import type { Ingest } from './Ingest.ts'
import { flush, toRef } from './recordBlocks.ts'

/**
 * Takes back what a reorg removed (DESIGN §4). Below finalized the chain halts, or is repaired under a new revision where a
 * second witness confirmed it or the operator said so; either way the incident stays for ever. Returns whether the chain goes on.
 */
export async function takeReorg(ingest: Ingest, event: ReorgEvent): Promise<boolean> {
  const { state, store, chain, env, log } = ingest
  const depth = (state.head?.number ?? event.orphaned.number) - event.ancestor.number
  log.warn(
    { chain: chain.name, ancestor: event.ancestor.number, depth },
    `Chain ${chain.name} reorganised ${depth} blocks.`,
  )
  const text = `A reorg of chain ${chain.name} went below its finalized height, to block ${event.ancestor.number}.`
  const incident = {
    code: 'FINALITY_VIOLATED',
    chainId: chain.id,
    atMs: env.now(),
    text,
    evidence: { ancestor: event.ancestor.hash, orphaned: event.orphaned.hash },
  }
  if (event.belowFinalized && !event.isConfirmed && chain.finality.onViolation === 'halt') {
    await haltOn(ingest, incident)
    return false
  }
  // Orphaned blocks are recorded first: a checkpoint that names one must find out what became of it.
  if (state.pending.some(({ number }) => number > event.ancestor.number)) await flush(ingest)
  if (state.recorded !== undefined && state.recorded.number > event.ancestor.number) {
    await store.retract({
      chainId: chain.id,
      ancestor: event.ancestor,
      publishedAtMs: env.now(),
      ...(event.belowFinalized ? { revision: text, incidents: [incident] } : {}),
    })
    state.recorded = toRef(event.ancestor)
    ingest.join.retract(event.ancestor.number)
    ingest.coverage = await store.coverage(chain.id)
  }
  if (event.belowFinalized) {
    state.finalized = event.ancestor.number
    state.safe = event.ancestor.number
  }
  state.head = event.ancestor
  ingest.rawLogs.retract(event.ancestor.number)
  ingest.rates.retract(event.ancestor.number)
  ingest.publisher.publish()
  return true
}

async function haltOn(ingest: Ingest, incident: Incident): Promise<void> {
  const { state, store, chain, log, publisher } = ingest
  await store.recordIncident(incident)
  const field = `chains.${chain.name}.finality.onViolation`
  const text = `${incident.text} Confirm it by setting ${field} to 'repair' and restart.`
  state.halted = { code: incident.code, text }
  log.error({ chain: chain.name, code: incident.code }, text)
  publisher.publish()
}
