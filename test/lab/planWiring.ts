import { type Address, encodeFunctionData, maxUint256, pad } from 'viem'
import { tokenAbi, vaultAbi, warpRouterAbi } from './abis.ts'
import type { ChainAddresses, HomeAddresses } from './deploymentContext.ts'
import type { LabAccounts } from './labAccounts.ts'
import type { TransactionPlan } from './transactionPlan.ts'

export type PlannedChain = { domain: number; plan: TransactionPlan; addresses: ChainAddresses }

/** What every wallet gets: lUSD on each chain (6 decimals), lETH at home (18 decimals). */
const firstFunds = { lusd: 1_000_000_000_000n, leth: 1_000n * 10n ** 18n }

/** Enrolls every warp router and every vault with those of all other chains. */
export function planSiblings(owner: Address, chains: PlannedChain[]): void {
  for (const { plan, addresses, domain } of chains)
    for (const other of chains) {
      if (other.domain === domain) continue
      const { warpRouter, vaultUsd, landing } = other.addresses
      plan.call(
        owner,
        addresses.warpRouter,
        encodeFunctionData({
          abi: warpRouterAbi,
          functionName: 'enrollRemoteRouter',
          args: [other.domain, pad(warpRouter)],
        }),
      )
      plan.call(
        owner,
        addresses.vaultUsd,
        encodeFunctionData({
          abi: vaultAbi,
          functionName: 'setSibling',
          args: [other.domain, vaultUsd, landing],
        }),
      )
    }
}

/** Every wallet lets the contracts of a chain take its tokens. */
export function planApprovals(chain: PlannedChain, accounts: LabAccounts): void {
  const { lusd, vaultUsd, warpRouter, batch } = chain.addresses
  for (const wallet of [...accounts.traders, accounts.stranger])
    for (const spender of [vaultUsd, warpRouter, batch])
      chain.plan.call(wallet, lusd, encodeApproval(spender))
}

/** Mints at home, and sends from wallet to wallet through the warp route to the other chains. */
export function planFunds(
  plan: TransactionPlan,
  home: HomeAddresses,
  accounts: LabAccounts,
  remoteDomains: number[],
): void {
  const { owner, traders, stranger, insuranceWallet } = accounts
  const wallets = [...traders, stranger]
  plan.call(insuranceWallet, home.lusd, encodeApproval(home.vaultUsd))
  for (const wallet of wallets) {
    plan.call(owner, home.lusd, encodeMint(wallet, firstFunds.lusd))
    plan.call(owner, home.leth, encodeMint(wallet, firstFunds.leth))
    plan.call(wallet, home.leth, encodeApproval(home.vaultEth))
    plan.call(wallet, home.lusd, encodeApproval(home.yieldVault))
  }
  const total = firstFunds.lusd * BigInt(wallets.length * remoteDomains.length)
  plan.call(owner, home.lusd, encodeMint(owner, total))
  plan.call(owner, home.lusd, encodeApproval(home.warpRouter))
  for (const domain of remoteDomains)
    for (const wallet of wallets)
      plan.call(
        owner,
        home.warpRouter,
        encodeFunctionData({
          abi: warpRouterAbi,
          functionName: 'transferRemote',
          args: [domain, pad(wallet), firstFunds.lusd],
        }),
      )
}

function encodeMint(to: Address, amount: bigint) {
  return encodeFunctionData({ abi: tokenAbi, functionName: 'mint', args: [to, amount] })
}

function encodeApproval(spender: Address) {
  return encodeFunctionData({ abi: tokenAbi, functionName: 'approve', args: [spender, maxUint256] })
}
