import { type Address, encodeFunctionData, type Hex, pad } from 'viem'
import { batchAbi, tokenAbi, vaultAbi, warpRouterAbi } from '../abis.ts'
import type { LabAccounts } from '../labAccounts.ts'
import type { LabChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'
import { type DispatchResult, toDispatchResult } from './dispatchResult.ts'

/**
 * One transaction in which an account withdraws to its wallet and a stranger sends the same amount
 * over the warp route. Same transaction and same amount, and yet nothing ties the two.
 */
export async function bundleWithdrawal(
  chain: LabChain,
  parameters: { accounts: LabAccounts; account: Address; destination: LabChain; amount: bigint },
): Promise<DispatchResult> {
  const { accounts, account, destination, amount } = parameters
  const { vaultUsd, warpRouter, lusd, batch } = chain.contracts
  await sendTransaction(chain, {
    from: account,
    to: vaultUsd.address,
    data: encodeFunctionData({
      abi: vaultAbi,
      functionName: 'approveOperator',
      args: [batch.address],
    }),
  })
  const withdrawal = encodeFunctionData({
    abi: vaultAbi,
    functionName: 'withdrawFor',
    args: [account, account, amount],
  })
  const calls: { to: Address; data: Hex }[] = [
    { to: vaultUsd.address, data: withdrawal },
    { to: lusd.address, data: encodeTake(accounts.stranger, batch.address, amount) },
    { to: lusd.address, data: encodeApproval(warpRouter.address, amount) },
    { to: warpRouter.address, data: encodeWarp(destination, accounts.stranger, amount) },
  ]
  const receipt = await sendTransaction(chain, {
    from: account,
    to: batch.address,
    data: encodeFunctionData({ abi: batchAbi, functionName: 'run', args: [calls] }),
  })
  return toDispatchResult(receipt)
}

function encodeTake(from: Address, to: Address, amount: bigint): Hex {
  const args = [from, to, amount] as const
  return encodeFunctionData({ abi: tokenAbi, functionName: 'transferFrom', args })
}

function encodeApproval(spender: Address, amount: bigint): Hex {
  return encodeFunctionData({ abi: tokenAbi, functionName: 'approve', args: [spender, amount] })
}

function encodeWarp(destination: LabChain, recipient: Address, amount: bigint): Hex {
  const args = [destination.chainId, pad(recipient), amount] as const
  return encodeFunctionData({ abi: warpRouterAbi, functionName: 'transferRemote', args })
}
