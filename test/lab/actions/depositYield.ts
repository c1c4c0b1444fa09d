import { type Address, encodeFunctionData, type TransactionReceipt } from 'viem'
import { yieldVaultAbi } from '../abis.ts'
import type { HomeChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'

/** Deposits lUSD into the ERC-4626 vault. */
export async function depositYield(
  home: HomeChain,
  parameters: { account: Address; amount: bigint },
): Promise<TransactionReceipt> {
  const { account, amount } = parameters
  return sendTransaction(home, {
    from: account,
    to: home.contracts.yieldVault.address,
    data: encodeFunctionData({
      abi: yieldVaultAbi,
      functionName: 'deposit',
      args: [amount, account],
    }),
  })
}
