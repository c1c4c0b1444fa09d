import {
  type Address,
  encodeDeployData,
  encodeFunctionData,
  type Hex,
  maxUint256,
  numberToHex,
  pad,
} from 'viem'
import { mailboxAbi, tokenAbi } from '../../lab/abis.ts'
import type { Bytecodes } from '../../lab/compileSources.ts'
import { bytecodeOf } from '../../lab/deploymentContext.ts'
import { openLabCache } from '../../lab/labCache.ts'
import type { LabChain } from '../../lab/labChain.ts'
import type { Lab } from '../../lab/startLab.ts'
import {
  createTransactionPlan,
  runTransactionPlan,
  type TransactionPlan,
} from '../../lab/transactionPlan.ts'
import { scriptedBookAbi, scriptedRouteAbi } from './scriptedAbis.ts'

/** Where the contracts of `Scripted.sol` stand on one chain. */
export interface ScriptedAddresses {
  index: number
  chain: LabChain
  eur: Address
  eurDecimals: number
  route: Address
  usdBook: Address
  eurBook: Address
  /** Only on the first chain. */
  shares: Address | undefined
  feed: Address | undefined
  /** Of the next message that the chain's mailbox takes. */
  nonce: number
}

interface Planned extends Omit<ScriptedAddresses, 'nonce'> {
  plan: TransactionPlan
}

/** More than all scripts move in any unit. */
const stock = 10n ** 30n

/** The token of the second route has other decimals on every chain. */
const eurDecimals = [6, 18, 8]

/** Deploys the scripted contracts on every chain and ties them together; from then on blocks are mined when told. */
export async function deployScripted(lab: Lab): Promise<readonly ScriptedAddresses[]> {
  const { own } = await openLabCache(() => {})
  for (const { testClient } of lab.chains) await testClient.setAutomine(false)
  const planned = lab.chains.map((chain, index) => planContracts(lab, own, chain, index))
  for (const each of planned) {
    planSiblings(lab, each, planned)
    planFunds(lab, each)
  }
  for (const each of planned) {
    await runTransactionPlan(each.chain, each.plan)
    await approveAll(lab, each)
  }
  return Promise.all(
    planned.map(async ({ plan: _, ...addresses }) => ({
      ...addresses,
      nonce: await addresses.chain.publicClient.readContract({
        address: addresses.chain.contracts.mailbox.address,
        abi: mailboxAbi,
        functionName: 'nonce',
      }),
    })),
  )
}

/** Has sent nothing yet, so that its addresses are known in advance. */
function deployerOf({ accounts }: Lab): Address {
  return accounts.feeWallet
}

function planContracts(lab: Lab, own: Bytecodes, chain: LabChain, index: number): Planned {
  const plan = createTransactionPlan()
  const deploy = (data: Hex) => plan.deploy(deployerOf(lab), data)
  const { mailbox, lusd, warpRouter } = chain.contracts
  const decimals = eurDecimals[index] ?? 6
  const eur = deploy(
    encodeDeployData({
      abi: tokenAbi,
      bytecode: bytecodeOf(own, 'LabToken'),
      args: ['Lab euro', 'lEUR', decimals],
    }),
  )
  const route = deploy(
    encodeDeployData({
      abi: scriptedRouteAbi,
      bytecode: bytecodeOf(own, 'ScriptedRoute'),
      args: [eur, mailbox.address],
    }),
  )
  const deployBook = (token: Address, carrier: Address, isWarp: boolean) =>
    deploy(
      encodeDeployData({
        abi: scriptedBookAbi,
        bytecode: bytecodeOf(own, 'ScriptedBook'),
        args: [token, carrier, isWarp],
      }),
    )
  const isFirst = index === 0
  return {
    index,
    chain,
    plan,
    eur,
    eurDecimals: decimals,
    route,
    usdBook: deployBook(lusd.address, warpRouter.address, true),
    eurBook: deployBook(eur, route, false),
    shares: isFirst ? deploy(bytecodeOf(own, 'ScriptedShares')) : undefined,
    feed: isFirst ? deploy(bytecodeOf(own, 'ScriptedFeed')) : undefined,
  }
}

function planSiblings(lab: Lab, { chain, plan, route }: Planned, all: readonly Planned[]): void {
  for (const other of all) {
    if (other.chain === chain) continue
    const args = [other.chain.chainId, pad(other.route)] as const
    const abi = scriptedRouteAbi
    const data = encodeFunctionData({ abi, functionName: 'setSibling', args })
    plan.call(deployerOf(lab), route, data)
  }
}

/** Traders have dollars already; euros are minted, and the route has a stock to pay from. */
function planFunds(lab: Lab, { plan, eur, route }: Planned): void {
  for (const to of [route, ...lab.traders]) {
    const args = [to, stock] as const
    const data = encodeFunctionData({ abi: tokenAbi, functionName: 'mint', args })
    plan.call(deployerOf(lab), eur, data)
  }
}

/** Traders have sent transactions before, so that nobody plans their nonces. */
async function approveAll(lab: Lab, { chain, eur, usdBook, eurBook }: Planned): Promise<void> {
  const grants: [Address, Address][] = [
    [chain.contracts.lusd.address, usdBook],
    [eur, eurBook],
    [eur, chain.contracts.batch.address],
  ]
  for (const from of lab.traders)
    for (const [to, spender] of grants) {
      const args = [spender, maxUint256] as const
      const data = encodeFunctionData({ abi: tokenAbi, functionName: 'approve', args })
      const request = { from, to, data, gas: numberToHex(200_000) }
      await chain.walletClient.request({ method: 'eth_sendTransaction', params: [request] })
    }
  await chain.testClient.mine({ blocks: 1 })
}
