import {
  type Address,
  getContractAddress,
  type Hex,
  numberToHex,
  type TransactionReceipt,
} from 'viem'
import type { LabNode } from './labChain.ts'
import { waitForReceipt } from './sendTransaction.ts'

type Step = { from: Address; to?: Address; data: Hex; nonce: number }

/**
 * Transactions of fresh accounts on one chain, written down before they are sent. The addresses of
 * new contracts are known in advance, so that chains can be wired to each other in one go.
 */
export type TransactionPlan = {
  steps: Step[]
  deploy(from: Address, data: Hex): Address
  call(from: Address, to: Address, data: Hex): void
}

// Above the largest contract of the lab, below the limit that Osaka sets for one transaction.
const gasPerStep = numberToHex(8_000_000)

export function createTransactionPlan(): TransactionPlan {
  const steps: Step[] = []
  const nonces = new Map<Address, number>()
  const takeNonce = (from: Address) => {
    const nonce = nonces.get(from) ?? 0
    nonces.set(from, nonce + 1)
    return nonce
  }
  return {
    steps,
    deploy(from, data) {
      const nonce = takeNonce(from)
      steps.push({ from, data, nonce })
      return getContractAddress({ from, nonce: BigInt(nonce) })
    },
    call(from, to, data) {
      steps.push({ from, to, data, nonce: takeNonce(from) })
    },
  }
}

/** Sends what was planned, in few blocks; returns the receipts in the order of the plan. */
export async function runTransactionPlan(
  node: LabNode,
  plan: TransactionPlan,
): Promise<TransactionReceipt[]> {
  const hashes: Hex[] = []
  for (const { nonce, ...step } of plan.steps.splice(0)) {
    const request = { ...step, nonce: numberToHex(nonce), gas: gasPerStep }
    hashes.push(
      await node.walletClient.request({ method: 'eth_sendTransaction', params: [request] }),
    )
  }
  const gasPerBlock = 300_000_000
  const blocks = Math.ceil((hashes.length * Number(gasPerStep)) / gasPerBlock)
  for (let block = 0; block < blocks; block++) await node.testClient.mine({ blocks: 1 })
  const receipts: TransactionReceipt[] = []
  for (const [index, hash] of hashes.entries()) {
    const receipt = await waitForReceipt(node, hash)
    if (receipt.status !== 'success')
      throw new Error(`Step ${index} of the deployment on ${node.name} reverted (${hash}).`)
    receipts.push(receipt)
  }
  return receipts
}
