import type { RpcAnswer, RpcCall } from '../../chain/rpc/RpcCall.ts'
import type { Address } from '../../facts/primitives.ts'

/** An address at a block. */
export interface Place {
  address: Address
  block: bigint | 'latest'
}

/** Sends calls to a chain, several in one request; answers in their order, a refusal being an answer. */
export type AskMany = (calls: readonly RpcCall[]) => Promise<readonly RpcAnswer[]>

/**
 * Reads the code at each place, asking once where one place is named several times. Undefined where the node answered an
 * error or no hex: it does not remember that block, or does not know the method.
 */
export async function readCodes(
  askMany: AskMany,
  places: readonly Place[],
): Promise<readonly (string | undefined)[]> {
  const distinct = new Map(places.map((place) => [toKey(place), place]))
  const answers = await askMany([...distinct.values()].map(toCall))
  const codes = new Map([...distinct.keys()].map((key, i) => [key, toCode(answers[i])]))
  return places.map((place) => codes.get(toKey(place)))
}

function toKey({ address, block }: Place): string {
  return `${address}@${block}`
}

function toCall({ address, block }: Place): RpcCall {
  const at = block === 'latest' ? block : `0x${block.toString(16)}`
  return { method: 'eth_getCode', params: [address, at] }
}

function toCode(answer: RpcAnswer | undefined): string | undefined {
  const code = answer?.result
  return typeof code === 'string' && code.startsWith('0x') ? code : undefined
}
