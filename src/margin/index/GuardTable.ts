import { assert } from '../../errors/assert.ts'
import { BlockPool } from './BlockPool.ts'
import type { Guard } from './Guard.ts'
import { lengthen } from './lengthen.ts'
import { PostingList } from './PostingList.ts'
import { provenMove, UNDECIDED, VARIABLES_MAX } from './provenMove.ts'

/** So many prices are numbered at most: a number takes two bytes in each account. */
const PRICES_MAX = 65_536

/** So many conditions an account has at most: their number takes one byte. */
const CONDITIONS_MAX = 255

/**
 * The guards of all accounts as columns of numbers, and the ranges that follow from them in the posting lists of the prices.
 * About 170 bytes an account of four prices and two conditions.
 */
export class GuardTable {
  #exposureStarts = new Uint32Array(0)
  #variableCounts = new Uint16Array(0)
  #numberStarts = new Uint32Array(0)
  #conditionCounts = new Uint8Array(0)
  #watches = new Uint32Array(0)
  /** Of each account and price: which price, and the account's place in its list. */
  #variables = new Uint16Array(0)
  #places = new Uint32Array(0)
  /** Condition by condition: the coefficients, then the constant. */
  #numbers = new Float64Array(0)
  readonly #lists: PostingList[] = []
  #prices = new Float64Array(0)
  /** The prices of one account, side by side. */
  readonly #own = new Float64Array(VARIABLES_MAX)
  readonly #exposurePool = new BlockPool((length) => {
    this.#variables = lengthen(Uint16Array, this.#variables, length)
    this.#places = lengthen(Uint32Array, this.#places, length)
  })
  readonly #numberPool = new BlockPool((length) => {
    this.#numbers = lengthen(Float64Array, this.#numbers, length)
  })

  /** Bytes of all columns, with the room for what is to come. */
  get bytes(): number {
    const columns = [
      this.#exposureStarts,
      this.#variableCounts,
      this.#numberStarts,
      this.#conditionCounts,
      this.#watches,
      this.#variables,
      this.#places,
      this.#numbers,
      this.#prices,
    ]
    const own = columns.reduce((sum, { byteLength }) => sum + byteLength, 0)
    return this.#lists.reduce((sum, { bytes }) => sum + bytes, own)
  }

  /** Room for accounts below this number. */
  reserve(accounts: number): void {
    this.#exposureStarts = lengthen(Uint32Array, this.#exposureStarts, accounts)
    this.#variableCounts = lengthen(Uint16Array, this.#variableCounts, accounts)
    this.#numberStarts = lengthen(Uint32Array, this.#numberStarts, accounts)
    this.#conditionCounts = lengthen(Uint8Array, this.#conditionCounts, accounts)
    this.#watches = lengthen(Uint32Array, this.#watches, accounts)
  }

  /** The price is this from now on; NaN while there is none. The ranges of accounts stay what they are. */
  setPrice(variable: number, price: number): void {
    this.#listOf(variable)
    this.#prices[variable] = price
  }

  /**
   * Files an account's guard in place of the one before, with ranges around the present prices. Whether floats prove it
   * there.
   */
  put(account: number, { variables, conditions, watches, isProven }: Guard): boolean {
    const held = this.#sizeOfNumbers(account)
    if (!this.#hasVariables(account, variables)) this.#post(account, variables)
    this.#write(account, conditions, held)
    this.#watches[account] = watches
    const isFree = isProven && conditions.length === 0
    if (isFree) this.#setRanges(account, Number.POSITIVE_INFINITY)
    const isHeld = isFree || this.prove(account)
    if (!isHeld) this.#setRanges(account, UNDECIDED)
    return isHeld
  }

  remove(account: number): void {
    const held = this.#sizeOfNumbers(account)
    this.#post(account, [])
    this.#write(account, [], held)
    this.#watches[account] = 0
  }

  /**
   * Whether floats prove at the present prices that all conditions of the account hold. Its ranges are then those that are
   * proved from here; else they are empty, and every move is told of it.
   */
  prove(account: number): boolean {
    const start = this.#exposureStarts[account] ?? 0
    const size = this.#variableCounts[account] ?? 0
    for (let index = 0; index < size; index += 1) {
      this.#own[index] = this.#prices[this.#variables[start + index] ?? 0] ?? Number.NaN
    }
    const count = this.#conditionCounts[account] ?? 0
    // An account without conditions is in range for ever, or in none because its rules are not linear.
    if (count === 0) return false
    const move = provenMove(this.#own, size, this.#numbers, this.#numberStarts[account] ?? 0, count)
    this.#setRanges(account, move)
    return move !== UNDECIDED
  }

  /** Names every account in whose range the price of this number is not. */
  findOutside(variable: number, found: (account: number) => void): void {
    this.#listOf(variable).findOutside(this.#prices[variable] ?? Number.NaN, found)
  }

  /** Names every account that this price bears on. */
  findHolders(variable: number, found: (account: number) => void): void {
    this.#listOf(variable).findOutside(Number.NaN, found)
  }

  /** Names every account that watches one of these bits. */
  findWatchers(bits: number, found: (account: number) => void): void {
    for (let account = 0; account < this.#watches.length; account += 1) {
      if (((this.#watches[account] ?? 0) & bits) !== 0) found(account)
    }
  }

  #hasVariables(account: number, variables: readonly number[]): boolean {
    if (this.#variableCounts[account] !== variables.length) return false
    const start = this.#exposureStarts[account] ?? 0
    return variables.every((variable, index) => this.#variables[start + index] === variable)
  }

  /** Moves an account from the lists of its prices to those of others. */
  #post(account: number, variables: readonly number[]): void {
    const start = this.#exposureStarts[account] ?? 0
    const size = this.#variableCounts[account] ?? 0
    for (let index = 0; index < size; index += 1) this.#unpost(start + index)
    if (size !== variables.length) {
      this.#exposurePool.give(start, size)
      this.#exposureStarts[account] = this.#exposurePool.take(variables.length)
      this.#variableCounts[account] = variables.length
    }
    const own = this.#exposureStarts[account] ?? 0
    for (const [index, variable] of variables.entries()) {
      this.#variables[own + index] = variable
      this.#places[own + index] = this.#listOf(variable).add(account)
    }
  }

  #unpost(exposure: number): void {
    const variable = this.#variables[exposure] ?? 0
    const place = this.#places[exposure] ?? 0
    const moved = this.#listOf(variable).remove(place)
    if (moved === undefined) return
    const start = this.#exposureStarts[moved] ?? 0
    let at = start
    while (this.#variables[at] !== variable) at += 1
    this.#places[at] = place
  }

  #sizeOfNumbers(account: number): number {
    return (this.#conditionCounts[account] ?? 0) * ((this.#variableCounts[account] ?? 0) + 1)
  }

  /** Writes the numbers of an account whose block held so many. */
  #write(account: number, conditions: Guard['conditions'], held: number): void {
    assert(conditions.length <= CONDITIONS_MAX, `${conditions.length} conditions are too many.`)
    this.#conditionCounts[account] = conditions.length
    const size = this.#sizeOfNumbers(account)
    if (size !== held) {
      this.#numberPool.give(this.#numberStarts[account] ?? 0, held)
      this.#numberStarts[account] = this.#numberPool.take(size)
    }
    let at = this.#numberStarts[account] ?? 0
    for (const { coefficients, constant } of conditions) {
      this.#numbers.set(coefficients, at)
      at += coefficients.length
      this.#numbers[at] = constant
      at += 1
    }
  }

  #listOf(variable: number): PostingList {
    const known = this.#lists[variable]
    if (known !== undefined) return known
    assert(variable < PRICES_MAX, `A venue has more than ${PRICES_MAX} prices.`)
    while (this.#lists.length <= variable) this.#lists.push(new PostingList())
    this.#prices = lengthen(Float64Array, this.#prices, this.#lists.length)
    return this.#listOf(variable)
  }

  #setRanges(account: number, move: number): void {
    const start = this.#exposureStarts[account] ?? 0
    const size = this.#variableCounts[account] ?? 0
    for (let index = 0; index < size; index += 1) {
      const variable = this.#variables[start + index] ?? 0
      const list = this.#lists[variable]
      const place = this.#places[start + index] ?? 0
      const price = this.#prices[variable] ?? Number.NaN
      if (move > 0) list?.setRange(place, price * (1 - move), price * (1 + move))
      else list?.clearRange(place)
    }
  }
}
