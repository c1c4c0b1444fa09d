import { type Address, formatEther, formatUnits } from 'viem'
import { aggregatorAbi, clearinghouseAbi } from './abis.ts'
import { liquidate } from './actions/liquidate.ts'
import { moveToUnit } from './actions/moveToUnit.ts'
import { repayDebt } from './actions/repayDebt.ts'
import { setPrice } from './actions/setPrice.ts'
import { trade } from './actions/trade.ts'
import { firstPrices } from './firstPrices.ts'
import type { HomeChain } from './labChain.ts'
import { readCollateral } from './readCollateral.ts'
import { readPosition } from './readPosition.ts'
import { formatUsd, pickTrader, type TrafficAction, type TrafficState } from './trafficState.ts'

const dollar = 1_000_000n
const markets = [1n, 2n] as const
const maintenanceBps = 500n

/** What happens in the markets of the home chain. */
export const marketActions = {
  trade: async (state) => {
    const { lab, random } = state
    const { address, name } = pickTrader(state)
    const market = random.pick(markets)
    const unit = random.chance(0.3) ? market : 0n
    const collateral = await readCollateral(lab.home, address, unit)
    if (collateral < 100n * dollar) return undefined
    const { size, notional, priceE8 } = await readPosition(lab.home, address, unit, market)
    const isClosing = size !== 0n && (notional > 8n * collateral || random.chance(0.4))
    const value = random.between(collateral / 10n, 6n * collateral)
    const opened = (value * 10n ** 20n) / priceE8
    const closed = random.chance(0.5) ? -size : -size / 2n
    const sizeDelta = isClosing ? closed : random.chance(0.5) ? opened : -opened
    if (sizeDelta === 0n) return undefined
    await trade(lab.home, { account: address, market, unit, sizeDelta })
    const where = `market ${market}${unit === 0n ? '' : ' (isolated)'}`
    return `${name} trades ${formatEther(sizeDelta)} in ${where}.`
  },

  moveUnit: async (state) => {
    const { lab, random } = state
    const { address, name } = pickTrader(state)
    const market = random.pick(markets)
    const isOutward = random.chance(0.7)
    const [fromUnit, toUnit] = isOutward ? [0n, market] : [market, 0n]
    const collateral = await readCollateral(lab.home, address, fromUnit)
    if (collateral < 10n * dollar) return undefined
    const amount = random.between(dollar, collateral / 3n)
    await moveToUnit(lab.home, { account: address, fromUnit, toUnit, amount })
    return `${name} moves ${formatUsd(amount)} from unit ${fromUnit} to unit ${toUnit}.`
  },

  movePrice: async (state) => {
    const { lab, random } = state
    const feed = random.pick(['ethUsd', 'btcUsd'] as const)
    const price = await readPrice(state, feed)
    const first = firstPrices[feed]
    // A random walk that turns round at a third away from where it began.
    const isHigh = price * 3n > first * 4n
    const isLow = price * 3n < first * 2n
    const stepPpm = random.between(isLow ? 0n : -15_000n, isHigh ? 0n : 15_000n)
    const priceE8 = price + (price * stepPpm) / 1_000_000n
    await setPrice(lab.home, { accounts: lab.accounts, feed, priceE8 })
    return `${feed} moves to ${formatUnits(priceE8, 8)}.`
  },

  liquidateUnhealthy: async ({ lab }) => {
    for (const [index, account] of lab.traders.entries())
      for (const unit of [0n, ...markets]) {
        if (!(await isUnhealthy(lab.home, account, unit))) continue
        await liquidate(lab.home, { accounts: lab.accounts, account, unit })
        return `Trader ${index + 1} is liquidated in unit ${unit}.`
      }
    return undefined
  },

  payDebt: async (state) => {
    const { lab } = state
    const { address, name } = pickTrader(state)
    const { clearinghouse } = lab.home.contracts
    const debt = await lab.home.publicClient.readContract({
      address: clearinghouse.address,
      abi: clearinghouseAbi,
      functionName: 'debtOf',
      args: [address, 0n],
    })
    if (debt === 0n || (await readCollateral(lab.home, address)) === 0n) return undefined
    await repayDebt(lab.home, { account: address })
    return `${name} pays back debt of ${formatUsd(debt)}.`
  },
} satisfies Record<string, TrafficAction>

async function isUnhealthy(home: HomeChain, account: Address, unit: bigint): Promise<boolean> {
  let equity = await readCollateral(home, account, unit)
  let notional = 0n
  for (const market of markets) {
    const position = await readPosition(home, account, unit, market)
    equity += position.profit
    notional += position.notional
  }
  return equity * 10_000n < notional * maintenanceBps
}

async function readPrice({ lab }: TrafficState, feed: 'ethUsd' | 'btcUsd'): Promise<bigint> {
  const [, answer] = await lab.home.publicClient.readContract({
    address: lab.home.contracts[feed].address,
    abi: aggregatorAbi,
    functionName: 'latestRoundData',
  })
  return answer
}
