import { type Address, encodeDeployData, encodeFunctionData } from 'viem'
import { aggregatorAbi, clearinghouseAbi, tokenAbi, vaultAbi, yieldVaultAbi } from './abis.ts'
import { bytecodeOf, type DeploymentContext } from './deploymentContext.ts'
import { firstPrices } from './firstPrices.ts'

const tradeFeeBps = 5n
const liquidationPenaltyBps = 100n

/** The feeds, the clearinghouse with its two markets, and the yield vault. */
export function planMarkets(context: DeploymentContext, vaultUsd: Address, lusd: Address) {
  const { plan, cache, accounts } = context
  const { owner, liquidator } = accounts
  const ethUsd = planFeed(context, 'ETH / USD', firstPrices.ethUsd)
  const btcUsd = planFeed(context, 'BTC / USD', firstPrices.btcUsd)
  const lusdUsd = planFeed(context, 'lUSD / USD', firstPrices.lusdUsd)
  const clearinghouse = plan.deploy(
    owner,
    encodeDeployData({
      abi: clearinghouseAbi,
      bytecode: bytecodeOf(cache.own, 'Clearinghouse'),
      args: [vaultUsd, tradeFeeBps, liquidationPenaltyBps, liquidator],
    }),
  )
  for (const feed of [ethUsd, btcUsd])
    plan.call(
      owner,
      clearinghouse,
      encodeFunctionData({ abi: clearinghouseAbi, functionName: 'addMarket', args: [feed] }),
    )
  planSettlement(context, vaultUsd, clearinghouse, lusd)
  const yieldVault = plan.deploy(
    owner,
    encodeDeployData({
      abi: yieldVaultAbi,
      bytecode: bytecodeOf(cache.own, 'YieldVault'),
      args: [lusd],
    }),
  )
  return { ethUsd, btcUsd, lusdUsd, clearinghouse, yieldVault }
}

/** Profits are paid by an insurance wallet that the lab fills once and for all. */
function planSettlement(
  { plan, accounts }: DeploymentContext,
  vaultUsd: Address,
  clearinghouse: Address,
  lusd: Address,
): void {
  const { owner, feeWallet, insuranceWallet } = accounts
  plan.call(
    owner,
    vaultUsd,
    encodeFunctionData({
      abi: vaultAbi,
      functionName: 'setClearinghouse',
      args: [clearinghouse, feeWallet, insuranceWallet],
    }),
  )
  plan.call(
    owner,
    lusd,
    encodeFunctionData({
      abi: tokenAbi,
      functionName: 'mint',
      args: [insuranceWallet, 10n ** 18n],
    }),
  )
}

function planFeed(
  { plan, cache, accounts }: DeploymentContext,
  name: string,
  answer: bigint,
): Address {
  const bytecode = bytecodeOf(cache.own, 'Aggregator')
  const args = [name, answer] as const
  return plan.deploy(accounts.owner, encodeDeployData({ abi: aggregatorAbi, bytecode, args }))
}
