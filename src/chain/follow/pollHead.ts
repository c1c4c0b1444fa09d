import { type Header, readHeader } from '../blocks/Header.ts'
import { toQuantity } from '../rpc/parseHex.ts'
import type { RpcAnswer } from '../rpc/RpcCall.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import type { FollowContext } from './FollowContext.ts'
import type { Tags } from './screenTags.ts'

/** One look at a node, all from one batch. */
export interface HeadPoll {
  /** Label of the endpoint that answered. */
  by: string
  head: Header
  /** The node's block at the asked height, undefined when it has none or none was asked for. */
  at: Header | undefined
  /** Undefined when the tags were not asked for. */
  tags: Tags | undefined
}

/**
 * Asks for the head, for the block at height `at` and, when `withTags`, for the finality tags. A tag that is refused or
 * null counts as not served, and none is asked for where the finality goes by depth. Throws the classes of `rpcErrors.ts`.
 */
export async function pollHead(
  context: FollowContext,
  parameters: { at: bigint | undefined; withTags: boolean },
): Promise<HeadPoll> {
  const { client, config, signal } = context
  const { at, withTags } = parameters
  const names = [
    'latest',
    ...(at === undefined ? [] : [toQuantity(at)]),
    ...(withTags && config.finality.policy === 'tag' ? ['safe', 'finalized'] : []),
  ]
  const calls = names.map((name) => ({ method: 'eth_getBlockByNumber', params: [name, false] }))
  const { by, answers } = await client.transport.ask(calls, { lane: 'head', signal })
  const byName = new Map(names.map((name, i) => [name, answers[i]]))
  const chain = config.name
  const head = readHeader(toResult(byName.get('latest')), { chain })
  if (head === undefined)
    throw new RpcContentError({ chain, method: 'eth_getBlockByNumber', detail: 'null for latest' })
  const held = at === undefined ? null : toResult(byName.get(toQuantity(at)))
  return {
    by,
    head,
    at: readHeader(held, { chain, number: at }),
    tags: withTags
      ? {
          safe: readTag(byName.get('safe'), chain),
          finalized: readTag(byName.get('finalized'), chain),
        }
      : undefined,
  }
}

function toResult(answer: RpcAnswer | undefined): unknown {
  if (answer?.error !== undefined) throw answer.error
  return answer?.result
}

/** A trouble that passes (a rate limit, an internal error) is not a missing tag, so it is thrown. */
function readTag(answer: RpcAnswer | undefined, chain: string): Header | undefined {
  if (answer === undefined) return undefined
  if (answer.error?.isRateLimit === true) throw answer.error
  if (answer.error !== undefined) return undefined
  return readHeader(answer.result, { chain })
}
