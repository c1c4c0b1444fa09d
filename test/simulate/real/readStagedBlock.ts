import type { Hex } from 'viem'
import type { LabChain } from '../../lab/labChain.ts'
import type { StagedBlock } from './Stage.ts'

/** Reads the newest block of a real chain by its receipts; a transaction that was refused has no log. */
export async function readStagedBlock(
  { publicClient, chainId }: LabChain,
  labels: ReadonlyMap<string, string>,
): Promise<StagedBlock> {
  const block = await publicClient.getBlock()
  const receipts = await Promise.all(
    block.transactions.map((hash) => publicClient.getTransactionReceipt({ hash })),
  )
  const { number, hash, parentHash, timestamp } = block
  return {
    ...{ chainId, number: Number(number), hash, parentHash, timestamp },
    transactions: receipts.map(({ transactionHash, logs }) => ({
      label: labels.get(transactionHash) ?? '',
      hash: transactionHash,
      logs: logs.map(({ address, topics, data, logIndex }) => ({
        // CAST: case is all that changes.
        address: address.toLowerCase() as Hex,
        topics,
        data,
        logIndex,
      })),
    })),
  }
}
