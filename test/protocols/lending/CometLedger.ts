import { encodeAbiParameters, parseAbiParameters } from 'viem'
import type { CompoundV3Pool } from '../../../src/config/CompoundV3Pool.ts'
import { type Address, type Hex, zeroAddress } from '../../../src/facts/primitives.ts'
import type { LogParts } from '../logs.ts'
import { createLogs } from './marginEvents.ts'

const log = createLogs('Compound III')
const SCALE = 10n ** 15n
const FACTOR = 10n ** 18n

const minOf = (a: bigint, b: bigint) => (a < b ? a : b)
const maxOf = (a: bigint, b: bigint) => (a > b ? a : b)

/** Interest of one side, 1e18 per second over utilization 1e18. */
interface Rate {
  kink: bigint
  base: bigint
  low: bigint
  high: bigint
}

/** Ten and a half per cent at the kink of 90 %, steep beyond it. */
export const cometRates: { supply: Rate; borrow: Rate } = {
  supply: { kink: 9n * 10n ** 17n, base: 0n, low: 1_030_568_239n, high: 95_129_375_951n },
  borrow: {
    kink: 9n * 10n ** 17n,
    base: 475_646_879n,
    low: 1_109_842_719n,
    high: 114_155_251_141n,
  },
}

/** A Comet's own books, written from `Comet.sol`: every action accrues, rounds and logs as the contract does. */
export class CometLedger {
  readonly pool: CompoundV3Pool
  supplyIndex = SCALE
  borrowIndex = SCALE
  supplied = 0n
  borrowed = 0n
  accruedAt: bigint
  now: bigint
  readonly principal = new Map<Address, bigint>()
  readonly collateral = new Map<string, bigint>()

  constructor(pool: CompoundV3Pool, now: bigint) {
    this.pool = pool
    this.now = now
    this.accruedAt = now
  }

  of(account: Address): bigint {
    return this.principal.get(account) ?? 0n
  }

  held(account: Address, asset: Address): bigint {
    return this.collateral.get(`${account} ${asset}`) ?? 0n
  }

  /** Base that is lent by suppliers and not owed by borrowers. */
  cash(): bigint {
    const [lent, owed] = [this.supplied * this.supplyIndex, this.borrowed * this.borrowIndex]
    return (lent - owed) / SCALE
  }

  /** `balanceOf` less `borrowBalanceOf`, with the interest until now. */
  balance(account: Address): bigint {
    const principal = this.of(account)
    const [supplyIndex, borrowIndex] = this.accrued()
    return principal >= 0n
      ? (principal * supplyIndex) / SCALE
      : -((-principal * borrowIndex) / SCALE)
  }

  accrued(): readonly [bigint, bigint] {
    const seconds = this.now - this.accruedAt
    const lent = (this.supplied * this.supplyIndex) / SCALE
    const owed = (this.borrowed * this.borrowIndex) / SCALE
    const utilization = lent === 0n ? 0n : (owed * FACTOR) / lent
    const rate = ({ kink, base, low, high }: Rate) =>
      utilization <= kink
        ? base + (low * utilization) / FACTOR
        : base + (low * kink) / FACTOR + (high * (utilization - kink)) / FACTOR
    const grow = (index: bigint, side: Rate) => index + (index * (rate(side) * seconds)) / FACTOR
    return [grow(this.supplyIndex, cometRates.supply), grow(this.borrowIndex, cometRates.borrow)]
  }

  accrue(): void {
    const [supplyIndex, borrowIndex] = this.accrued()
    this.supplyIndex = supplyIndex
    this.borrowIndex = borrowIndex
    this.accruedAt = this.now
  }

  supply(from: Address, dst: Address, amount: bigint): LogParts[] {
    this.accrue()
    const minted = this.#raise(dst, amount)
    return [log(this.pool.pool, 'Supply', { from, dst, amount }), ...this.#minted(dst, minted)]
  }

  withdraw(src: Address, to: Address, amount: bigint): LogParts[] {
    this.accrue()
    const burnt = this.#lower(src, amount)
    return [log(this.pool.pool, 'Withdraw', { src, to, amount }), ...this.#burnt(src, burnt)]
  }

  /** Logs only what either end had supplied: nothing at all between two that stay borrowers. */
  transfer(src: Address, dst: Address, amount: bigint): LogParts[] {
    if (src === dst) return []
    this.accrue()
    const burnt = this.#lower(src, amount)
    const minted = this.#raise(dst, amount)
    return [...this.#burnt(src, burnt), ...this.#minted(dst, minted)]
  }

  give(from: Address, dst: Address, asset: Address, amount: bigint): LogParts[] {
    this.#hold(dst, asset, amount)
    return [log(this.pool.pool, 'SupplyCollateral', { from, dst, asset, amount })]
  }

  take(src: Address, to: Address, asset: Address, wanted: bigint): LogParts[] {
    const amount = minOf(wanted, this.held(src, asset))
    this.#hold(src, asset, -amount)
    return [log(this.pool.pool, 'WithdrawCollateral', { src, to, asset, amount })]
  }

  pass(from: Address, to: Address, asset: Address, wanted: bigint): LogParts[] {
    if (from === to) return []
    const amount = minOf(wanted, this.held(from, asset))
    this.#hold(from, asset, -amount)
    this.#hold(to, asset, amount)
    return [log(this.pool.pool, 'TransferCollateral', { from, to, asset, amount })]
  }

  /** All collateral is seized and pays so much base; what is left of the debt is written off. */
  absorb(absorber: Address, borrower: Address, paid: bigint): LogParts[] {
    this.accrue()
    const seized = this.pool.collaterals.flatMap(({ token: asset }) => {
      const amount = this.held(borrower, asset)
      if (amount === 0n) return []
      this.#hold(borrower, asset, -amount)
      const args = { absorber, borrower, asset, collateralAbsorbed: amount, usdValue: 1n }
      return [log(this.pool.pool, 'AbsorbCollateral', args)]
    })
    const before = this.#present(this.of(borrower))
    const after = maxOf(before + paid, 0n)
    const minted = this.#raise(borrower, after - before)
    const args = { absorber, borrower, basePaidOut: after - before, usdValue: 1n }
    return [...seized, log(this.pool.pool, 'AbsorbDebt', args), ...this.#minted(borrower, minted)]
  }

  userBasic(account: Address): Hex {
    const types = parseAbiParameters('int104, uint64, uint64, uint16, uint8')
    return encodeAbiParameters(types, [this.of(account), 7n, 8n, 3, 0])
  }

  totalsBasic(): Hex {
    return encodeAbiParameters(
      parseAbiParameters('uint64, uint64, uint64, uint64, uint104, uint104, uint40, uint8'),
      [
        this.supplyIndex,
        this.borrowIndex,
        5n,
        6n,
        this.supplied,
        this.borrowed,
        Number(this.accruedAt),
        0,
      ],
    )
  }

  #present(principal: bigint): bigint {
    return principal >= 0n
      ? (principal * this.supplyIndex) / SCALE
      : -((-principal * this.borrowIndex) / SCALE)
  }

  /** Supplied principal rounds down, owed principal up. */
  #principal(present: bigint): bigint {
    if (present >= 0n) return (present * SCALE) / this.supplyIndex
    return -((-present * SCALE + this.borrowIndex - 1n) / this.borrowIndex)
  }

  /** Returns the supplied principal that came to be. */
  #raise(account: Address, amount: bigint): bigint {
    const before = this.of(account)
    const after = this.#principal(this.#present(before) + amount)
    this.principal.set(account, after)
    const [repaid, minted] =
      after < before
        ? [0n, 0n]
        : after <= 0n
          ? [after - before, 0n]
          : before >= 0n
            ? [0n, after - before]
            : [-before, after]
    this.supplied += minted
    this.borrowed -= repaid
    return minted
  }

  /** Returns the supplied principal that is gone. */
  #lower(account: Address, amount: bigint): bigint {
    const before = this.of(account)
    const after = this.#principal(this.#present(before) - amount)
    this.principal.set(account, after)
    const [burnt, borrowed] =
      after > before
        ? [0n, 0n]
        : after >= 0n
          ? [before - after, 0n]
          : before <= 0n
            ? [0n, before - after]
            : [before, -after]
    this.supplied -= burnt
    this.borrowed += borrowed
    return burnt
  }

  #minted(to: Address, principal: bigint): LogParts[] {
    if (principal === 0n) return []
    const amount = (principal * this.supplyIndex) / SCALE
    return [log(this.pool.pool, 'Transfer', { from: zeroAddress, to, amount })]
  }

  #burnt(from: Address, principal: bigint): LogParts[] {
    if (principal === 0n) return []
    const amount = (principal * this.supplyIndex) / SCALE
    return [log(this.pool.pool, 'Transfer', { from, to: zeroAddress, amount })]
  }

  #hold(account: Address, asset: Address, amount: bigint): void {
    this.collateral.set(`${account} ${asset}`, this.held(account, asset) + amount)
  }
}
