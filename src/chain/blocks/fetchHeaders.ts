import type { FollowContext } from '../follow/FollowContext.ts'
import { toQuantity } from '../rpc/parseHex.ts'
import type { RpcLane } from '../rpc/RpcCall.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import { type Header, readHeader } from './Header.ts'

/**
 * Fetches the headers of `numbers` in one go, undefined where the node has no such block; from the endpoint `only`, if one
 * is named. Throws the classes of `rpcErrors.ts`, also when one of the calls was refused.
 */
export async function fetchHeaders(
  context: FollowContext,
  numbers: readonly bigint[],
  lane: RpcLane,
  only?: string,
): Promise<readonly (Header | undefined)[]> {
  const { client, config, signal } = context
  const calls = numbers.map((number) => ({
    method: 'eth_getBlockByNumber',
    params: [toQuantity(number), false],
  }))
  const answers = await client.transport.batch(calls, { lane, signal, only })
  return answers.map((answer, i) => {
    if (answer.error !== undefined) throw answer.error
    return readHeader(answer.result, { chain: config.name, number: numbers[i] })
  })
}

/** Fetches one header that must exist; throws `RpcContentError` when the node does not have it. */
export async function fetchHeader(
  context: FollowContext,
  number: bigint,
  lane: RpcLane,
  only?: string,
): Promise<Header> {
  const [header] = await fetchHeaders(context, [number], lane, only)
  if (header !== undefined) return header
  throw missingBlock(context, number)
}

/**
 * Fetches [from, to], ascending, and checks that each header names the one before it as its parent; a mixture of two forks
 * in one answer is refused whole (rpc-faults F026, F027). A number without a block is passed over only where the next
 * header's parent link proves that nothing is missing (F054); numbers at the end that have no block are left to the next
 * call.
 */
export async function fetchLinkedHeaders(
  context: FollowContext,
  from: bigint,
  to: bigint,
): Promise<readonly Header[]> {
  const numbers = Array.from({ length: Number(to - from) + 1 }, (_, i) => from + BigInt(i))
  const headers: Header[] = []
  for (const header of await fetchHeaders(context, numbers, 'head')) {
    const previous = headers.at(-1)
    if (header === undefined) continue
    if (previous !== undefined && header.parentHash !== previous.hash)
      throw new RpcContentError({
        chain: context.config.name,
        method: 'eth_getBlockByNumber',
        detail: `blocks of two forks around ${header.number}`,
      })
    headers.push(header)
  }
  if (headers.length === 0) throw missingBlock(context, from)
  return headers
}

function missingBlock(context: FollowContext, number: bigint): RpcContentError {
  return new RpcContentError({
    chain: context.config.name,
    method: 'eth_getBlockByNumber',
    detail: `null for block ${number}, which it has announced`,
  })
}
