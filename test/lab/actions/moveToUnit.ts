import { type Address, encodeFunctionData, type TransactionReceipt } from 'viem'
import { vaultAbi } from '../abis.ts'
import type { LabChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'

/** Moves collateral between the units of one account: 0 is cross, n is isolated in market n. */
export async function moveToUnit(
  chain: LabChain,
  parameters: { account: Address; fromUnit: bigint; toUnit: bigint; amount: bigint },
): Promise<TransactionReceipt> {
  const { account, fromUnit, toUnit, amount } = parameters
  return sendTransaction(chain, {
    from: account,
    to: chain.contracts.vaultUsd.address,
    data: encodeFunctionData({
      abi: vaultAbi,
      functionName: 'moveToUnit',
      args: [fromUnit, toUnit, amount],
    }),
  })
}
