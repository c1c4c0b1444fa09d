import { type Address, encodeFunctionData, type Hex } from 'viem'
import { vaultAbi } from '../abis.ts'
import type { LabChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'
import { type DispatchResult, toDispatchResult } from './dispatchResult.ts'

export type SentCollateral = DispatchResult & {
  /** The venue message, which names the beneficiary and follows the warp message. */
  venueMessageId: Hex
}

/** Sends cross collateral to the sibling vault of another chain, directly or via its landing. */
export async function sendCollateral(
  chain: LabChain,
  parameters: {
    account: Address
    destination: LabChain
    amount: bigint
    beneficiary?: Address
    viaLanding?: boolean
  },
): Promise<SentCollateral> {
  const { account, destination, amount, beneficiary = account, viaLanding = false } = parameters
  const receipt = await sendTransaction(chain, {
    from: account,
    to: chain.contracts.vaultUsd.address,
    data: encodeFunctionData({
      abi: vaultAbi,
      functionName: 'sendCollateral',
      args: [destination.chainId, beneficiary, amount, viaLanding],
    }),
  })
  const dispatched = toDispatchResult(receipt)
  const venueMessage = dispatched.messages[1]
  if (venueMessage !== undefined) return { ...dispatched, venueMessageId: venueMessage.id }
  throw new Error(`${receipt.transactionHash} dispatched no venue message. Check the vault.`)
}
