import { BaseError } from '../../errors/BaseError.ts'
import type { CoverageEvent } from '../ChainEvent.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import type { FollowState } from '../follow/FollowState.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import { auditFinal } from './auditFinal.ts'
import { rereadDoubted } from './rereadDoubted.ts'

/** Reads again beside the follower what was handed on, once it is final or doubted. */
export interface CoverageAudit {
  /**
   * Starts what is due and returns what was found since the last call; it never waits. Throws bugs only: an endpoint that
   * fails leaves the audit to a later call.
   */
  advance(state: Pick<FollowState, 'followed' | 'finality'>): readonly CoverageEvent[]
}

/** Audits of a chain are at least this far apart: each costs a range query. */
const pauseMs = 10_000

/** Final blocks that make an audit worth while at once; fewer wait for the longer pause. */
const blocksMin = 64n
const pauseMsMax = 30_000

/** Blocks of one audit: a chain that was down for a day is audited in steps. */
const blocksMax = 5_000n

/** Blocks below the recorded finality that are read once more after a start: their audit may have been cut off. */
const restartBlocks = 64n

/** Creates the audit of one follower. `state` is where it starts: what the store had before is audited too. */
export function createCoverageAudit(
  context: FollowContext,
  fetcher: LogFetcher,
  state: Pick<FollowState, 'followed' | 'finality'>,
): CoverageAudit {
  const { book } = fetcher
  const { followed, finality } = state
  if (followed !== undefined && finality !== undefined && finality.finalized < followed.number)
    book.resume(finality.finalized > restartBlocks ? finality.finalized - restartBlocks : 0n)
  let found: CoverageEvent[] = []
  let bug: { error: unknown } | undefined
  let isRunning = false
  let ranAtMs = context.env.monotonic()
  const run = async (work: Promise<CoverageEvent | undefined>): Promise<void> => {
    isRunning = true
    ranAtMs = context.env.monotonic()
    try {
      const event = await work
      if (event !== undefined) found.push(event)
    } catch (error) {
      if (!(error instanceof BaseError)) bug = { error }
    }
    isRunning = false
  }
  return {
    advance(now) {
      if (bug !== undefined) throw bug.error
      const events = found
      found = []
      if (isRunning) return events
      const doubted = book.takeDoubted()
      const range = dueRange(now, book.auditFrom(), context.env.monotonic() - ranAtMs)
      if (doubted !== undefined) void run(rereadDoubted(context, fetcher, doubted))
      else if (range !== undefined) void run(auditFinal(context, fetcher, range))
      return events
    },
  }
}

function dueRange(
  { followed, finality }: Pick<FollowState, 'followed' | 'finality'>,
  fromBlock: bigint | undefined,
  sinceMs: number,
): { fromBlock: bigint; toBlock: bigint } | undefined {
  if (fromBlock === undefined || followed === undefined || finality === undefined) return undefined
  const final = finality.finalized < followed.number ? finality.finalized : followed.number
  const last = fromBlock + blocksMax - 1n
  const toBlock = final < last ? final : last
  if (toBlock < fromBlock) return undefined
  const isWorthWhile = toBlock - fromBlock + 1n >= blocksMin
  return sinceMs >= (isWorthWhile ? pauseMs : pauseMsMax) ? { fromBlock, toBlock } : undefined
}
