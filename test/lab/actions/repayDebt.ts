import { type Address, encodeFunctionData, type TransactionReceipt } from 'viem'
import { clearinghouseAbi } from '../abis.ts'
import type { HomeChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'

/** Pays a unit's debt out of its home collateral, as far as that reaches. */
export async function repayDebt(
  home: HomeChain,
  parameters: { account: Address; unit?: bigint },
): Promise<TransactionReceipt> {
  const { account, unit = 0n } = parameters
  return sendTransaction(home, {
    from: account,
    to: home.contracts.clearinghouse.address,
    data: encodeFunctionData({ abi: clearinghouseAbi, functionName: 'repayDebt', args: [unit] }),
  })
}
