import { type Address, encodeFunctionData, type TransactionReceipt } from 'viem'
import { vaultAbi } from '../abis.ts'
import type { LabChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'

/** Deposits into the lUSD vault, or into another vault of the chain; the account pays itself. */
export async function deposit(
  chain: LabChain,
  parameters: { account: Address; amount: bigint; payer?: Address; vault?: Address },
): Promise<TransactionReceipt> {
  const { account, amount, payer = account, vault = chain.contracts.vaultUsd.address } = parameters
  return sendTransaction(chain, {
    from: payer,
    to: vault,
    data: encodeFunctionData({
      abi: vaultAbi,
      functionName: 'deposit',
      args: [account, amount],
    }),
  })
}
