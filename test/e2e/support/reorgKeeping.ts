import type { LabChain } from '../../lab/labChain.ts'
import { type ReorgTransaction, readRawTransaction, reorg } from '../../lab/reorg.ts'

/**
 * Replaces the last `depth` blocks by as many others. The transactions of the first half come again, those of two old
 * blocks in each new one, so that the same events stand elsewhere; the rest is dropped for good. Returns how many blocks
 * have another hash now: a new block with the same content at the same second is the old one.
 */
export async function reorgKeeping(chain: LabChain, depth: number): Promise<number> {
  const head = await chain.publicClient.getBlockNumber()
  const first = head - BigInt(depth) + 1n
  const before = await readBlocks(chain, first, depth)
  const kept: ReorgTransaction[] = []
  for (const [index, { transactions }] of before.slice(0, Math.floor(depth / 2)).entries())
    for (const hash of transactions)
      kept.push({ raw: await readRawTransaction(chain, hash), offset: Math.floor(index / 2) })
  await reorg(chain, depth, kept)
  const after = await readBlocks(chain, first, depth)
  const same = after.findIndex(({ hash }, index) => hash !== before[index]?.hash)
  if (same === -1) throw new Error(`The reorg of ${chain.name} has changed nothing.`)
  return depth - same
}

function readBlocks({ publicClient }: LabChain, first: bigint, count: number) {
  const blocks = Array.from({ length: count }, (_, index) =>
    publicClient.getBlock({ blockNumber: first + BigInt(index) }),
  )
  return Promise.all(blocks)
}
