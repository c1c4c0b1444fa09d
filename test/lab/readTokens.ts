import type { Address } from 'viem'
import { tokenAbi } from './abis.ts'
import type { LabChain } from './labChain.ts'

/** The lUSD that an address holds itself, outside the book of any vault. */
export async function readTokens(chain: LabChain, holder: Address): Promise<bigint> {
  return chain.publicClient.readContract({
    address: chain.contracts.lusd.address,
    abi: tokenAbi,
    functionName: 'balanceOf',
    args: [holder],
  })
}
