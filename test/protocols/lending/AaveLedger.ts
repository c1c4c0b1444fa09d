import type { AaveV3Pool } from '../../../src/config/AaveV3Pool.ts'
import { type Address, zeroAddress } from '../../../src/facts/primitives.ts'
import type { LogParts } from '../logs.ts'
import { createLogs } from './marginEvents.ts'

const RAY = 10n ** 27n
const log = createLogs('Aave v3')

const floor = (amount: bigint, index: bigint) => (amount * RAY) / index
const ceil = (amount: bigint, index: bigint) => (amount * RAY + index - 1n) / index
const halfUp = (amount: bigint, index: bigint) => (amount * RAY + index / 2n) / index

/** How amounts and scaled amounts become each other in a version, by what is done with them. */
interface Rounding {
  minted(amount: bigint, index: bigint): bigint
  burnt(amount: bigint, index: bigint): bigint
  balance(scaled: bigint, index: bigint): bigint
}

const rayMul = (scaled: bigint, index: bigint) => (scaled * index + RAY / 2n) / RAY
const old: Rounding = { minted: halfUp, burnt: halfUp, balance: rayMul }
const aTokens: Rounding = { minted: floor, burnt: ceil, balance: (s, i) => (s * i) / RAY }
const debts: Rounding = {
  minted: ceil,
  burnt: floor,
  balance: (s, i) => (s * i + RAY - 1n) / RAY,
}

/** Scaled balances of one token, as `ScaledBalanceTokenBase` of either age books and logs them. */
class Token {
  readonly scaled = new Map<Address, bigint>()
  readonly #last = new Map<Address, bigint>()
  readonly address: Address
  readonly rounding: Rounding
  readonly #isDirected: boolean

  constructor(address: Address, rounding: Rounding, isDirected: boolean) {
    this.address = address
    this.rounding = rounding
    this.#isDirected = isDirected
  }

  of(user: Address): bigint {
    return this.scaled.get(user) ?? 0n
  }

  balance(user: Address, index: bigint): bigint {
    return this.rounding.balance(this.of(user), index)
  }

  /** `scaled` is signed; the logs say what the contract's own arithmetic makes of it. */
  change(user: Address, caller: Address, scaled: bigint, amount: bigint, index: bigint): LogParts {
    const before = this.of(user)
    const previous = this.rounding.balance(before, this.#last.get(user) ?? 0n)
    const balanceIncrease = this.rounding.balance(before, index) - previous
    this.#last.set(user, index)
    this.scaled.set(user, before + scaled)
    const signed = scaled < 0n ? -amount : amount
    const difference = this.#isDirected
      ? this.rounding.balance(before + scaled, index) - previous
      : signed + balanceIncrease
    const isMint = scaled > 0n || difference > 0n
    const value = difference < 0n ? -difference : difference
    return isMint
      ? log(this.address, 'Mint', { caller, onBehalfOf: user, value, balanceIncrease, index })
      : log(this.address, 'Burn', { from: user, target: caller, value, balanceIncrease, index })
  }

  /** A transfer books the interest of both and says the scaled amount itself. */
  transfer(from: Address, to: Address, scaled: bigint, index: bigint): readonly LogParts[] {
    const interest = [...new Set([from, to])].flatMap((user) => {
      const previous = this.rounding.balance(this.of(user), this.#last.get(user) ?? 0n)
      const balanceIncrease = this.balance(user, index) - previous
      this.#last.set(user, index)
      const booked = { caller: from, onBehalfOf: user, value: balanceIncrease, balanceIncrease }
      return balanceIncrease === 0n ? [] : [log(this.address, 'Mint', { ...booked, index })]
    })
    this.scaled.set(from, this.of(from) - scaled)
    this.scaled.set(to, this.of(to) + scaled)
    return [...interest, log(this.address, 'BalanceTransfer', { from, to, value: scaled, index })]
  }
}

/**
 * What Aave's contracts book and log, written from their sources (core-v3 1.19.3; aave-v3-origin for 3.5): every method
 * returns the logs of one action, in the contract's order, or none where the action would revert.
 */
export class AaveLedger {
  readonly supplied: Token
  readonly owed: Token
  index = RAY
  debtIndex = RAY
  readonly #pool: Address
  readonly #reserve: Address

  constructor(pool: AaveV3Pool, isDirected: boolean) {
    const [reserve] = pool.reserves
    if (reserve === undefined) throw new Error('the pool has a reserve')
    this.#pool = pool.pool
    this.#reserve = reserve.token
    this.supplied = new Token(reserve.aToken, isDirected ? aTokens : old, isDirected)
    this.owed = new Token(reserve.variableDebtToken, isDirected ? debts : old, isDirected)
  }

  supply(user: Address, amount: bigint): readonly LogParts[] {
    const scaled = this.supplied.rounding.minted(amount, this.index)
    if (scaled === 0n) return []
    const said = { user, onBehalfOf: user, amount, referralCode: 0 }
    return [
      this.supplied.change(user, user, scaled, amount, this.index),
      this.#say('Supply', { reserve: this.#reserve, ...said }),
    ]
  }

  withdraw(user: Address, wanted: bigint | 'all'): readonly LogParts[] {
    const amount = wanted === 'all' ? this.supplied.balance(user, this.index) : wanted
    const burnt = this.#burn(this.supplied, user, amount, this.index)
    const said = { reserve: this.#reserve, user, to: user, amount }
    return burnt === undefined ? [] : [burnt, this.#say('Withdraw', said)]
  }

  borrow(user: Address, amount: bigint): readonly LogParts[] {
    const scaled = this.owed.rounding.minted(amount, this.debtIndex)
    if (scaled === 0n) return []
    const said = { user, onBehalfOf: user, amount, interestRateMode: 2, borrowRate: 1n }
    return [
      this.owed.change(user, user, scaled, amount, this.debtIndex),
      this.#say('Borrow', { reserve: this.#reserve, ...said, referralCode: 0 }),
    ]
  }

  repay(user: Address, wanted: bigint | 'all', useATokens: boolean): readonly LogParts[] {
    const debt = this.owed.balance(user, this.debtIndex)
    const own = this.supplied.balance(user, this.index)
    const asked = wanted === 'all' ? (useATokens ? own : debt) : wanted
    const amount = asked < debt ? asked : debt
    if (useATokens && amount > own) return []
    const paid = this.#burn(this.owed, user, amount, this.debtIndex)
    if (paid === undefined) return []
    const given = useATokens ? this.#burn(this.supplied, user, amount, this.index) : undefined
    const said = { reserve: this.#reserve, user, repayer: user, amount, useATokens }
    return [paid, ...(given === undefined ? [] : [given]), this.#say('Repay', said)]
  }

  transfer(from: Address, to: Address, amount: bigint): readonly LogParts[] {
    const isOld = this.supplied.rounding === old
    const scaled = isOld ? halfUp(amount, this.index) : ceil(amount, this.index)
    if (scaled > this.supplied.of(from)) return []
    return this.supplied.transfer(from, to, scaled, this.index)
  }

  mintToTreasury(treasury: Address, accrued: bigint): readonly LogParts[] {
    if (accrued === 0n) return []
    const amountMinted = this.supplied.rounding.balance(accrued, this.index)
    const isOld = this.supplied.rounding === old
    const scaled = isOld ? halfUp(amountMinted, this.index) : accrued
    const said = { reserve: this.#reserve, amountMinted }
    return [
      this.supplied.change(treasury, this.#pool, scaled, amountMinted, this.index),
      this.#say('MintedToTreasury', said),
    ]
  }

  /** All the collateral goes, and with it the debt, of which `covered` was paid. */
  liquidateAll(user: Address, liquidator: Address, covered: bigint): readonly LogParts[] {
    const debt = this.owed.balance(user, this.debtIndex)
    const collateral = this.supplied.balance(user, this.index)
    if (debt === 0n || collateral === 0n || covered === 0n || covered > debt) return []
    const paid = this.owed.change(user, liquidator, -this.owed.of(user), debt, this.debtIndex)
    const deficit = { user, debtAsset: this.#reserve, amountCreated: debt - covered }
    const taken = this.#burn(this.supplied, user, collateral, this.index)
    const said = {
      ...{ collateralAsset: this.#reserve, debtAsset: this.#reserve, user, liquidator },
      ...{ debtToCover: covered, liquidatedCollateralAmount: collateral, receiveAToken: false },
    }
    return [
      paid,
      ...(covered === debt ? [] : [this.#say('DeficitCreated', deficit)]),
      ...(taken === undefined ? [] : [taken]),
      this.#say('LiquidationCall', said),
    ]
  }

  #burn(token: Token, user: Address, amount: bigint, index: bigint): LogParts | undefined {
    const scaled = token.rounding.burnt(amount, index)
    if (scaled === 0n || scaled > token.of(user)) return undefined
    return token.change(user, zeroAddress, -scaled, amount, index)
  }

  #say(name: string, args: Record<string, unknown>): LogParts {
    return log(this.#pool, name, args)
  }
}
