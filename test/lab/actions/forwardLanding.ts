import { type Address, encodeFunctionData, type Hex, type TransactionReceipt } from 'viem'
import { landingAbi } from '../abis.ts'
import type { LabChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'

/** Forwards landed collateral, named by its warp message, to the vault. Anybody may do that. */
export async function forwardLanding(
  chain: LabChain,
  parameters: { caller: Address; messageId: Hex },
): Promise<TransactionReceipt> {
  const { caller, messageId } = parameters
  return sendTransaction(chain, {
    from: caller,
    to: chain.contracts.landing.address,
    data: encodeFunctionData({ abi: landingAbi, functionName: 'forward', args: [messageId] }),
  })
}
