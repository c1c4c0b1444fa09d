import { encodeFunctionData, type TransactionReceipt } from 'viem'
import { aggregatorAbi } from '../abis.ts'
import type { LabAccounts } from '../labAccounts.ts'
import type { HomeChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'

export type FeedName = 'ethUsd' | 'btcUsd' | 'lusdUsd'

/** Lets the oracle answer a new price, with 8 decimals. */
export async function setPrice(
  home: HomeChain,
  parameters: { accounts: LabAccounts; feed: FeedName; priceE8: bigint },
): Promise<TransactionReceipt> {
  const { accounts, feed, priceE8 } = parameters
  return sendTransaction(home, {
    from: accounts.owner,
    to: home.contracts[feed].address,
    data: encodeFunctionData({ abi: aggregatorAbi, functionName: 'setAnswer', args: [priceE8] }),
  })
}
