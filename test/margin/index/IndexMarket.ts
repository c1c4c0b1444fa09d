import type { RiskConfig } from '../../../src/config/Project.ts'
import type { IndexCut } from '../../../src/margin/index/AccountIndex.ts'
import type { Price } from '../../../src/margin/MarginInput.ts'
import { toPricedMarket } from '../../../src/margin/PricedMarket.ts'
import { type CrossChainSystem, crossChain } from '../../../src/margin/presets/crossChain.ts'
import { E18 } from '../marginCases.ts'
import type { Draw } from './createDraw.ts'
import {
  ASSETS,
  assetOf,
  chainIds,
  decimalsOf,
  isShareIndex,
  MARKETS,
  marketOf,
  SHARES,
} from './worldNames.ts'

const LATE_SECONDS = 3_600n
const DEAD_SECONDS = 7_200n

/** Decimals of a rate of shares. */
export const SHARE_DECIMALS = 12n
const SHARE_ONE = 10n ** SHARE_DECIMALS

const assets = Array.from({ length: ASSETS }, (_, index) => index)

/** What moves in an `IndexWorld` without its accounts: prices, rates of shares, rules, chains and the time. */
export class IndexMarket {
  readonly draw: Draw
  readonly #prices = new Map<string, { priceE18: bigint; updatedAt: bigint }>()
  readonly #rates = new Map<string, bigint>()
  readonly #stale = new Set<number>()
  #asOf = 1_000_000n
  #risk = firstRisk()
  #system = compile(this.#risk)

  constructor(draw: Draw) {
    this.draw = draw
    for (const index of assets) {
      const priceE18 = (E18 * BigInt(1 + this.draw.below(200_000))) / 7n
      this.#prices.set(assetOf(index), { priceE18, updatedAt: this.#asOf })
      if (!isShareIndex(index)) continue
      for (const chainId of chainIds) this.#rates.set(`${assetOf(index)}@${chainId}`, SHARE_ONE)
    }
  }

  get asOf(): bigint {
    return this.#asOf
  }

  /** Assets per share, in units of `SHARE_DECIMALS`. */
  rateOf(assetId: string, chainId: number): bigint | undefined {
    return this.#rates.get(`${assetId}@${chainId}`)
  }

  /** The markets that an asset marks. */
  markedBy(asset: string): readonly string[] {
    return [...this.#risk.markets].flatMap(([id, market]) => (market.asset === asset ? [id] : []))
  }

  tick(index: number, factor: number): string {
    const price = this.#prices.get(assetOf(index))
    if (price === undefined) return 'nothing'
    const moved = (price.priceE18 * BigInt(Math.round(factor * 1e6))) / 1_000_000n
    this.#set(index, moved)
    return `tick of ${assetOf(index)}`
  }

  /** By a few units of the last digit, which a double of the price may not show. */
  nudge(index: number): string {
    const { priceE18 = 1n } = this.#prices.get(assetOf(index)) ?? {}
    this.#set(index, priceE18 + BigInt(this.draw.below(7) - 3))
    return `nudge of ${assetOf(index)}`
  }

  #set(index: number, priceE18: bigint): void {
    const bounded = priceE18 < 10n ** 12n ? 10n ** 12n : priceE18
    this.#prices.set(assetOf(index), { priceE18: bounded, updatedAt: this.#asOf })
  }

  joint(factor: () => number): string {
    for (const index of assets) this.tick(index, factor())
    return 'joint move'
  }

  wait(seconds: bigint): string {
    this.#asOf += seconds
    return `wait of ${seconds} s`
  }

  goBack(seconds: bigint): string {
    this.#asOf -= seconds
    return `reorg of ${seconds} s`
  }

  accrue(): string {
    const id = `${assetOf(this.draw.below(SHARES))}@${this.draw.of([1, 2, 3, 4, 5, 6])}`
    const rate = this.#rates.get(id) ?? SHARE_ONE
    const isLoss = this.draw.oneIn(20)
    const next = isLoss ? (rate * BigInt(1 + this.draw.below(9))) / 10n : rate + rate / 5_000n + 1n
    this.#rates.set(id, next < 1_000n ? SHARE_ONE : next)
    return `rate of ${id}`
  }

  rule(): string {
    const { draw } = this
    const risk = this.#risk
    switch (draw.below(4)) {
      case 0: {
        const initialBps = BigInt(draw.below(9_000))
        const weights = { initialBps, maintenanceBps: initialBps + BigInt(draw.below(1_000)) }
        const collateral = new Map([...risk.collateral, [assetOf(draw.below(ASSETS)), weights]])
        this.#risk = { ...risk, collateral }
        break
      }
      case 1: {
        const maintenanceBps = BigInt(draw.below(2_000))
        const initialBps = maintenanceBps + BigInt(draw.below(2_000))
        const asset = assetOf(draw.below(ASSETS))
        const market = { asset, initialBps, maintenanceBps }
        const markets = new Map([...risk.markets, [marketOf(draw.below(MARKETS)), market]])
        this.#risk = { ...risk, markets }
        break
      }
      case 2:
        this.#risk = { ...risk, boundary: risk.boundary === '<' ? '<=' : '<' }
        break
      default:
        this.#risk = { ...risk, warningBps: 10_000n + BigInt(draw.below(5_000)) }
    }
    this.#system = compile(this.#risk)
    return 'other rules'
  }

  turnStale(): string {
    const chainId = this.draw.of([1, 2, 3, 4, 5, 6])
    if (!this.#stale.delete(chainId)) this.#stale.add(chainId)
    return `chain ${chainId} turns stale or fresh`
  }

  /** Everything as it is now. */
  cut(): IndexCut {
    const prices = new Map(assets.map((index) => [assetOf(index), this.#priceOf(index)]))
    const shareRates = new Map(
      assets.filter(isShareIndex).map((index) => [
        assetOf(index),
        new Map(
          chainIds.flatMap((chainId) => {
            const rate = this.#rates.get(`${assetOf(index)}@${chainId}`)
            return rate === undefined ? [] : [[chainId, Number(rate) / Number(SHARE_ONE)] as const]
          }),
        ),
      ]),
    )
    return {
      prices,
      shareRates,
      market: toPricedMarket({ prices }),
      system: this.#system,
      staleChains: new Set(this.#stale),
      asOf: this.#asOf,
    }
  }

  /** Late and dead by the cut's time; what is dead stays so until its next tick. */
  #priceOf(index: number): Price {
    const { priceE18, updatedAt } = this.#prices.get(assetOf(index)) ?? {
      priceE18: E18,
      updatedAt: 0n,
    }
    const ageSeconds = this.#asOf > updatedAt ? this.#asOf - updatedAt : 0n
    if (ageSeconds > DEAD_SECONDS + BigInt(index) * 300n)
      return { state: 'dead', source: 'feed', lastPriceE18: priceE18, updatedAt }
    const state = ageSeconds > LATE_SECONDS ? 'late' : 'fresh'
    const band = state === 'late' ? priceE18 / 100n : 0n
    return {
      state,
      priceE18,
      lowE18: priceE18 - band,
      highE18: priceE18 + band,
      updatedAt,
      ageSeconds,
      source: 'feed',
    }
  }
}

function firstRisk(): RiskConfig {
  const weights = { initialBps: 8_000n, maintenanceBps: 8_500n }
  const rules = { initialBps: 1_000n, maintenanceBps: 500n }
  return {
    boundary: '<',
    warningBps: 12_000n,
    collateral: new Map(assets.slice(0, 56).map((index) => [assetOf(index), weights])),
    markets: new Map(
      Array.from({ length: MARKETS - 1 }, (_, index) => [
        marketOf(index),
        { asset: assetOf(index * 2 + SHARES), ...rules },
      ]),
    ),
  }
}

function compile(risk: RiskConfig): CrossChainSystem {
  const decimals = new Map(assets.map((index) => [assetOf(index), decimalsOf(index)]))
  return crossChain({ risk, decimals })
}
