import { type Abi, type Address, encodeDeployData, encodeFunctionData } from 'viem'
import type { Artifact } from './openArtifacts.ts'
import { create, type RealChain } from './startChain.ts'

/** A contract that stands on a chain, and how it is spoken to. */
export interface Deployed {
  address: Address
  abi: Abi
}

/** Creates a contract from its artifact and its constructor's arguments. */
export async function deploy(
  chain: RealChain,
  { abi, bytecode }: Artifact,
  args: readonly unknown[] = [],
): Promise<Deployed> {
  const address = await create(chain, { abi, bytecode: encodeDeployData({ abi, bytecode, args }) })
  return { address, abi }
}

/** Calls a function in a transaction of `from`, the owner unless said; one that reverts rejects. */
export function invoke(
  chain: RealChain,
  { address, abi }: Deployed,
  functionName: string,
  args: readonly unknown[],
  { from = chain.owner, value = 0n }: { from?: Address; value?: bigint } = {},
) {
  return chain.send(from, address, encodeFunctionData({ abi, functionName, args }), value)
}
