import type { BlocksEvent, ChainEvent, FinalityEvent } from '../chain/ChainEvent.ts'
import { InvariantError } from '../errors/assert.ts'
import { BaseError } from '../errors/BaseError.ts'
import { joinSpans } from '../facts/Coverage.ts'
import { answerReads } from './answerReads.ts'
import { assertUndamaged } from './assertUndamaged.ts'
import { createAudit } from './createAudit.ts'
import { createRateReads } from './createRateReads.ts'
import { createRawLogKeeper, noRawLogs, type RawLogKeeper } from './createRawLogKeeper.ts'
import { createDispatch, decodeBlocks } from './decodeBlocks.ts'
import { fetchJoining } from './fetchJoining.ts'
import { giveWay } from './giveWay.ts'
import type { Ingest, IngestParameters } from './Ingest.ts'
import { isNearHead } from './isNearHead.ts'
import { createJoin } from './Join.ts'
import { merge } from './merge.ts'
import { planJoin } from './planJoin.ts'
import { flush, mayWait, toRef } from './recordBlocks.ts'
import { recordFacts } from './recordFacts.ts'
import { takeAudit } from './takeAudit.ts'
import { takeCoverage } from './takeCoverage.ts'
import { takeDueReads } from './takeDueReads.ts'
import { closeJoin, takeJoining } from './takeJoining.ts'
import { takeReorg } from './takeReorg.ts'
import { withAccountReads } from './withAccountReads.ts'
import { withTimedReads } from './withTimedReads.ts'

/** Live, publication waits this long for its reads at most; what is answered later is recorded later. */
const liveWaitMs = 100

/**
 * Moves one chain from its follower into the store until the signal aborts or the chain halts; sources that the config
 * added join beside it. A bug or a violated finality stops this chain alone; what was recorded stays served.
 */
export async function ingestChain(parameters: IngestParameters): Promise<void> {
  const { decoders, chain, store, signal, auditing } = parameters
  const ingest: Ingest = {
    ...parameters,
    dispatch: createDispatch(decoders),
    decodersById: new Map(decoders.map((decoder) => [decoder.source.id, decoder])),
    rates: withAccountReads(withTimedReads(createRateReads(decoders), decoders), decoders),
    ...(auditing === undefined ? {} : { audit: createAudit(auditing, chain, decoders) }),
    coverage: [],
    join: createJoin([], 0n),
    rawLogs: createRawLogs(parameters),
  }
  try {
    await assertUndamaged(parameters)
    ingest.join = await planJoin(parameters)
    ingest.coverage = await store.coverage(chain.id)
    await loadAccounts(ingest)
    await takeAll(ingest)
  } catch (error) {
    if (signal.aborted && error instanceof BaseError) return
    halt(ingest, error)
  }
  await flush(ingest, 'last')
}

function createRawLogs({ decoders, keepsRawLogs }: IngestParameters): RawLogKeeper {
  return keepsRawLogs ? createRawLogKeeper(decoders) : noRawLogs
}

/** What is not thrown on purpose is a bug: it stops this chain alone, and its stack goes to the log, not to readers. */
function halt({ state, log, chain, publisher }: Ingest, error: unknown): void {
  const isSpoken = error instanceof BaseError || error instanceof InvariantError
  const code = error instanceof BaseError ? error.code : 'INVARIANT_BROKEN'
  const why = isSpoken ? error.message : 'a bug, which the log shows; restart once it is mended.'
  const stack = isSpoken || !(error instanceof Error) ? undefined : error.stack
  state.halted = { code, text: `Chain ${chain.name} stopped: ${why}` }
  log.error({ chain: chain.name, code, stack }, state.halted.text)
  publisher.publish()
}

/** Takes the chain's own events, and between them the past of what the config added. */
async function takeAll(ingest: Ingest): Promise<void> {
  const events = ingest.follower.events()[Symbol.asyncIterator]()
  for await (const taken of merge(events, fetchJoining(ingest))) {
    if (taken.from === 'second') await takeJoining(ingest, taken.item)
    else if (!(await takeEvent(ingest, taken.item))) return
    const { join } = ingest
    if (join.decoders().length === 0 || join.stretch() !== undefined) continue
    await closeJoin(ingest)
    await loadAccounts(ingest)
  }
}

/** Where nobody may read just now, accounts are asked about from their next change on. */
async function loadAccounts({ rates, store, log, chain }: Ingest): Promise<void> {
  try {
    await rates.load(store)
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const text = `Open requests were not looked up: ${error.shortMessage}`
    log.warn({ chain: chain.name, code: error.code }, text)
  }
}

/** Returns whether the chain goes on. A follower that halted goes on asking, and what it then yields ends the halt. */
async function takeEvent(ingest: Ingest, event: ChainEvent): Promise<boolean> {
  if (event.type !== 'halt') ingest.state.halted = undefined
  switch (event.type) {
    case 'blocks':
      await takeBlocks(ingest, event)
      break
    case 'reorg':
      return takeReorg(ingest, event)
    case 'finality':
      await takeFinality(ingest, event)
      break
    case 'coverage':
      await takeCoverage(ingest, event)
      break
    case 'halt':
      ingest.state.halted = { code: event.code, text: event.text }
      ingest.log.error({ chain: ingest.chain.name, code: event.code }, event.text)
      ingest.publisher.publish()
      break
  }
  return true
}

async function takeBlocks(ingest: Ingest, event: BlocksEvent): Promise<void> {
  const { state, env, signal } = ingest
  ingest.rawLogs.take(event)
  const isLive = event.phase === 'live'
  if (!isLive) await giveWay(ingest)
  const decoded = decodeBlocks(event, ingest.dispatch)
  if (!isLive) await giveWay(ingest)
  const isAtHead = isNearHead({ ...ingest, status: ingest.follower.status(), event })
  const requests = ingest.rates.plan(event, decoded.reads, isAtHead)
  const asked = answerReads({ ...ingest, requests, decoders: ingest.decodersById })
  const inTime =
    isLive && requests.length > 0
      ? await Promise.race([asked, env.sleep(liveWaitMs, signal).then(() => undefined)])
      : await asked
  const read = { toBlock: event.toBlock.number, level: event.coverage }
  state.spans = joinSpans([...state.spans, read])
  state.eventCount += event.logs.length
  // That a chain has caught up is recorded at once: until then its cut is BACKFILLING, and an idle chain mines no more.
  const hasCaughtUp = isAtHead && state.phase === 'backfill'
  if (isAtHead) state.phase = 'live'
  const facts = [...decoded.facts, ...(inTime ?? [])]
  const isEmpty = facts.length === 0 && decoded.quarantined.length === 0
  if (isEmpty && !hasCaughtUp && mayWait(ingest)) {
    state.pending.push(...event.blocks)
    state.head = toRef(event.toBlock)
    ingest.publisher.publish()
  } else {
    await recordFacts(ingest, event, facts, decoded.quarantined)
  }
  const late = inTime === undefined ? await asked : []
  if (late.length > 0) await recordFacts(ingest, event, late, [])
  if ((inTime ?? late).length === 0) ingest.rates.miss(requests)
}

async function takeFinality(ingest: Ingest, event: FinalityEvent): Promise<void> {
  const { state } = ingest
  state.safe = event.safe
  state.finalized = event.finalized
  ingest.publisher.publish()
  if (!mayWait(ingest)) await flush(ingest)
  await takeDueReads(ingest)
  await takeAudit(ingest)
}
