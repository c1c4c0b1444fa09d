import type { ChainId } from '../../facts/primitives.ts'
import type { Price } from '../MarginInput.ts'

/** What the prices of an index are made of at one cut. */
export interface PriceSource {
  prices: ReadonlyMap<string, Price>
  /** By share asset and chain, how many units of its underlying one unit of the share is; an asset not named is no share. */
  shareRates: ReadonlyMap<string, ReadonlyMap<ChainId, number>>
}

/** A price that is another than at the cut before. */
export interface PriceMove {
  variable: number
  /** The double of it; NaN while there is none. */
  price: number
  /** It died, came back, or is too far from where guards were made for it to be a mere move. */
  isBroken: boolean
}

interface Seen {
  priceE18: bigint | undefined
  rate: number | undefined
  /** The greatest rate since the price was last broken: guards hold down to half of it. */
  rateMost: number
}

/**
 * Numbers the prices that value accounts: one per asset, of a share asset one per chain, because rates differ by chain. The
 * double of a price is `Number(priceE18)`, which rounds once, times the rate of a share: within 8 roundings of exact.
 */
export class PriceNumbers {
  readonly #numbers = new Map<string, number>()
  readonly #subjects: { asset: string; chainId: ChainId | undefined }[] = []
  readonly #seen: Seen[] = []
  #source: PriceSource = { prices: new Map(), shareRates: new Map() }

  /** Number of a price, given when it is first asked for. */
  numberOf(asset: string, chainId: ChainId | undefined): number {
    const isShare = this.#source.shareRates.has(asset)
    const id = isShare && chainId !== undefined ? `${asset}@${chainId}` : asset
    const known = this.#numbers.get(id)
    if (known !== undefined) return known
    const number = this.#subjects.length
    this.#numbers.set(id, number)
    this.#subjects.push({ asset, chainId: id === asset ? undefined : chainId })
    this.#seen.push(this.#look(number))
    return number
  }

  /** Of the prices of these assets, on whatever chain. */
  numbersOf(assets: ReadonlySet<string>): readonly number[] {
    return this.#subjects.flatMap(({ asset }, number) => (assets.has(asset) ? [number] : []))
  }

  isShare(asset: string): boolean {
    return this.#source.shareRates.has(asset)
  }

  rateOf(asset: string, chainId: ChainId): number | undefined {
    return this.#source.shareRates.get(asset)?.get(chainId)
  }

  /** The double of a price as it is now. */
  priceOf(number: number): number {
    const { priceE18, rate } = this.#seen[number] ?? nothing
    if (priceE18 === undefined) return Number.NaN
    const isOfShare = this.#subjects[number]?.chainId !== undefined
    return isOfShare ? Number(priceE18) * (rate ?? Number.NaN) : Number(priceE18)
  }

  /** Takes another cut; every numbered price that it changes. */
  update(source: PriceSource): readonly PriceMove[] {
    this.#source = source
    return this.#subjects.flatMap((_subject, variable) => {
      const before = this.#seen[variable] ?? nothing
      const now = this.#look(variable)
      const isSame = now.priceE18 === before.priceE18 && now.rate === before.rate
      if (isSame) return []
      const isBroken =
        (now.priceE18 === undefined) !== (before.priceE18 === undefined) ||
        (now.rate === undefined) !== (before.rate === undefined) ||
        (now.rate ?? 0) * 2 < before.rateMost
      const rateMost = isBroken ? now.rateMost : Math.max(now.rateMost, before.rateMost)
      this.#seen[variable] = { ...now, rateMost }
      return [{ variable, price: this.priceOf(variable), isBroken }]
    })
  }

  #look(number: number): Seen {
    const { asset, chainId } = this.#subjects[number] ?? { asset: '', chainId: undefined }
    const price = this.#source.prices.get(asset)
    const isLive = price?.state === 'fresh' || price?.state === 'late'
    const rate = chainId === undefined ? undefined : this.rateOf(asset, chainId)
    return { priceE18: isLive ? price.priceE18 : undefined, rate, rateMost: rate ?? 0 }
  }
}

const nothing: Seen = { priceE18: undefined, rate: undefined, rateMost: 0 }
