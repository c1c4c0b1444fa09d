import { type Address, type Hex, numberToHex } from 'viem'
import type { LabNode } from './labChain.ts'

/** A transaction of the new branch: a new one, or an old one by its raw form. */
export type ReorgTransaction = ({ raw: Hex } | { from: Address; to: Address; data: Hex }) & {
  /** The block it goes into, counted from the first new block; by default that one. */
  offset?: number
}

/**
 * Replaces the last `depth` blocks by others. The height stays; the transactions of the old blocks
 * are dropped for good, also from blocks that were called finalized.
 */
export async function reorg(
  chain: LabNode,
  depth: number,
  transactions: ReorgTransaction[] = [],
): Promise<void> {
  await chain.enqueue(async () => {
    const pairs = await toPairs(chain, depth, transactions)
    // CAST: viem's types do not know anvil_reorg.
    await chain.testClient.request({ method: 'anvil_reorg', params: [depth, pairs] } as never)
  })
}

/** The raw form of a mined transaction, with which a new branch may include it again. */
export async function readRawTransaction(chain: LabNode, hash: Hex): Promise<Hex> {
  const request = { method: 'eth_getRawTransactionByHash', params: [hash] } as const
  // CAST: viem's types do not know this method, which answers with the signed bytes.
  return (await chain.publicClient.request(request as never)) as Hex
}

async function toPairs(chain: LabNode, depth: number, transactions: ReorgTransaction[]) {
  const ancestor = (await chain.publicClient.getBlockNumber()) - BigInt(depth)
  const nonces = new Map<Address, number>()
  const pairs: [Hex | object, number][] = []
  for (const { offset = 0, ...transaction } of transactions) {
    if ('raw' in transaction) {
      pairs.push([transaction.raw, offset])
      continue
    }
    const { from } = transaction
    const nonce =
      nonces.get(from) ??
      (await chain.publicClient.getTransactionCount({ address: from, blockNumber: ancestor }))
    nonces.set(from, nonce + 1)
    // Anvil would estimate gas on the state that the reorg takes away, and find too little.
    const gas = numberToHex(3_000_000)
    pairs.push([{ ...transaction, gas, nonce: numberToHex(nonce) }, offset])
  }
  return pairs
}
