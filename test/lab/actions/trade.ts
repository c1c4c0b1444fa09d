import { type Address, encodeFunctionData, type TransactionReceipt } from 'viem'
import { clearinghouseAbi } from '../abis.ts'
import type { HomeChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'

/** Buys (positive size, 18 decimals) or sells in market 1 (ETH) or 2 (BTC) at the feed's price. */
export async function trade(
  home: HomeChain,
  parameters: { account: Address; market: bigint; sizeDelta: bigint; unit?: bigint },
): Promise<TransactionReceipt> {
  const { account, market, sizeDelta, unit = 0n } = parameters
  return sendTransaction(home, {
    from: account,
    to: home.contracts.clearinghouse.address,
    data: encodeFunctionData({
      abi: clearinghouseAbi,
      functionName: 'trade',
      args: [market, unit, sizeDelta],
    }),
  })
}
