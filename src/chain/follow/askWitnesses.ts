import { BaseError } from '../../errors/BaseError.ts'
import { type Header, readHeader } from '../blocks/Header.ts'
import type { EndpointState, EndpointStatus } from '../ChainStatus.ts'
import { toQuantity } from '../rpc/parseHex.ts'
import { waitIsOver } from '../rpc/waitIsOver.ts'
import { throwIfAborted } from './backOff.ts'
import type { FollowContext } from './FollowContext.ts'

/** What another witness says of one height. */
export interface Testimony {
  label: string
  witness: number
  head: bigint
  /** Undefined where it has no such block. */
  at: Header | undefined
}

/** A hanging endpoint must not hold up a reorg; who says nothing by then has no word in it. */
const witnessWaitMs = 2_000

/** How many other witnesses there are than that of endpoint `label`. */
export function countOtherWitnesses(context: FollowContext, label: string): number {
  return new Set(endpointsOfOthers(context, label).map(({ witness }) => witness)).size
}

/**
 * Asks the endpoints of all other witnesses than that of endpoint `except` for their head and their block at `height`, all
 * at once. Who does not answer, or not in time, is left out.
 */
export async function askWitnesses(
  context: FollowContext,
  parameters: { except: string; height: bigint },
): Promise<readonly Testimony[]> {
  const { except, height } = parameters
  const asked = endpointsOfOthers(context, except)
  if (asked.length === 0) return []
  const heard: Testimony[] = []
  const inTime = new AbortController()
  const all = Promise.all(
    asked.map(async (endpoint) => {
      const testimony = await hear(context, endpoint, height)
      if (testimony !== undefined) heard.push(testimony)
    }),
  )
  try {
    await Promise.race([all, context.env.sleep(witnessWaitMs, inTime.signal)])
  } finally {
    inTime.abort(waitIsOver)
  }
  throwIfAborted(context.signal)
  return [...heard]
}

async function hear(
  context: FollowContext,
  { label, witness }: EndpointStatus,
  height: bigint,
): Promise<Testimony | undefined> {
  const { client, config, signal } = context
  const calls = ['latest', toQuantity(height)].map((name) => ({
    method: 'eth_getBlockByNumber',
    params: [name, false],
  }))
  try {
    const answers = await client.transport.batch(calls, { lane: 'head', signal, only: label })
    const [latest, at] = answers
    if (latest?.error !== undefined || at?.error !== undefined) return undefined
    const head = readHeader(latest?.result, { chain: config.name })
    if (head === undefined) return undefined
    const header = readHeader(at?.result, { chain: config.name, number: height })
    return { label, witness, head: head.number, at: header }
  } catch (error) {
    // A witness that cannot speak is none; what is no failure of an endpoint is a bug.
    if (!(error instanceof BaseError)) throw error
    return undefined
  }
}

/** Endpoints whose word counts for nothing now: shown to be wrong, or not there yet. */
const voiceless: readonly EndpointState[] = ['forked', 'lying', 'wrongChain', 'syncing']

function endpointsOfOthers({ client }: FollowContext, label: string): readonly EndpointStatus[] {
  const { transport } = client
  const own = transport.witnessOf(label)
  return transport
    .endpoints()
    .filter(({ witness, state }) => witness !== own && !voiceless.includes(state))
}
