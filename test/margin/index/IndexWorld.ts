import type { RiskConfig } from '../../../src/config/Project.ts'
import type { AccountCase } from '../../../src/margin/AccountCase.ts'
import type { IndexCut } from '../../../src/margin/index/AccountIndex.ts'
import { isPositive } from '../../../src/margin/isPositive.ts'
import { judgeBook } from '../../../src/margin/judgeBook.ts'
import type { BalanceLine, Price, UnitBook } from '../../../src/margin/MarginInput.ts'
import type { Status } from '../../../src/margin/MarginStatus.ts'
import { toPricedMarket } from '../../../src/margin/PricedMarket.ts'
import { type CrossChainSystem, crossChain } from '../../../src/margin/presets/crossChain.ts'
import { sharesToAssets } from '../../../src/margin/sharesToAssets.ts'
import { worstStatus } from '../../../src/margin/worstStatus.ts'
import { E18 } from '../marginCases.ts'
import { createDraw, type Draw } from './createDraw.ts'
import { type Draft, type DraftLine, drawDrafts } from './drawDrafts.ts'
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
const SHARE_DECIMALS = 12n
const SHARE_ONE = 10n ** SHARE_DECIMALS

/** What an account is made of; its books follow from it, the rates and the time. */
interface Holder {
  units: readonly Draft[]
  isForbidden: boolean
  /** The assets, rates, chains and markets that bear on it, and the time where something of it is in flight. */
  keys: readonly string[]
  /** Of an account whose amounts follow neither from a rate nor from the time. */
  books: readonly UnitBook[] | undefined
}

const assets = Array.from({ length: ASSETS }, (_, index) => index)

/**
 * A venue in which everything moves that can move: prices one by one and together, rates of shares, rules, the time with
 * what it makes late, dead or decayed, chains that turn stale, accounts that come, change and go. Many accounts stand
 * within a few units of a limit.
 */
export class IndexWorld {
  readonly draw: Draw
  readonly #holders = new Map<string, Holder>()
  readonly #dirty = new Set<string>()
  readonly #prices = new Map<string, { priceE18: bigint; updatedAt: bigint }>()
  readonly #rates = new Map<string, bigint>()
  readonly #stale = new Set<number>()
  #asOf = 1_000_000n
  #risk: RiskConfig
  #system: CrossChainSystem
  #names = 0
  /** Accounts by what bears on them. */
  readonly #bearing = new Map<string, Set<string>>()
  readonly #changed = new Set<string>()
  #cut: IndexCut

  constructor(seed: number, accounts: number) {
    this.draw = createDraw(seed)
    for (const index of assets) {
      const priceE18 = (E18 * BigInt(1 + this.draw.below(200_000))) / 7n
      this.#prices.set(assetOf(index), { priceE18, updatedAt: this.#asOf })
      if (!isShareIndex(index)) continue
      for (const chainId of chainIds) this.#rates.set(`${assetOf(index)}@${chainId}`, SHARE_ONE)
    }
    this.#risk = this.#firstRisk()
    this.#system = this.#compile()
    this.#cut = this.#makeCut()
    for (let index = 0; index < accounts; index += 1) this.#settleIn()
  }

  get cut(): IndexCut {
    return this.#cut
  }

  get names(): Iterable<string> {
    return this.#holders.keys()
  }

  /** The accounts whose own books may be others since it was last asked. */
  takeDirty(): readonly string[] {
    const names = [...this.#dirty]
    this.#dirty.clear()
    return names
  }

  /** One random step, and what it is called. */
  step(): string {
    const { draw } = this
    this.#changed.clear()
    const before = this.#cut
    const name = this.#stepOf(draw.below(1_000))
    this.#cut = this.#makeCut()
    this.#stamp(before)
    // What was just made of the present prices may be put on a limit.
    if (draw.oneIn(4)) this.#putOnTheKnife(this.#pick())
    return name
  }

  #stepOf(dice: number): string {
    const { draw } = this
    if (dice < 560) return this.#tick(draw.below(ASSETS), 1 + (draw.fraction() - 0.5) / 10)
    if (dice < 700) return this.#nudge(draw.below(ASSETS))
    if (dice < 718) return this.#joint(() => 1 + (draw.fraction() - 0.5) / 50)
    if (dice < 722) return this.#joint(() => 0.8 + draw.fraction() / 2)
    if (dice < 822) return this.#wait(BigInt(1 + draw.below(400)))
    if (dice < 826) return this.#goBack(BigInt(1 + draw.below(300)))
    if (dice < 890) return this.#accrue()
    if (dice < 895) return this.#rule()
    if (dice < 900) return this.#turnStale()
    if (dice < 950) return this.#come()
    if (dice < 970) return this.#go()
    return this.#change()
  }

  /** The account at the present cut; undefined of one that is gone. */
  open(name: string): AccountCase | undefined {
    const holder = this.#holders.get(name)
    if (holder === undefined) return undefined
    const books = this.#booksOf(holder)
    const { market, system, staleChains } = this.#cut
    return {
      bookAt: () => books,
      unfinalized: new Map(),
      market,
      system,
      staleChains,
      extraReasons: [],
      unknownReasons: holder.isForbidden ? [{ code: 'RATE_MISSING', text: 'Nobody knows.' }] : [],
    }
  }

  /** Accounts that the last step bears on; the status of every other account did not change with it. */
  get changed(): Iterable<string> {
    return this.#changed
  }

  /** The exact status by the engine alone, book by book. */
  statusOf(name: string): Status | undefined {
    const holder = this.#holders.get(name)
    if (holder === undefined) return undefined
    if (holder.isForbidden) return 'UNKNOWN'
    return worstStatus(this.#booksOf(holder).map((book) => this.#judge(book)))
  }

  #judge(book: UnitBook): Status {
    const { market, system } = this.#cut
    const { status } = judgeBook({ book, market, system, end: 'best' })
    const balances = book.balances.filter(
      (line) => !(isPositive(line) && this.#stale.has(line.chainId)),
    )
    if (balances.length === book.balances.length) return status
    const without = judgeBook({ book: { ...book, balances }, market, system, end: 'best' })
    return without.status === status ? status : 'UNKNOWN'
  }

  #booksOf({ books, units }: Holder): readonly UnitBook[] {
    return books ?? this.#makeBooks(units)
  }

  #makeBooks(units: readonly Draft[]): readonly UnitBook[] {
    return units.map(({ balances, ...unit }) => ({
      ...unit,
      balances: balances.map((line) => this.#toLine(line)),
    }))
  }

  #toLine({ shares, sentAt, ...line }: DraftLine): BalanceLine {
    const rate = this.#rates.get(`${line.assetId}@${line.chainId}`)
    const amount =
      shares === undefined || rate === undefined
        ? line.amount
        : sharesToAssets(shares, rate, Number(SHARE_DECIMALS))
    if (line.kind !== 'inFlight') return { ...line, amount }
    const age = this.#asOf - (sentAt ?? 0n)
    return { ...line, amount, ageSeconds: age > 0n ? age : 0n }
  }

  #tick(index: number, factor: number): string {
    const price = this.#prices.get(assetOf(index))
    if (price === undefined) return 'nothing'
    const moved = (price.priceE18 * BigInt(Math.round(factor * 1e6))) / 1_000_000n
    this.#set(index, moved)
    return `tick of ${assetOf(index)}`
  }

  /** By a few units of the last digit, which a double of the price may not show. */
  #nudge(index: number): string {
    const { priceE18 = 1n } = this.#prices.get(assetOf(index)) ?? {}
    this.#set(index, priceE18 + BigInt(this.draw.below(7) - 3))
    return `nudge of ${assetOf(index)}`
  }

  #set(index: number, priceE18: bigint): void {
    const bounded = priceE18 < 10n ** 12n ? 10n ** 12n : priceE18
    this.#prices.set(assetOf(index), { priceE18: bounded, updatedAt: this.#asOf })
  }

  #joint(factor: () => number): string {
    for (const index of assets) this.#tick(index, factor())
    return 'joint move'
  }

  #wait(seconds: bigint): string {
    this.#asOf += seconds
    return `wait of ${seconds} s`
  }

  #goBack(seconds: bigint): string {
    this.#asOf -= seconds
    return `reorg of ${seconds} s`
  }

  #accrue(): string {
    const id = `${assetOf(this.draw.below(SHARES))}@${this.draw.of([1, 2, 3, 4, 5, 6])}`
    const rate = this.#rates.get(id) ?? SHARE_ONE
    const isLoss = this.draw.oneIn(20)
    const next = isLoss ? (rate * BigInt(1 + this.draw.below(9))) / 10n : rate + rate / 5_000n + 1n
    this.#rates.set(id, next < 1_000n ? SHARE_ONE : next)
    return `rate of ${id}`
  }

  #rule(): string {
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
    this.#system = this.#compile()
    return 'other rules'
  }

  #turnStale(): string {
    const chainId = this.draw.of([1, 2, 3, 4, 5, 6])
    if (!this.#stale.delete(chainId)) this.#stale.add(chainId)
    return `chain ${chainId} turns stale or fresh`
  }

  #come(): string {
    this.#settleIn()
    return 'a new account'
  }

  #go(): string {
    const name = this.#pick()
    this.#unbind(name)
    this.#holders.delete(name)
    this.#note(name)
    return `${name} goes`
  }

  #change(): string {
    const name = this.#pick()
    this.#put(name, drawDrafts(this.draw, this.#asOf))
    return `${name} is another`
  }

  #settleIn(): void {
    this.#names += 1
    const name = `account${this.#names}`
    this.#put(name, drawDrafts(this.draw, this.#asOf))
    if (this.draw.oneIn(2)) this.#putOnTheKnife(name)
  }

  #put(name: string, units: readonly Draft[]): void {
    const lines = units.flatMap(({ balances }) => balances)
    const isCrossing = lines.some(({ kind }) => kind === 'inFlight')
    const isFixed = !isCrossing && lines.every(({ shares }) => shares === undefined)
    const names = lines.flatMap(({ assetId, chainId }) => [
      assetId,
      `${assetId}@${chainId}`,
      `chain${chainId}`,
    ])
    const markets = units.flatMap(({ positions }) => positions.map(({ marketId }) => marketId))
    this.#unbind(name)
    const keys = [...new Set([...names, ...markets, ...(isCrossing ? ['time'] : [])])]
    for (const key of keys) {
      const accounts = this.#bearing.get(key) ?? new Set()
      this.#bearing.set(key, accounts.add(name))
    }
    this.#holders.set(name, {
      units,
      isForbidden: this.draw.oneIn(50),
      keys,
      books: isFixed ? this.#makeBooks(units) : undefined,
    })
    this.#note(name)
  }

  #unbind(name: string): void {
    for (const key of this.#holders.get(name)?.keys ?? []) this.#bearing.get(key)?.delete(name)
  }

  #note(name: string): void {
    this.#dirty.add(name)
    this.#changed.add(name)
  }

  /** Notes whom it concerns that this cut is another than the one before. */
  #stamp(before: IndexCut): void {
    const cut = this.#cut
    if (cut.system !== before.system) for (const name of this.names) this.#changed.add(name)
    if (cut.asOf !== before.asOf) this.#concern('time')
    for (const [asset, price] of cut.prices) {
      if (priceKey(price) !== priceKey(before.prices.get(asset))) this.#concernHolders(asset)
    }
    for (const [asset, rates] of cut.shareRates) {
      for (const [chainId, rate] of rates) {
        if (rate !== before.shareRates.get(asset)?.get(chainId))
          this.#concern(`${asset}@${chainId}`)
      }
    }
    for (const chainId of chainIds) {
      const isOther = cut.staleChains.has(chainId) !== before.staleChains.has(chainId)
      if (isOther) this.#concern(`chain${chainId}`)
    }
  }

  #concern(key: string): void {
    for (const name of this.#bearing.get(key) ?? []) this.#changed.add(name)
  }

  /** Whoever has of the asset, or a position in a market that it marks. */
  #concernHolders(asset: string): void {
    this.#concern(asset)
    for (const [id, market] of this.#risk.markets) if (market.asset === asset) this.#concern(id)
  }

  /** Books a realized profit or loss that leaves one figure of one unit within a hair of 0. */
  #putOnTheKnife(name: string): void {
    const { draw } = this
    const [first, ...rest] = this.#holders.get(name)?.units ?? []
    if (first === undefined) return
    const { market, system } = this.#cut
    const [book] = this.#makeBooks([first])
    if (book === undefined) return
    const judged = judgeBook({ book, market, system, end: 'best' })
    const figure = draw.of([judged.equityE18, judged.slackInitialE18, judged.slackMaintenanceE18])
    const hair = draw.of([1n, 1n, 10n ** 6n, 10n ** 15n, E18]) * BigInt(draw.below(5) - 2)
    const realized = {
      chainId: 1,
      marketId: marketOf(0),
      sizeE18: 0n,
      entryValueE18: figure - hair,
      fundingOwedE18: 0n,
    }
    this.#put(name, [{ ...first, positions: [...first.positions, realized] }, ...rest])
  }

  #pick(): string {
    const names = [...this.#holders.keys()]
    return names[this.draw.below(names.length)] ?? ''
  }

  #firstRisk(): RiskConfig {
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

  #compile(): CrossChainSystem {
    const decimals = new Map(assets.map((index) => [assetOf(index), decimalsOf(index)]))
    return crossChain({ risk: this.#risk, decimals })
  }

  #makeCut(): IndexCut {
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

/** What of a price bears on a status. */
function priceKey(price: Price | undefined): bigint | string | undefined {
  return price !== undefined && 'priceE18' in price ? price.priceE18 : price?.state
}
