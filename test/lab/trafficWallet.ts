import { type Address, formatEther, parseEther } from 'viem'
import { yieldVaultAbi } from './abis.ts'
import { deposit } from './actions/deposit.ts'
import { depositYield } from './actions/depositYield.ts'
import { donateYield } from './actions/donateYield.ts'
import { mintTokens } from './actions/mintTokens.ts'
import { redeemYield } from './actions/redeemYield.ts'
import { withdraw } from './actions/withdraw.ts'
import { readCollateral } from './readCollateral.ts'
import { readTokens } from './readTokens.ts'
import { formatUsd, pickTrader, type TrafficAction, type TrafficState } from './trafficState.ts'

const dollar = 1_000_000n

/** What traders do between their wallets and the vaults of one chain. */
export const walletActions = {
  deposit: async (state) => {
    const { lab, random } = state
    const { address, name } = pickTrader(state)
    const chain = random.pick(lab.chains)
    const amount = random.between(100n * dollar, 5_000n * dollar)
    if ((await readTokens(chain, address)) < amount) {
      if (chain !== lab.home) return undefined
      await mintTokens(lab.home, { minter: address, to: address, amount })
    }
    await deposit(chain, { account: address, amount })
    return `${name} deposits ${formatUsd(amount)} on ${chain.name}.`
  },

  withdraw: async (state) => {
    const { lab, random } = state
    const { address, name } = pickTrader(state)
    const chain = random.pick(lab.chains)
    const collateral = await readCollateral(chain, address)
    if (collateral < 10n * dollar) return undefined
    const amount = random.between(dollar, collateral / 5n)
    await withdraw(chain, { account: address, amount })
    return `${name} withdraws ${formatUsd(amount)} on ${chain.name}.`
  },

  depositEther: async (state) => {
    const { lab, random } = state
    const { address, name } = pickTrader(state)
    const amount = random.between(parseEther('0.1'), parseEther('2'))
    const vault = lab.home.contracts.vaultEth.address
    await mintTokens(lab.home, { minter: address, to: address, amount, token: 'leth' })
    await deposit(lab.home, { account: address, amount, vault })
    return `${name} deposits ${formatEther(amount)} lETH on ${lab.home.name}.`
  },

  useYield: async (state) => {
    const { lab, random } = state
    const { address, name } = pickTrader(state)
    const amount = random.between(10n * dollar, 500n * dollar)
    const choice = random.below(3)
    if (choice === 0) {
      await donateYield(lab.home, { minter: lab.accounts.owner, amount: amount / 10n })
      return `The yield vault earns ${formatUsd(amount / 10n)}.`
    }
    if (choice === 1) {
      if ((await readTokens(lab.home, address)) < amount) return undefined
      await depositYield(lab.home, { account: address, amount })
      return `${name} deposits ${formatUsd(amount)} for yield.`
    }
    const shares = (await readShares(state, address)) / 2n
    if (shares === 0n) return undefined
    await redeemYield(lab.home, { account: address, shares })
    return `${name} redeems ${shares} shares of the yield vault.`
  },
} satisfies Record<string, TrafficAction>

async function readShares({ lab }: TrafficState, owner: Address): Promise<bigint> {
  return lab.home.publicClient.readContract({
    address: lab.home.contracts.yieldVault.address,
    abi: yieldVaultAbi,
    functionName: 'balanceOf',
    args: [owner],
  })
}
