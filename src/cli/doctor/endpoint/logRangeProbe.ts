import { type LogQuery, planLogQueries } from '../../../chain/logs/planLogQueries.ts'
import { suggestBlocks } from '../../../chain/logs/suggestBlocks.ts'
import { toQuantity } from '../../../chain/rpc/parseHex.ts'
import { RpcError, RpcTimeoutError } from '../../../chain/rpc/rpcErrors.ts'
import type { Asker } from '../Asker.ts'
import type { Finding } from '../DoctorLine.ts'
import type { Probe } from '../Probe.ts'
import type { EndpointContext } from './EndpointContext.ts'

/** First span that is tried, and how much wider each next one is. */
const firstBlocks = 16n
const growth = 4n

/** Questions for the span between the last that was taken and the first that was refused. */
const narrowingsMax = 5

/** Below this a backfill of a year takes millions of requests. */
const slowBlocks = 500n

/** Blocks behind the head that are left alone: a backend that lags refuses them for another reason. */
const marginBlocks = 4n

/** Caps seen in the field are powers of two or round in decimal (rpc-faults F021). */
const roundCounts = new Set([100, 128, 200, 250, 256, 500, 512, 1_024, 2_048, 4_096, 8_192])

export interface LogRangeFacts {
  /** Widest span that was taken, in blocks; 0 when none was. */
  accepted: bigint
  /** Narrowest span that was refused, and the endpoint's words. */
  refused: { blocks: bigint; text: string } | undefined
  /** Logs in the fullest answer. */
  logsMax: number
  /** A round number of logs in one answer, where its two halves held more. */
  truncatedAt: number | undefined
}

interface Asking {
  asker: Asker
  query: LogQuery
  to: bigint
}

/** How wide a log range the endpoint takes for the filters of this config, and whether it leaves logs out of wide ones. */
export const logRangeProbe: Probe<EndpointContext, LogRangeFacts> = {
  check: 'logRange',
  async ask(asker, { chain, sources, head }) {
    const [query] = planLogQueries(sources, 'merged')
    const to = head.number > marginBlocks ? head.number - marginBlocks : head.number
    const facts: LogRangeFacts = {
      accepted: 0n,
      refused: undefined,
      logsMax: 0,
      truncatedAt: undefined,
    }
    if (query === undefined) return facts
    const widest = chain.rangeBlocksMax < to + 1n ? chain.rangeBlocksMax : to + 1n
    return await widen({ asker, query, to }, facts, widest)
  },
  judge(facts, { chain, head }) {
    const isWhole =
      facts.accepted >= chain.rangeBlocksMax || facts.accepted >= head.number - marginBlocks
    return [...judgeTruncation(facts), judgeSpan(facts, chain.rangeBlocksMax, isWhole)]
  },
}

async function widen(asking: Asking, facts: LogRangeFacts, widest: bigint): Promise<LogRangeFacts> {
  let blocks = firstBlocks < widest ? firstBlocks : widest
  while (facts.refused === undefined && facts.accepted < widest) {
    await tryBlocks(asking, facts, blocks)
    blocks = blocks * growth < widest ? blocks * growth : widest
  }
  for (let i = 0; i < narrowingsMax; i += 1) {
    const next = between(asking, facts)
    if (next === undefined) break
    await tryBlocks(asking, facts, next)
  }
  return facts
}

/** What the refusal suggests, else the middle; undefined when there is nothing between. */
function between({ to }: Asking, { accepted, refused }: LogRangeFacts): bigint | undefined {
  if (refused === undefined || refused.blocks - accepted <= 1n) return undefined
  const suggested = suggestBlocks(refused.text, to - refused.blocks + 1n, to)
  return suggested > accepted ? suggested : (accepted + refused.blocks) / 2n
}

async function tryBlocks(asking: Asking, facts: LogRangeFacts, blocks: bigint): Promise<void> {
  const { asker, to } = asking
  const logs = await count(asking, to - blocks + 1n, to)
  if (typeof logs === 'string') {
    facts.refused = { blocks, text: logs }
    return
  }
  facts.accepted = blocks
  facts.logsMax = Math.max(facts.logsMax, logs)
  if (blocks === 1n || !isRound(logs) || facts.truncatedAt !== undefined) return
  const middle = to - blocks / 2n
  const lower = await count({ ...asking, asker }, to - blocks + 1n, middle)
  const upper = await count({ ...asking, asker }, middle + 1n, to)
  if (typeof lower === 'string' || typeof upper === 'string') return
  if (lower + upper > logs) facts.truncatedAt = logs
}

/** Number of logs, or the words of the refusal. */
async function count(asking: Asking, from: bigint, to: bigint): Promise<number | string> {
  const range = { fromBlock: toQuantity(from), toBlock: toQuantity(to) }
  const { result, failure } = await asking.asker.ask('eth_getLogs', [{ ...asking.query, ...range }])
  if (failure instanceof RpcError) return failure.text
  if (failure instanceof RpcTimeoutError) return 'no answer in time'
  if (failure !== undefined) return failure.shortMessage
  return Array.isArray(result) ? result.length : 'no list of logs'
}

function isRound(logs: number): boolean {
  return roundCounts.has(logs) || (logs > 0 && logs % 1_000 === 0)
}

function judgeTruncation({ truncatedAt }: LogRangeFacts): readonly Finding[] {
  if (truncatedAt === undefined) return []
  return [
    {
      status: 'fail',
      text: `A range was answered with exactly ${truncatedAt} logs, and its halves hold more: logs are left out without a word.`,
      cure: 'Take the endpoint out of the config, or set a smaller rangeBlocksMax and a second endpoint beside it.',
    },
  ]
}

function judgeSpan(
  { accepted, refused, logsMax }: LogRangeFacts,
  configured: bigint,
  isWhole: boolean,
): Finding {
  const taken = `Takes ${accepted} blocks in a log range (${logsMax} logs at most)`
  if (isWhole && accepted < configured)
    return { status: 'pass', text: `Takes all of its ${accepted} blocks in one log range.` }
  if (isWhole) return { status: 'pass', text: `${taken}; ${configured} are configured.` }
  const words = refused === undefined ? '' : `, refuses ${refused.blocks}: "${refused.text}"`
  if (accepted === 0n) {
    const cure = 'Take another endpoint, or one with a plan that offers eth_getLogs.'
    return { status: 'fail', text: `Takes no log range${words}.`, cure }
  }
  if (accepted >= slowBlocks) {
    return { status: 'pass', text: `${taken}${words}; Plimsoll learns that by itself.` }
  }
  const cure = 'Take an endpoint with a wider range for the backfill.'
  return { status: 'warn', text: `${taken}${words}.`, cure }
}
