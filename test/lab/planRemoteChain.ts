import { encodeDeployData, encodeFunctionData, zeroAddress } from 'viem'
import { syntheticRouterAbi } from './abis.ts'
import { bytecodeOf, type ChainAddresses, type DeploymentContext } from './deploymentContext.ts'
import { planCarrier } from './planCarrier.ts'
import { planVenue } from './planVenue.ts'

/** Plans a remote chain: its lUSD is the synthetic token of the warp router. */
export function planRemoteChain(context: DeploymentContext): ChainAddresses {
  const { plan, cache, accounts } = context
  const { owner } = accounts
  const carrier = planCarrier(context)
  const args = [6, 1n, carrier.mailbox] as const
  const bytecode = bytecodeOf(cache.hyperlane, 'HypERC20')
  const router = plan.deploy(owner, encodeDeployData({ abi: syntheticRouterAbi, bytecode, args }))
  plan.call(
    owner,
    router,
    encodeFunctionData({
      abi: syntheticRouterAbi,
      functionName: 'initialize',
      args: [0n, 'Lab dollar', 'lUSD', zeroAddress, zeroAddress, owner],
    }),
  )
  return { ...carrier, ...planVenue(context, carrier.mailbox, router, router) }
}
