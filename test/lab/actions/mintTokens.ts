import { type Address, encodeFunctionData, type TransactionReceipt } from 'viem'
import { tokenAbi } from '../abis.ts'
import type { HomeChain } from '../labChain.ts'
import { sendTransaction } from '../sendTransaction.ts'

/** Mints one of the home chain's own tokens to any address; anybody may. */
export async function mintTokens(
  home: HomeChain,
  parameters: { minter: Address; to: Address; amount: bigint; token?: 'lusd' | 'leth' },
): Promise<TransactionReceipt> {
  const { minter, to, amount, token = 'lusd' } = parameters
  return sendTransaction(home, {
    from: minter,
    to: home.contracts[token].address,
    data: encodeFunctionData({ abi: tokenAbi, functionName: 'mint', args: [to, amount] }),
  })
}
