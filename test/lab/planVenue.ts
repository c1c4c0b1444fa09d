import { type Address, encodeDeployData, encodeFunctionData } from 'viem'
import { batchAbi, landingAbi, vaultAbi } from './abis.ts'
import { bytecodeOf, type DeploymentContext } from './deploymentContext.ts'

/** The lUSD vault of a chain with its landing, and the batch contract. */
export function planVenue(
  context: DeploymentContext,
  mailbox: Address,
  warpRouter: Address,
  lusd: Address,
) {
  const { plan, cache, accounts } = context
  const { owner } = accounts
  const vaultUsd = planVault(context, lusd, mailbox, warpRouter)
  const landing = plan.deploy(
    owner,
    encodeDeployData({
      abi: landingAbi,
      bytecode: bytecodeOf(cache.own, 'Landing'),
      args: [vaultUsd],
    }),
  )
  plan.call(
    owner,
    vaultUsd,
    encodeFunctionData({ abi: vaultAbi, functionName: 'setLanding', args: [landing] }),
  )
  const batch = plan.deploy(
    owner,
    encodeDeployData({ abi: batchAbi, bytecode: bytecodeOf(cache.own, 'Batch') }),
  )
  return { warpRouter, lusd, vaultUsd, landing, batch }
}

export function planVault(
  { plan, cache, accounts }: DeploymentContext,
  asset: Address,
  mailbox: Address,
  router: Address,
): Address {
  const bytecode = bytecodeOf(cache.own, 'CollateralVault')
  const args = [asset, mailbox, router] as const
  return plan.deploy(accounts.owner, encodeDeployData({ abi: vaultAbi, bytecode, args }))
}
