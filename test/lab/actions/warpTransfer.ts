import { type Address, encodeFunctionData, pad } from 'viem'
import { warpRouterAbi } from '../abis.ts'
import type { LabChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'
import { type DispatchResult, toDispatchResult } from './dispatchResult.ts'

/** Sends lUSD from a wallet to any address on another chain; no venue takes part. */
export async function warpTransfer(
  chain: LabChain,
  parameters: { wallet: Address; destination: LabChain; amount: bigint; recipient?: Address },
): Promise<DispatchResult> {
  const { wallet, destination, amount, recipient = wallet } = parameters
  const receipt = await sendTransaction(chain, {
    from: wallet,
    to: chain.contracts.warpRouter.address,
    data: encodeFunctionData({
      abi: warpRouterAbi,
      functionName: 'transferRemote',
      args: [destination.chainId, pad(recipient), amount],
    }),
  })
  return toDispatchResult(receipt)
}
