import { type Address, getAddress, type TransactionReceipt } from 'viem'
import type { DeploymentContext } from './deploymentContext.ts'
import { type HyperlaneMessage, readDispatchedMessages } from './hyperlaneMessage.ts'
import type { LabAccounts } from './labAccounts.ts'
import type { LabCache } from './labCache.ts'
import type { HomeChain, LabChain, LabContract, LabNode } from './labChain.ts'
import { planHomeChain } from './planHomeChain.ts'
import { planRemoteChain } from './planRemoteChain.ts'
import { planApprovals, planFunds, planSiblings } from './planWiring.ts'
import { createTransactionPlan, runTransactionPlan } from './transactionPlan.ts'

export type DeployedChains = {
  home: HomeChain
  remotes: LabChain[]
  /** The warp transfers that carry the first tokens to the remote chains. */
  dispatched: HyperlaneMessage[]
}

/** Deploys everything, all chains side by side: first the contracts, then what ties them. */
export async function deployChains(
  nodes: LabNode[],
  cache: LabCache,
  accounts: LabAccounts,
): Promise<DeployedChains> {
  const [homeNode, ...remoteNodes] = nodes
  if (homeNode === undefined) throw new Error('A lab needs a chain. Start it with at least one.')
  const homePlan = planChain(planHomeChain, homeNode, cache, accounts)
  const remotePlans = remoteNodes.map((node) => planChain(planRemoteChain, node, cache, accounts))
  const all = [homePlan, ...remotePlans]
  const deployments = await Promise.all(all.map(({ node, plan }) => runTransactionPlan(node, plan)))
  planSiblings(accounts.owner, all)
  for (const chain of all) planApprovals(chain, accounts)
  const remoteDomains = remotePlans.map((chain) => chain.domain)
  planFunds(homePlan.plan, homePlan.addresses, accounts, remoteDomains)
  const [homeReceipts = []] = await Promise.all(
    all.map(({ node, plan }) => runTransactionPlan(node, plan)),
  )
  const blocks = deployments.map(readDeploymentBlocks)
  return {
    home: { ...homeNode, contracts: locate(homePlan.addresses, blocks[0]) },
    remotes: remotePlans.map(({ node, addresses }, index) => ({
      ...node,
      contracts: locate(addresses, blocks[index + 1]),
    })),
    dispatched: homeReceipts.flatMap(readDispatchedMessages),
  }
}

function planChain<addresses>(
  planContracts: (context: DeploymentContext) => addresses,
  node: LabNode,
  cache: LabCache,
  accounts: LabAccounts,
) {
  const plan = createTransactionPlan()
  const domain = node.chainId
  return { node, plan, domain, addresses: planContracts({ plan, cache, accounts, domain }) }
}

function readDeploymentBlocks(receipts: TransactionReceipt[]): Map<Address, bigint> {
  const blocks = new Map<Address, bigint>()
  for (const { contractAddress, blockNumber } of receipts)
    if (contractAddress) blocks.set(getAddress(contractAddress), blockNumber)
  return blocks
}

function locate<name extends string>(
  addresses: Record<name, Address>,
  blocks: Map<Address, bigint> | undefined,
): Record<name, LabContract> {
  const located = Object.entries<Address>(addresses).map(([name, address]) => {
    const deployedAtBlock = blocks?.get(getAddress(address))
    if (deployedAtBlock === undefined)
      throw new Error(`${name} was not deployed at ${address}. Check the nonces of the plan.`)
    return [name, { address, deployedAtBlock }]
  })
  // CAST: the entries come from a record with exactly these names.
  return Object.fromEntries(located) as Record<name, LabContract>
}
