import { type Address, encodeAbiParameters, encodeFunctionData } from 'viem'
import { openArtifacts } from '../openArtifacts.ts'
import { create, type RealChain } from '../startChain.ts'

const across = {
  spec: '@across-protocol/contracts@3.0.17',
  integrity:
    'sha512-XnWoVA10IeEiOxAOOeO7r1sq79lP0EEp3tpajN9sDPBnzVCiwSzhthNSClbbOQOxpOG9NYxBXC9bamEe4AUG2g==',
  files: {
    pool: 'artifacts/contracts/Ethereum_SpokePool.sol/Ethereum_SpokePool.json',
    proxy: 'artifacts/@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol/ERC1967Proxy.json',
    weth: 'artifacts/contracts/external/WETH9.sol/WETH9.json',
  },
}

/** Seconds that a quote may be old, and that a deposit may be filled at most. */
const [quoteBuffer, fillBuffer] = [3_600, 21_600]

/** Across' spoke pool of a chain, and the wrapped ether that it carries. */
export interface DeployedPool {
  pool: Address
  weth: Address
  abi: Awaited<ReturnType<typeof openArtifacts>>[string]['abi']
}

/** Deploys wrapped ether and a spoke pool behind its proxy. */
export async function deployPool(chain: RealChain): Promise<DeployedPool> {
  const artifacts = await openArtifacts(across)
  const weth = await create(chain, artifacts.weth)
  const implementation = await create(
    chain,
    artifacts.pool,
    encodeAbiParameters(
      [{ type: 'address' }, { type: 'uint32' }, { type: 'uint32' }],
      [weth, quoteBuffer, fillBuffer],
    ),
  )
  const { abi } = artifacts.pool
  const initialize = encodeFunctionData({ abi, functionName: 'initialize', args: [0, chain.owner] })
  const proxied = encodeAbiParameters(
    [{ type: 'address' }, { type: 'bytes' }],
    [implementation, initialize],
  )
  const pool = await create(chain, artifacts.proxy, proxied)
  return { pool, weth, abi }
}
