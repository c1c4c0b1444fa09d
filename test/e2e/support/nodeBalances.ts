import type { Address } from 'viem'
import { clearinghouseAbi, tokenAbi, vaultAbi } from '../../lab/abis.ts'
import { expectedCollateral } from '../../lab/expectedCollateral.ts'
import type { Lab } from '../../lab/startLab.ts'

/** Block of every chain, by chain id. */
export type Blocks = Record<number, bigint>

/** What an account has, each figure as `what chainId unit amount` without those that are 0, and its bridge figures in lUSD. */
export type Balances = { books: string[]; inFlight: bigint }

const units = { cross: 0n, 'isolated:ETH': 1n, 'isolated:BTC': 2n }

/**
 * Asks the nodes' own contracts what an account had at these blocks, with `eth_call`: every unit in every vault, its debts
 * and its yield shares. What is in flight no contract knows; it is recomputed from the vaults' logs.
 */
export async function nodeBalances(lab: Lab, account: Address, at: Blocks): Promise<Balances> {
  const books = await Promise.all([
    ...lab.chains.map(({ chainId }) => askVault(lab, { account, at, chainId, asset: 'usd' })),
    askVault(lab, { account, at, chainId: lab.home.chainId, asset: 'eth' }),
    askDebts(lab, account, at),
    askShares(lab, account, at),
  ])
  const { inFlight } = await expectedCollateral(lab, account, at)
  return {
    books: books.flat().sort(),
    inFlight: inFlight.reduce((sum, { amount }) => sum + amount, 0n),
  }
}

async function askVault(
  lab: Lab,
  parameters: { account: Address; at: Blocks; chainId: number; asset: 'usd' | 'eth' },
): Promise<string[]> {
  const { account, at, chainId, asset } = parameters
  const chain = lab.chains.find((candidate) => candidate.chainId === chainId) ?? lab.home
  const { vaultUsd } = chain.contracts
  const { address, deployedAtBlock } = asset === 'usd' ? vaultUsd : lab.home.contracts.vaultEth
  return askUnits(asset, chainId, async (unit) =>
    chain.publicClient.readContract({
      ...{ address, abi: vaultAbi, functionName: 'balanceOf' as const },
      args: [account, unit],
      blockNumber: blockAt(at, chainId, deployedAtBlock),
    }),
  )
}

async function askDebts({ home }: Lab, account: Address, at: Blocks): Promise<string[]> {
  const { address, deployedAtBlock } = home.contracts.clearinghouse
  return askUnits('debt', home.chainId, async (unit) =>
    home.publicClient.readContract({
      ...{ address, abi: clearinghouseAbi, functionName: 'debtOf' as const },
      args: [account, unit],
      blockNumber: blockAt(at, home.chainId, deployedAtBlock),
    }),
  )
}

async function askShares({ home }: Lab, account: Address, at: Blocks): Promise<string[]> {
  const { address, deployedAtBlock } = home.contracts.yieldVault
  const shares = await home.publicClient.readContract({
    ...{ address, abi: tokenAbi, functionName: 'balanceOf' as const, args: [account] as const },
    blockNumber: blockAt(at, home.chainId, deployedAtBlock),
  })
  return shares === 0n ? [] : [`yusd ${home.chainId} cross ${shares}`]
}

async function askUnits(
  what: string,
  chainId: number,
  ask: (unit: bigint) => Promise<bigint>,
): Promise<string[]> {
  const amounts = await Promise.all(
    Object.entries(units).map(async ([name, unit]) => ({ name, amount: await ask(unit) })),
  )
  return amounts
    .filter(({ amount }) => amount !== 0n)
    .map(({ name, amount }) => `${what} ${chainId} ${name} ${amount}`)
}

function blockAt(at: Blocks, chainId: number, deployedAtBlock: bigint): bigint {
  const block = at[chainId]
  if (block === undefined || block < deployedAtBlock)
    throw new Error(`Chain ${chainId} has no such contract at block ${block}.`)
  return block
}
