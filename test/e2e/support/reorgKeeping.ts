import type { LabChain } from '../../lab/labChain.ts'
import { type ReorgTransaction, readRawTransaction, reorg } from '../../lab/reorg.ts'
import type { Lab } from '../../lab/startLab.ts'

/**
 * Replaces the last `depth` blocks by as many others. The transactions of the first half come again, those of two old
 * blocks in each new one, so that the same events stand elsewhere; the rest is dropped for good.
 */
export async function reorgKeeping(lab: Lab, chain: LabChain, depth: number): Promise<void> {
  const { publicClient } = chain
  const first = (await publicClient.getBlockNumber()) - BigInt(depth) + 1n
  const { hash: orphaned } = await publicClient.getBlock({ blockNumber: first })
  // An empty block would come again with its old time and hence its old hash.
  const { insuranceWallet } = lab.accounts
  const transactions: ReorgTransaction[] = [
    { from: insuranceWallet, to: insuranceWallet, data: '0x' },
  ]
  for (let index = 0; index < Math.floor(depth / 2); index += 1) {
    const block = await publicClient.getBlock({ blockNumber: first + BigInt(index) })
    for (const hash of block.transactions)
      transactions.push({
        raw: await readRawTransaction(chain, hash),
        offset: Math.floor(index / 2),
      })
  }
  await reorg(chain, depth, transactions)
  const { hash } = await publicClient.getBlock({ blockNumber: first })
  if (hash === orphaned) throw new Error(`${chain.name} still has its old block ${first}.`)
}
