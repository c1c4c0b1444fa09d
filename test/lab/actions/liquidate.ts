import { type Address, encodeFunctionData, type TransactionReceipt } from 'viem'
import { clearinghouseAbi } from '../abis.ts'
import type { LabAccounts } from '../labAccounts.ts'
import type { HomeChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'

/** Closes all positions of a unit and seizes the penalty, as the venue's liquidator. */
export async function liquidate(
  home: HomeChain,
  parameters: { accounts: LabAccounts; account: Address; unit?: bigint },
): Promise<TransactionReceipt> {
  const { accounts, account, unit = 0n } = parameters
  return sendTransaction(home, {
    from: accounts.liquidator,
    to: home.contracts.clearinghouse.address,
    data: encodeFunctionData({
      abi: clearinghouseAbi,
      functionName: 'liquidate',
      args: [account, unit],
    }),
  })
}
