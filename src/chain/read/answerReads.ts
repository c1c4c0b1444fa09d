import type { ReadAnswer, ReadRequest } from '../../facts/Decoder.ts'
import type { Hex } from '../../facts/primitives.ts'
import { fetchHeaders } from '../blocks/fetchHeaders.ts'
import { backOff, throwIfAborted } from '../follow/backOff.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import { isUnknownBlock } from '../rpc/isUnknownBlock.ts'
import { parseHex } from '../rpc/parseHex.ts'
import type { RpcAnswer } from '../rpc/RpcCall.ts'
import { RpcContentError, RpcError } from '../rpc/rpcErrors.ts'
import { BlockGoneError } from './BlockGoneError.ts'
import { isMissingMethod } from './isMissingMethod.ts'
import { isMissingState } from './isMissingState.ts'
import { isRevert } from './isRevert.ts'

/** Attempts before a read is rejected; about four seconds of waiting in all, then its caller decides. */
const attemptsMax = 5

/** Reads sent at once; the pool cuts them into batches. */
const readsMax = 500

/**
 * Answers `requests` in their order, each by an `eth_call` pinned to its block hash (EIP-1898). A reverted call answers
 * `data: undefined`. Throws `BlockGoneError` when a block was reorged away, else after five attempts the last failure; a
 * node that does not know `eth_call`, or no longer has the state, is asked once.
 */
export async function answerReads(
  context: FollowContext,
  requests: readonly ReadRequest[],
): Promise<readonly ReadAnswer[]> {
  const answers: ReadAnswer[] = []
  for (let i = 0; i < requests.length; i += readsMax) {
    const slice = await answerSlice(context, requests.slice(i, i + readsMax))
    for (const answer of slice) answers.push(answer)
  }
  return answers
}

async function answerSlice(
  context: FollowContext,
  requests: readonly ReadRequest[],
): Promise<readonly ReadAnswer[]> {
  const answers = new Map<ReadRequest, ReadAnswer>()
  /** Seen once with `0x`: a lagging or pruned node says that too, so it is asked a second time (rpc-faults F080). */
  const empty = new Set<ReadRequest>()
  for (let attempt = 1; ; attempt += 1) {
    const open = requests.filter((request) => !answers.has(request))
    try {
      const problem = take(context, open, await call(context, open), { answers, empty })
      if (answers.size === new Set(requests).size)
        return requests.flatMap((request) => answers.get(request) ?? [])
      if (problem !== undefined) throw problem
    } catch (error) {
      throwIfAborted(context.signal)
      if (error instanceof RpcError) await assertCanonical(context, open, error, attempt)
      if (attempt >= attemptsMax || isMissingMethod(error) || isMissingState(error)) throw error
      await backOff(context, error, attempt)
    }
  }
}

function call(
  context: FollowContext,
  requests: readonly ReadRequest[],
): Promise<readonly RpcAnswer[]> {
  const calls = requests.map(({ to, data, blockHash }) => ({
    method: 'eth_call',
    params: [{ to, data }, { blockHash }],
  }))
  return context.client.transport.batch(calls, { lane: 'read', signal: context.signal })
}

/** Records what was answered; returns the first failure that is no answer. */
function take(
  context: FollowContext,
  requests: readonly ReadRequest[],
  given: readonly RpcAnswer[],
  into: { answers: Map<ReadRequest, ReadAnswer>; empty: Set<ReadRequest> },
): RpcError | undefined {
  let problem: RpcError | undefined
  for (const [i, request] of requests.entries()) {
    const answer = given[i]
    if (answer?.error !== undefined && !isRevert(answer.error)) {
      problem ??= answer.error
      continue
    }
    const data = answer?.error === undefined ? readData(context, answer?.result) : undefined
    if (data === '0x' && !into.empty.has(request)) into.empty.add(request)
    else into.answers.set(request, { request, data })
  }
  return problem
}

function readData(context: FollowContext, result: unknown): Hex {
  const data = parseHex(result)
  if (data !== undefined) return data
  const chain = context.config.name
  throw new RpcContentError({ chain, method: 'eth_call', detail: 'something that is no hex' })
}

/** Whatever the words of a refusal: a block whose height holds another hash is gone, and asking again is no use. */
async function assertCanonical(
  context: FollowContext,
  requests: readonly ReadRequest[],
  error: RpcError,
  attempt: number,
): Promise<void> {
  const blocks = new Map(requests.map((request) => [request.blockHash, request.blockNumber]))
  const headers = await fetchHeaders(context, [...blocks.values()], 'read')
  const gone = [...blocks].find(([hash], i) => {
    const header = headers[i]
    return header !== undefined && header.hash !== hash
  })
  const first = requests[0]?.blockNumber
  const isLost = isUnknownBlock(error) && attempt >= attemptsMax && first !== undefined
  const blockNumber = gone?.[1] ?? (isLost ? first : undefined)
  if (blockNumber !== undefined)
    throw new BlockGoneError({ chain: context.config.name, blockNumber })
}
