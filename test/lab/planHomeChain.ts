import { type Address, encodeDeployData, encodeFunctionData, zeroAddress } from 'viem'
import { collateralRouterAbi, tokenAbi } from './abis.ts'
import { bytecodeOf, type DeploymentContext, type HomeAddresses } from './deploymentContext.ts'
import { planCarrier } from './planCarrier.ts'
import { planMarkets } from './planMarkets.ts'
import { planVault, planVenue } from './planVenue.ts'

/** Plans the home chain: it holds the real lUSD, the markets and the feeds. */
export function planHomeChain(context: DeploymentContext): HomeAddresses {
  const { plan, cache, accounts } = context
  const { owner } = accounts
  const carrier = planCarrier(context)
  const lusd = planToken(context, 'Lab dollar', 'lUSD', 6)
  const args = [lusd, 1n, carrier.mailbox] as const
  const bytecode = bytecodeOf(cache.hyperlane, 'HypERC20Collateral')
  const router = plan.deploy(owner, encodeDeployData({ abi: collateralRouterAbi, bytecode, args }))
  plan.call(
    owner,
    router,
    encodeFunctionData({
      abi: collateralRouterAbi,
      functionName: 'initialize',
      args: [zeroAddress, zeroAddress, owner],
    }),
  )
  const venue = planVenue(context, carrier.mailbox, router, lusd)
  const leth = planToken(context, 'Lab ether', 'lETH', 18)
  const vaultEth = planVault(context, leth, zeroAddress, zeroAddress)
  return { ...carrier, ...venue, leth, vaultEth, ...planMarkets(context, venue.vaultUsd, lusd) }
}

function planToken(
  { plan, cache, accounts }: DeploymentContext,
  name: string,
  symbol: string,
  decimals: number,
): Address {
  const bytecode = bytecodeOf(cache.own, 'LabToken')
  const args = [name, symbol, decimals] as const
  return plan.deploy(accounts.owner, encodeDeployData({ abi: tokenAbi, bytecode, args }))
}
