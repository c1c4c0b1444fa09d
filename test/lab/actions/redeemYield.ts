import { type Address, encodeFunctionData, type TransactionReceipt } from 'viem'
import { yieldVaultAbi } from '../abis.ts'
import type { HomeChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'

/** Redeems shares of the ERC-4626 vault for lUSD. */
export async function redeemYield(
  home: HomeChain,
  parameters: { account: Address; shares: bigint },
): Promise<TransactionReceipt> {
  const { account, shares } = parameters
  return sendTransaction(home, {
    from: account,
    to: home.contracts.yieldVault.address,
    data: encodeFunctionData({
      abi: yieldVaultAbi,
      functionName: 'redeem',
      args: [shares, account, account],
    }),
  })
}
