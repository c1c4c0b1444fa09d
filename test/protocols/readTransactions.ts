import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Hex } from '../../src/facts/primitives.ts'
import type { RawLog, TransactionLogs } from '../../src/facts/RawLog.ts'

const folder =
  process.env.PLIMSOLL_REAL_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url))
export const hasData = existsSync(`${folder}/pairs.json`)
if (!hasData)
  process.stderr.write(
    `SKIPPED: no real receipts in ${folder}; set PLIMSOLL_REAL_DATA to the folder that holds pairs.json.\n`,
  )

const hex = z
  .templateLiteral(['0x', z.string()])
  .transform((value): Hex => `0x${value.slice(2).toLowerCase()}`)
const receiptShape = z.object({
  chainId: z.number(),
  block: z.object({ timestamp: z.union([z.string(), z.number()]).transform(BigInt) }),
  receipt: z.object({
    blockNumber: hex,
    blockHash: hex,
    transactionHash: hex,
    transactionIndex: hex,
    logs: z
      .array(z.object({ address: hex, topics: z.array(hex), data: hex, logIndex: hex }))
      .default([]),
  }),
})
const pairShape = z.object({
  protocol: z.string(),
  note: z.string(),
  origin: receiptShape,
  destination: receiptShape,
})

/** A transaction of a public chain with all its logs; `timestamp` is its block's. */
export interface RealTransaction extends TransactionLogs {
  timestamp: bigint
}

export interface RealPair {
  protocol: string
  note: string
  origin: RealTransaction
  destination: RealTransaction
}

export const pairs: readonly RealPair[] = hasData
  ? z
      .array(pairShape)
      .parse(read('pairs.json'))
      .map((pair) => ({
        ...pair,
        origin: toTransaction(pair.origin),
        destination: toTransaction(pair.destination),
      }))
  : []

/** Every transaction of a file of single receipts; none where the data is not there. */
export function readTransactions(file: string): readonly RealTransaction[] {
  return hasData ? z.array(receiptShape).parse(read(file)).map(toTransaction) : []
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))
}

function toTransaction({
  chainId,
  block,
  receipt,
}: z.output<typeof receiptShape>): RealTransaction {
  const position = {
    blockNumber: BigInt(receipt.blockNumber),
    blockHash: receipt.blockHash,
    txIndex: Number(receipt.transactionIndex),
    txHash: receipt.transactionHash,
  }
  const logs = receipt.logs.map(
    (log): RawLog => ({ ...log, ...position, logIndex: Number(log.logIndex) }),
  )
  return { chainId, timestamp: block.timestamp, ...position, logs }
}
