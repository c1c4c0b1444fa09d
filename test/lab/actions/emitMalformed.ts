import { type Address, encodeFunctionData, type TransactionReceipt } from 'viem'
import { vaultAbi } from '../abis.ts'
import type { LabChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'

export type MalformedShape = 'truncatedData' | 'dirtyAddress' | 'trailingData' | 'extraTopic'

const shapes: Record<MalformedShape, number> = {
  truncatedData: 0,
  dirtyAddress: 1,
  trailingData: 2,
  extraTopic: 3,
}

/** Lets the vault emit a CollateralDeposited that no compiler would produce; no balance changes. */
export async function emitMalformed(
  chain: LabChain,
  parameters: { account: Address; amount: bigint; shape: MalformedShape },
): Promise<TransactionReceipt> {
  const { account, amount, shape } = parameters
  return sendTransaction(chain, {
    from: account,
    to: chain.contracts.vaultUsd.address,
    data: encodeFunctionData({
      abi: vaultAbi,
      functionName: 'emitMalformed',
      args: [shapes[shape], account, amount],
    }),
  })
}
