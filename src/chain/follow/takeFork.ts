import type { BlockRef } from '../../facts/primitives.ts'
import { fetchHeader } from '../blocks/fetchHeaders.ts'
import type { ReorgEvent } from '../ChainEvent.ts'
import type { FollowerOptions } from '../Follower.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import { askWitnesses, countOtherWitnesses, type Testimony } from './askWitnesses.ts'
import type { FollowContext } from './FollowContext.ts'
import type { FollowState } from './FollowState.ts'
import { type Fork, findAncestor } from './findAncestor.ts'
import type { HeadStep } from './HeadStep.ts'
import { type ForkCase, judgeFork, looksToBelieve } from './judgeFork.ts'
import type { HeadPoll } from './pollHead.ts'

/** A fork of one block is taken from one endpoint: it is ordinary, and asking around would delay every one of them. */
const unaskedDepthMax = 1n

/** Blocks behind the claimant's head after which another witness may just not have seen the fork yet. */
const laggingBlocks = 16n

interface ForkParameters {
  state: FollowState
  options: FollowerOptions
  followed: BlockRef
  poll: HeadPoll
}

/**
 * Looks for the common ancestor after a fork was seen, hears the other witnesses and moves the state back when the fork is
 * believed. Returns the reorg; nothing while it is still to be confirmed, or refused; a halt when even the genesis block
 * differs.
 */
export async function takeFork(
  context: FollowContext,
  parameters: ForkParameters,
): Promise<HeadStep> {
  const { state, options, followed, poll } = parameters
  const { held } = state
  const { recorded } = options
  const { by: only, head } = poll
  const asked = { held, recorded, orphaned: followed, only, head: head.number }
  const fork = await findAncestor(context, asked)
  const ancestor = fork.ancestor ?? (await fetchAnchor(context, options.startBlock, poll.by))
  const finalized = largest(await recorded.finalized(), state.finality?.finalized)
  const belowFinalized =
    ancestor === undefined || (finalized !== undefined && ancestor.number < finalized)
  // What a lagging backend lacks is not orphaned: nobody is told of a broken finality on its word.
  if (belowFinalized && fork.isGappy) throw lackingBlocks(context)
  const depth = followed.number - (ancestor?.number ?? -1n)
  state.forkLooks += 1
  const forkCase = await hearWitnesses(context, { ...parameters, fork, depth, belowFinalized })
  const judgement = judgeFork(forkCase)
  switch (judgement) {
    case 'wait':
    case 'confirm':
      return lookAgain(context, parameters, fork, judgement === 'confirm')
    case 'refuse':
      return refuse(context, parameters, fork)
    case 'take':
      if (ancestor === undefined) return halt(context, state)
      return goBack(context, parameters, {
        ...{ ancestor, orphaned: fork.orphaned, belowFinalized },
        isConfirmed: forkCase.agreeing > 0,
      })
  }
}

function lackingBlocks({ config }: FollowContext): RpcContentError {
  return new RpcContentError({
    chain: config.name,
    method: 'eth_getBlockByNumber',
    detail: 'null for blocks below the head that it named',
  })
}

async function hearWitnesses(
  context: FollowContext,
  parameters: ForkParameters & { fork: Fork; depth: bigint; belowFinalized: boolean },
): Promise<ForkCase> {
  const { state, followed, poll, fork, depth, belowFinalized } = parameters
  const isBehind = poll.head.number < followed.number
  const isOrdinary = depth <= unaskedDepthMax && !isBehind && !belowFinalized
  const { orphaned } = fork
  const heard = isOrdinary
    ? []
    : await askWitnesses(context, { except: poll.by, height: orphaned.number })
  const isLagging = ({ head }: Testimony) =>
    !belowFinalized && head + laggingBlocks < poll.head.number
  const speak = heard.filter(({ at }) => at !== undefined)
  const differs = speak.filter(({ at }) => at?.hash !== orphaned.hash)
  const contradicts = speak.filter((said) => said.at?.hash === orphaned.hash && !isLagging(said))
  return {
    depth,
    belowFinalized,
    isBehind,
    others: countOtherWitnesses(context, poll.by),
    agreeing: countWitnesses(differs),
    contradicting: countWitnesses(contradicts),
    looks: state.forkLooks,
    mayRepair: context.config.finality.onViolation === 'repair',
  }
}

function countWitnesses(testimonies: readonly Testimony[]): number {
  return new Set(testimonies.map(({ witness }) => witness)).size
}

function goBack(
  context: FollowContext,
  { state, options, followed }: ForkParameters,
  reorg: Omit<ReorgEvent, 'type' | 'chainId'>,
): HeadStep {
  const { ancestor, belowFinalized } = reorg
  const { status } = context
  const depth = followed.number - ancestor.number
  const { count, deepest } = status.reorgs
  status.reorgs = { count: count + 1, deepest: depth > deepest ? depth : deepest }
  state.forkLooks = 0
  state.followed = ancestor
  state.held.truncate(ancestor.number)
  status.followed = ancestor.number
  status.head = undefined
  // What was declared final is no longer true; the next poll declares anew from the chain as it is.
  if (belowFinalized) {
    state.finality = undefined
    context.client.transport.pin(ancestor)
  }
  state.tagSeen = undefined
  state.tagsHead = undefined
  return {
    events: [{ type: 'reorg', chainId: options.chainId, ...reorg }],
    hasMore: true,
  }
}

/** The block before the first one followed, where nothing recorded is canonical; none before genesis. */
async function fetchAnchor(
  context: FollowContext,
  startBlock: bigint,
  only: string,
): Promise<BlockRef | undefined> {
  if (startBlock === 0n) return undefined
  const { number, hash, timestamp } = await fetchHeader(context, startBlock - 1n, 'head', only)
  return { number, hash, timestamp }
}

/** Another endpoint is asked where there is one: one bad node must not undo what was final (rpc-faults F032). */
function lookAgain(
  context: FollowContext,
  { state, poll, followed }: ForkParameters,
  fork: Fork,
  needsConfirmation: boolean,
): HeadStep {
  context.client.transport.rotate()
  const what = needsConfirmation ? 'the finalized one' : `the followed one of ${followed.number}`
  const need = needsConfirmation ? 'this needs confirmation by a second witness; ' : ''
  const looks = `${Math.min(state.forkLooks, looksToBelieve)} of ${looksToBelieve}`
  const problem = `${poll.by} shows another block ${fork.orphaned.number} than ${what}; ${need}asking again (${looks}).`
  return { events: [], hasMore: false, problem }
}

/** The claimant leaves the rotation, and the chain is followed as the others have it. */
function refuse(context: FollowContext, { state, poll }: ForkParameters, fork: Fork): HeadStep {
  state.forkLooks = 0
  const reason = `It shows another block ${fork.orphaned.number} than the one that other witnesses hold.`
  context.client.transport.accuse(poll.by, 'forked', reason)
  const problem = `${poll.by} stands on another fork than the other witnesses and is passed over.`
  return { events: [], hasMore: false, problem }
}

/** Said once; the loop goes on polling, so that a repaired endpoint is noticed. */
function halt(context: FollowContext, state: FollowState): HeadStep {
  const problem = `${context.config.name} shows another genesis block than the recorded one.`
  const wasHalted = state.isHalted
  state.isHalted = true
  context.status.phase = 'halted'
  const chainId = context.config.id
  return {
    events: wasHalted ? [] : [{ type: 'halt', chainId, code: 'WRONG_CHAIN', text: problem }],
    hasMore: false,
    problem,
  }
}

function largest(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a > b ? a : b
}
