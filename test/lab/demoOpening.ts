import { type Address, parseEther, parseUnits } from 'viem'
import { deposit } from './actions/deposit.ts'
import { depositYield } from './actions/depositYield.ts'
import { donateYield } from './actions/donateYield.ts'
import { sendCollateral } from './actions/sendCollateral.ts'
import { trade } from './actions/trade.ts'
import { withdraw } from './actions/withdraw.ts'
import type { Lab } from './startLab.ts'

const usd = (amount: string): bigint => parseUnits(amount, 6)

/**
 * The scene of the demo: one account with collateral on every chain, a position, shares of a vault with yield, and two
 * transfers on their way, one of which stays in flight. Returns the account.
 */
export async function playOpening(lab: Lab): Promise<Address> {
  const [home, lagoon, reef] = lab.chains
  const account = lab.traders[0]
  if (account === undefined || lagoon === undefined || reef === undefined) {
    throw new Error('The opening needs three chains and a trader: start the lab with its defaults.')
  }
  await deposit(home, { account, amount: usd('5000') })
  await deposit(lagoon, { account, amount: usd('2000') })
  await deposit(reef, { account, amount: usd('1000') })
  await deposit(home, { account, amount: parseEther('2'), vault: home.contracts.vaultEth.address })
  await depositYield(home, { account, amount: usd('500') })
  await donateYield(home, { minter: lab.accounts.owner, amount: usd('25') })
  await trade(home, { account, market: 1n, sizeDelta: parseEther('3') })
  await withdraw(reef, { account, amount: usd('50') })
  const delivered = await sendCollateral(lagoon, { account, destination: home, amount: usd('300') })
  await lab.relayer.deliverTogether(delivered.messages)
  await sendCollateral(home, { account, destination: reef, amount: usd('750') })
  return account
}
