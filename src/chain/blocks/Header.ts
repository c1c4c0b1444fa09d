import type { BlockHeader, Hex } from '../../facts/primitives.ts'
import { parseHex, parseQuantity, parseTimestamp } from '../rpc/parseHex.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'

/** A header as fetched, with its logs bloom where the node gave a well-formed one. */
export interface Header extends BlockHeader {
  /** 256 bytes. */
  logsBloom: Hex | undefined
}

/**
 * Reads an `eth_getBlockBy…` answer; undefined when the node has no such block. `number` is what was asked for.
 * Throws `RpcContentError` for a wrong shape or another number.
 */
export function readHeader(
  entry: unknown,
  parameters: { chain: string; number?: bigint | undefined },
): Header | undefined {
  if (entry === null) return undefined
  const { chain, number } = parameters
  const fail = (detail: string) => new RpcContentError({ chain, method: 'eth_getBlock', detail })
  if (typeof entry !== 'object' || entry === undefined) throw fail('something that is no block')
  const block: Partial<Record<string, unknown>> = { ...entry }
  const header = {
    number: parseQuantity(block.number),
    hash: parseHex(block.hash, 32),
    parentHash: parseHex(block.parentHash, 32),
    timestamp: parseTimestamp(block.timestamp),
  }
  if (
    header.number === undefined ||
    header.hash === undefined ||
    header.parentHash === undefined ||
    header.timestamp === undefined
  )
    throw fail('a block whose number, hash, parent or time is malformed')
  if (number !== undefined && header.number !== number)
    throw fail(`block ${header.number} where ${number} was asked for`)
  return {
    number: header.number,
    hash: header.hash,
    parentHash: header.parentHash,
    timestamp: header.timestamp,
    logsBloom: parseHex(block.logsBloom, 256),
  }
}
