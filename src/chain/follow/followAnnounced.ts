import type { Header } from '../blocks/Header.ts'
import type { FollowContext } from './FollowContext.ts'
import { fetchGroup } from './fetchGroup.ts'
import type { FollowParameters } from './followHead.ts'
import type { HeadStep } from './HeadStep.ts'
import { noteHead } from './noteHead.ts'

/**
 * Follows an announced child of the followed block: its logs are all that is asked for. Finality and forks are left to the
 * looks at the chain that go on beside. Throws the classes of `rpcErrors.ts`, and then nothing has changed.
 */
export async function followAnnounced(
  context: FollowContext,
  { state, fetcher }: FollowParameters,
  head: Header,
): Promise<HeadStep> {
  const next = (state.followed?.number ?? head.number - 1n) + 1n
  const group = await fetchGroup(context, { state, fetcher, head, next })
  noteHead(context, head)
  return { events: [group], hasMore: false }
}
