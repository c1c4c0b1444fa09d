import type { Address, TransactionReceipt } from 'viem'
import type { HomeChain } from '../labChain.ts'
import { mintTokens } from './mintTokens.ts'

/** Mints lUSD into the ERC-4626 vault: no event of the vault, yet every share is worth more. */
export async function donateYield(
  home: HomeChain,
  parameters: { minter: Address; amount: bigint },
): Promise<TransactionReceipt> {
  return mintTokens(home, { ...parameters, to: home.contracts.yieldVault.address })
}
