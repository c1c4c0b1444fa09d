import type { BlockRef } from '../../facts/primitives.ts'
import { fetchHeaders } from '../blocks/fetchHeaders.ts'
import type { FinalityEvent } from '../ChainEvent.ts'
import type { RecordedChain } from '../Follower.ts'
import { advanceFinality } from './advanceFinality.ts'
import { countOtherWitnesses } from './askWitnesses.ts'
import type { FollowContext } from './FollowContext.ts'
import type { FollowState } from './FollowState.ts'
import type { HeadPoll } from './pollHead.ts'
import { screenTags } from './screenTags.ts'

/** Blocks below the finalized height of the pinned one: a violated finality is a matter of its own, not another chain. */
const pinDepth = 128n

/** What a look at the tags led to. */
export interface FinalityStep {
  /** One event when the finality changed. */
  events: readonly FinalityEvent[]
  /** Sentence for the status: a tag was served that cannot be true. */
  problem: string | undefined
}

/** Raises the finality by the tags of `poll`, where it asked for them. Throws the classes of `rpcErrors.ts`. */
export async function noteFinality(
  context: FollowContext,
  parameters: { state: FollowState; recorded: RecordedChain; poll: HeadPoll },
): Promise<FinalityStep> {
  const { state, poll } = parameters
  const { tags, head, by } = poll
  if (tags === undefined) return { events: [], problem: undefined }
  const { config, status } = context
  const found = await findOwn(context, parameters, tags.finalized)
  const isFirst = state.tagsHead === undefined
  state.tagsHead = head.number
  const screened = screenTags({
    tags,
    head: head.number,
    depth: config.finality.finalizedDepth,
    distance: state.tagDistance,
    final: state.finality?.finalized,
    own: (number) => state.held.at(number) ?? (found?.number === number ? found : undefined),
  })
  state.tagDistance = screened.distance
  const { objection } = screened
  const problem = objection === undefined ? undefined : `${by} ${objection}; it is not believed.`
  // Where nobody else can be asked, the tag is left out and the rest of what the endpoint says goes on.
  if (objection !== undefined && countOtherWitnesses(context, by) > 0)
    context.client.transport.accuse(by, 'forked', `It ${objection}.`)
  const before = state.finality
  const next = advanceFinality(config.finality, head.number, screened.heights, before)
  state.finality = next
  const { safe, finalized, source } = next
  status.safe = safe
  status.finalized = finalized
  status.finalitySource = source
  // A final block of ours is what every endpoint is recognised by after it was away.
  const pin = state.held.below(finalized - pinDepth + 1n)
  if (pin !== undefined && finalized !== before?.finalized) context.client.transport.pin(pin)
  const isSame = before?.safe === safe && before.finalized === finalized && before.source === source
  if (isSame && !isFirst) return { events: [], problem }
  const { id: chainId } = config
  return { events: [{ type: 'finality', chainId, safe, finalized, source }], problem }
}

/** Our block at the height of `tag`: recorded, or above what is followed as the chain has it. Each tag is looked up once. */
async function findOwn(
  context: FollowContext,
  { state, recorded }: { state: FollowState; recorded: RecordedChain },
  tag: BlockRef | undefined,
): Promise<BlockRef | undefined> {
  if (tag === undefined || tag.hash === state.tagSeen) return undefined
  const { followed, held } = state
  let found = held.at(tag.number)
  if (found === undefined && (followed === undefined || tag.number > followed.number))
    [found] = await fetchHeaders(context, [tag.number], 'head')
  else if (found === undefined) found = await recorded.below(tag.number + 1n)
  if (found?.hash === tag.hash) state.tagSeen = tag.hash
  return found
}
