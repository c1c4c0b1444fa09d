import { type Address, encodeFunctionData } from 'viem'
import { vaultAbi } from '../abis.ts'
import type { LabChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'
import { type DispatchResult, toDispatchResult } from './dispatchResult.ts'

/** Withdraws to a wallet on another chain: a warp transfer that never becomes collateral again. */
export async function withdrawRemote(
  chain: LabChain,
  parameters: { account: Address; destination: LabChain; amount: bigint; wallet?: Address },
): Promise<DispatchResult> {
  const { account, destination, amount, wallet = account } = parameters
  const receipt = await sendTransaction(chain, {
    from: account,
    to: chain.contracts.vaultUsd.address,
    data: encodeFunctionData({
      abi: vaultAbi,
      functionName: 'withdrawRemote',
      args: [destination.chainId, wallet, amount],
    }),
  })
  return toDispatchResult(receipt)
}
