import type { Hash } from '../../facts/primitives.ts'
import { type Header, readHeader } from '../blocks/Header.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import { askEndpoints, type EndpointChoice } from '../logs/askEndpoints.ts'
import { parseHex, toQuantity } from '../rpc/parseHex.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import { hashHeader } from './hashHeader.ts'

/** A header with what it commits to. */
export interface FullHeader extends Header {
  receiptsRoot: Hash
  /** Its fields hash to its hash; or two witnesses name the same fields under it. */
  isAuthentic: boolean
}

/**
 * Fetches the headers of [fromBlock, toBlock] and hashes them anew. Where a chain's headers have fields that are not known
 * here, another witness is asked for the same; without one they are not authentic. Throws the classes of `rpcErrors.ts`.
 */
export async function fetchFullHeaders(
  context: FollowContext,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<readonly FullHeader[]> {
  const { by, headers } = await fetchFrom(context, { fromBlock, toBlock })
  const { transport } = context.client
  if (headers.every(({ isAuthentic }) => isAuthentic) || transport.independent() < 2) return headers
  const choice = { exceptWitness: transport.witnessOf(by) }
  const others = await fetchFrom(context, { fromBlock, toBlock }, choice)
  return headers.map((header, i) => {
    const other = others.headers[i]
    const isConfirmed =
      other?.hash === header.hash &&
      other.receiptsRoot === header.receiptsRoot &&
      other.logsBloom === header.logsBloom
    return { ...header, isAuthentic: header.isAuthentic || isConfirmed }
  })
}

async function fetchFrom(
  context: FollowContext,
  { fromBlock, toBlock }: { fromBlock: bigint; toBlock: bigint },
  choice?: EndpointChoice,
): Promise<{ by: string; headers: readonly FullHeader[] }> {
  const chain = context.config.name
  const count = Number(toBlock - fromBlock) + 1
  const numbers = Array.from({ length: count }, (_, i) => fromBlock + BigInt(i))
  const calls = numbers.map((number) => ({
    method: 'eth_getBlockByNumber',
    params: [toQuantity(number), false],
  }))
  const { by, answers } = await askEndpoints(context, calls, { lane: 'backfill', choice })
  const headers = answers.flatMap(({ result }, i): FullHeader[] => {
    const header = readHeader(result, { chain, number: numbers[i] })
    if (header === undefined || typeof result !== 'object' || result === null) return []
    const block: Readonly<Partial<Record<string, unknown>>> = { ...result }
    const receiptsRoot = parseHex(block.receiptsRoot, 32)
    if (receiptsRoot === undefined)
      throw new RpcContentError({
        chain,
        method: 'eth_getBlockByNumber',
        detail: `a block ${header.number} without a receipts root`,
        label: by,
      })
    return [{ ...header, receiptsRoot, isAuthentic: hashHeader(block) === header.hash }]
  })
  return { by, headers }
}
