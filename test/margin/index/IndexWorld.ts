import type { AccountCase } from '../../../src/margin/AccountCase.ts'
import type { IndexCut } from '../../../src/margin/index/AccountIndex.ts'
import { isPositive } from '../../../src/margin/isPositive.ts'
import { judgeBook } from '../../../src/margin/judgeBook.ts'
import type { BalanceLine, Price, UnitBook } from '../../../src/margin/MarginInput.ts'
import type { Status } from '../../../src/margin/MarginStatus.ts'
import { sharesToAssets } from '../../../src/margin/sharesToAssets.ts'
import { worstStatus } from '../../../src/margin/worstStatus.ts'
import { E18 } from '../marginCases.ts'
import { createDraw, type Draw } from './createDraw.ts'
import { type Draft, type DraftLine, drawDrafts } from './drawDrafts.ts'
import { IndexMarket, SHARE_DECIMALS } from './IndexMarket.ts'
import { ASSETS, chainIds, marketOf } from './worldNames.ts'

/** What an account is made of; its books follow from it, the rates and the time. */
interface Holder {
  units: readonly Draft[]
  isForbidden: boolean
  /** The assets, rates, chains and markets that bear on it, and the time where something of it is in flight. */
  keys: readonly string[]
  /** Of an account whose amounts follow neither from a rate nor from the time. */
  books: readonly UnitBook[] | undefined
}

/**
 * A venue in which everything moves that can move: prices one by one and together, rates of shares, rules, the time with
 * what it makes late, dead or decayed, chains that turn stale, accounts that come, change and go. Many accounts stand
 * within a few units of a limit.
 */
export class IndexWorld {
  readonly draw: Draw
  readonly #holders = new Map<string, Holder>()
  readonly #dirty = new Set<string>()
  readonly #market: IndexMarket
  #names = 0
  /** Accounts by what bears on them. */
  readonly #bearing = new Map<string, Set<string>>()
  readonly #changed = new Set<string>()
  #cut: IndexCut

  constructor(seed: number, accounts: number) {
    this.draw = createDraw(seed)
    this.#market = new IndexMarket(this.draw)
    this.#cut = this.#market.cut()
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
    this.#cut = this.#market.cut()
    this.#stamp(before)
    // What was just made of the present prices may be put on a limit.
    if (draw.oneIn(4)) this.#putOnTheKnife(this.#pick())
    return name
  }

  #stepOf(dice: number): string {
    const { draw } = this
    const market = this.#market
    if (dice < 560) return market.tick(draw.below(ASSETS), 1 + (draw.fraction() - 0.5) / 10)
    if (dice < 700) return market.nudge(draw.below(ASSETS))
    if (dice < 718) return market.joint(() => 1 + (draw.fraction() - 0.5) / 50)
    if (dice < 722) return market.joint(() => 0.8 + draw.fraction() / 2)
    if (dice < 822) return market.wait(BigInt(1 + draw.below(400)))
    if (dice < 826) return market.goBack(BigInt(1 + draw.below(300)))
    if (dice < 890) return market.accrue()
    if (dice < 895) return market.rule()
    if (dice < 900) return market.turnStale()
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
    const { market, system, staleChains } = this.#cut
    const { status } = judgeBook({ book, market, system, end: 'best' })
    const balances = book.balances.filter(
      (line) => !(isPositive(line) && staleChains.has(line.chainId)),
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
    const rate = this.#market.rateOf(line.assetId, line.chainId)
    const amount =
      shares === undefined || rate === undefined
        ? line.amount
        : sharesToAssets(shares, rate, Number(SHARE_DECIMALS))
    if (line.kind !== 'inFlight') return { ...line, amount }
    const age = this.#market.asOf - (sentAt ?? 0n)
    return { ...line, amount, ageSeconds: age > 0n ? age : 0n }
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
    this.#put(name, drawDrafts(this.draw, this.#market.asOf))
    return `${name} is another`
  }

  #settleIn(): void {
    this.#names += 1
    const name = `account${this.#names}`
    this.#put(name, drawDrafts(this.draw, this.#market.asOf))
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
    for (const id of this.#market.markedBy(asset)) this.#concern(id)
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
}

/** What of a price bears on a status. */
function priceKey(price: Price | undefined): bigint | string | undefined {
  return price !== undefined && 'priceE18' in price ? price.priceE18 : price?.state
}
