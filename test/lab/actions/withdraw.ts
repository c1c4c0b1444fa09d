import { type Address, encodeFunctionData, type TransactionReceipt } from 'viem'
import { vaultAbi } from '../abis.ts'
import type { LabChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'

/** Withdraws cross collateral to a wallet on the same chain, by default the account's own. */
export async function withdraw(
  chain: LabChain,
  parameters: { account: Address; amount: bigint; recipient?: Address; vault?: Address },
): Promise<TransactionReceipt> {
  const { account, amount, recipient = account } = parameters
  return sendTransaction(chain, {
    from: account,
    to: parameters.vault ?? chain.contracts.vaultUsd.address,
    data: encodeFunctionData({
      abi: vaultAbi,
      functionName: 'withdraw',
      args: [recipient, amount],
    }),
  })
}
