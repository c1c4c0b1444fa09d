import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Address,
  BaseError,
  formatTransactionReceipt,
  type Hex,
  numberToHex,
  type TransactionReceipt,
} from 'viem'
import type { LabNode } from './labChain.ts'

export type LabTransaction = { from: Address; to: Address; data: Hex; gas?: bigint | undefined }

const receiptTimeoutMs = 60_000

/**
 * Sends one transaction from an unlocked account and waits for its receipt. The gas limit is fixed
 * on purpose: without an estimate a transaction that reverts is mined, as on a real chain.
 */
export async function sendTransaction(
  chain: LabNode,
  transaction: LabTransaction,
): Promise<TransactionReceipt> {
  const { from, to, data, gas = 3_000_000n } = transaction
  const request = { from, to, data, gas: numberToHex(gas) }
  const hash = await chain.enqueue(() =>
    chain.walletClient.request({ method: 'eth_sendTransaction', params: [request] }),
  )
  const receipt = await waitForReceipt(chain, hash)
  if (receipt.status === 'success') return receipt
  const reason = await readRevertReason(chain, transaction)
  throw new Error(`A transaction to ${to} on ${chain.name} reverted: ${reason}`)
}

/** viem's own waiting watches blocks; a lab that mines at once is quicker with plain questions. */
export async function waitForReceipt(chain: LabNode, hash: Hex): Promise<TransactionReceipt> {
  for (let waitedMs = 0; waitedMs < receiptTimeoutMs; ) {
    const receipt = await chain.publicClient.request({
      method: 'eth_getTransactionReceipt',
      params: [hash],
    })
    if (receipt !== null) return formatTransactionReceipt(receipt)
    const delayMs = waitedMs < 100 ? 5 : 50
    await sleep(delayMs)
    waitedMs += delayMs
  }
  throw new Error(
    `${chain.name} did not mine ${hash}. Check that it is neither paused nor stopped.`,
  )
}

async function readRevertReason(chain: LabNode, transaction: LabTransaction): Promise<string> {
  const { from, to, data } = transaction
  try {
    await chain.publicClient.call({ account: from, to, data })
    return 'the same call succeeds now, so it ran out of gas or the state has changed'
  } catch (error) {
    return error instanceof BaseError ? error.shortMessage : String(error)
  }
}
