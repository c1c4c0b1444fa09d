import { fetchHeader } from '../blocks/fetchHeaders.ts'
import type { RecordedChain } from '../Follower.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import type { FollowContext } from './FollowContext.ts'
import type { FollowState } from './FollowState.ts'
import type { HeadPoll } from './pollHead.ts'

/**
 * `same`: the node has the followed block. `forked`: at a height we hold it has another block. `behind`: its head is lower
 * and nothing contradicts ours, which is no reorg (DESIGN §4); such a node is waited for.
 */
export type ForkVerdict = 'same' | 'forked' | 'behind'

/** Compares one look at the node with what was followed. Throws the classes of `rpcErrors.ts`. */
export async function detectFork(
  context: FollowContext,
  parameters: { state: FollowState; recorded: RecordedChain; poll: HeadPoll },
): Promise<ForkVerdict> {
  const { state, recorded, poll } = parameters
  const { followed, held } = state
  const { head } = poll
  if (followed === undefined) return 'same'
  if (poll.at !== undefined) return poll.at.hash === followed.hash ? 'same' : 'forked'
  if (head.number >= followed.number)
    throw new RpcContentError({
      chain: context.config.name,
      method: 'eth_getBlockByNumber',
      detail: `null for block ${followed.number}, below its own head`,
    })
  const known = held.below(head.number + 1n) ?? (await recorded.below(head.number + 1n))
  if (known === undefined) return 'behind'
  const isAtHead = known.number === head.number
  const { hash } = isAtHead ? head : await fetchHeader(context, known.number, 'head', poll.by)
  return hash === known.hash ? 'behind' : 'forked'
}
