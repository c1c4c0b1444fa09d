import type { Address } from 'viem'
import { vaultAbi } from './abis.ts'
import type { LabChain } from './labChain.ts'

/** What the lUSD vault's book says about one unit of an account. */
export async function readCollateral(
  chain: LabChain,
  account: Address,
  unit = 0n,
): Promise<bigint> {
  return chain.publicClient.readContract({
    address: chain.contracts.vaultUsd.address,
    abi: vaultAbi,
    functionName: 'balanceOf',
    args: [account, unit],
  })
}
