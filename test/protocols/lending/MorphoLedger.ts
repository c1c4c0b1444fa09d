import { encodeAbiParameters, parseAbiParameters } from 'viem'
import type { MorphoBluePool } from '../../../src/config/MorphoBluePool.ts'
import type { Address, Hex } from '../../../src/facts/primitives.ts'
import type { LogParts } from '../logs.ts'
import { createLogs } from './marginEvents.ts'

const log = createLogs('Morpho Blue')
const WAD = 10n ** 18n

const up = (a: bigint, b: bigint, c: bigint) => (a * b + c - 1n) / c
const down = (a: bigint, b: bigint, c: bigint) => (a * b) / c
const noLess = (value: bigint) => (value < 0n ? 0n : value)

interface Position {
  supplied: bigint
  borrowed: bigint
  collateral: bigint
}

/** One market's own books, written from `Morpho.sol`; interest is at a fixed rate per second, as any rate model may say. */
export class MorphoLedger {
  readonly pool: MorphoBluePool
  readonly feeRecipient: Address
  readonly rate: bigint
  supplyAssets = 0n
  supplyShares = 0n
  borrowAssets = 0n
  borrowShares = 0n
  lastUpdate: bigint
  now: bigint
  fee = 0n
  readonly positions = new Map<Address, Position>()

  constructor(pool: MorphoBluePool, now: bigint, parameters: { rate: bigint; recipient: Address }) {
    this.pool = pool
    this.now = now
    this.lastUpdate = now
    this.rate = parameters.rate
    this.feeRecipient = parameters.recipient
  }

  of(account: Address): Position {
    const known = this.positions.get(account)
    if (known !== undefined) return known
    const fresh = { supplied: 0n, borrowed: 0n, collateral: 0n }
    this.positions.set(account, fresh)
    return fresh
  }

  create(): LogParts[] {
    const { collateral, loan, oracle, irm, lltv } = this.pool
    const tokens = { loanToken: loan.token, collateralToken: collateral.token }
    return [this.#log('CreateMarket', { marketParams: { ...tokens, oracle, irm, lltv } })]
  }

  setFee(newFee: bigint): LogParts[] {
    const accrued = this.accrue()
    this.fee = newFee
    return [...accrued, this.#log('SetFee', { newFee })]
  }

  accrue(): LogParts[] {
    const elapsed = this.now - this.lastUpdate
    this.lastUpdate = this.now
    if (elapsed === 0n || this.borrowAssets === 0n) return []
    const x = this.rate * elapsed
    const second = down(x, x, 2n * WAD)
    const interest = down(this.borrowAssets, x + second + down(second, x, 3n * WAD), WAD)
    this.borrowAssets += interest
    this.supplyAssets += interest
    const paid = down(interest, this.fee, WAD)
    const feeShares = down(paid, this.supplyShares + 1_000_000n, this.supplyAssets - paid + 1n)
    this.of(this.feeRecipient).supplied += feeShares
    this.supplyShares += feeShares
    const prevBorrowRate = this.rate
    return [this.#log('AccrueInterest', { prevBorrowRate, interest, feeShares })]
  }

  supply(caller: Address, onBehalf: Address, assets: bigint): LogParts[] {
    const accrued = this.accrue()
    const shares = down(assets, this.supplyShares + 1_000_000n, this.supplyAssets + 1n)
    this.of(onBehalf).supplied += shares
    this.supplyShares += shares
    this.supplyAssets += assets
    return [...accrued, this.#log('Supply', { caller, onBehalf, assets, shares })]
  }

  withdraw(onBehalf: Address, receiver: Address, wanted: bigint): LogParts[] {
    const accrued = this.accrue()
    const held = this.of(onBehalf)
    const shares = wanted < held.supplied ? wanted : held.supplied
    const assets = this.claim(shares)
    if (shares === 0n || assets > this.supplyAssets - this.borrowAssets) return accrued
    held.supplied -= shares
    this.supplyShares -= shares
    this.supplyAssets -= assets
    const args = { caller: onBehalf, onBehalf, receiver, assets, shares }
    return [...accrued, this.#log('Withdraw', args)]
  }

  borrow(onBehalf: Address, receiver: Address, wanted: bigint): LogParts[] {
    const accrued = this.accrue()
    const cash = this.supplyAssets - this.borrowAssets
    const assets = wanted < cash ? wanted : cash
    if (assets <= 0n) return accrued
    const shares = up(assets, this.borrowShares + 1_000_000n, this.borrowAssets + 1n)
    this.of(onBehalf).borrowed += shares
    this.borrowShares += shares
    this.borrowAssets += assets
    const args = { caller: onBehalf, onBehalf, receiver, assets, shares }
    return [...accrued, this.#log('Borrow', args)]
  }

  repay(caller: Address, onBehalf: Address, wanted: bigint): LogParts[] {
    const accrued = this.accrue()
    const owed = this.of(onBehalf)
    const shares = wanted < owed.borrowed ? wanted : owed.borrowed
    if (shares === 0n) return accrued
    const assets = this.debt(shares)
    owed.borrowed -= shares
    this.borrowShares -= shares
    this.borrowAssets = noLess(this.borrowAssets - assets)
    return [...accrued, this.#log('Repay', { caller, onBehalf, assets, shares })]
  }

  give(caller: Address, onBehalf: Address, assets: bigint): LogParts[] {
    this.of(onBehalf).collateral += assets
    return [this.#log('SupplyCollateral', { caller, onBehalf, assets })]
  }

  take(onBehalf: Address, receiver: Address, wanted: bigint): LogParts[] {
    const accrued = this.accrue()
    const held = this.of(onBehalf)
    const assets = wanted < held.collateral ? wanted : held.collateral
    if (assets === 0n) return accrued
    held.collateral -= assets
    const args = { caller: onBehalf, onBehalf, receiver, assets }
    return [...accrued, this.#log('WithdrawCollateral', args)]
  }

  /** Seizes so much, repays so many shares; who has no collateral left has his debt written off. */
  liquidate(caller: Address, borrower: Address, seized: bigint, repaid: bigint): LogParts[] {
    const accrued = this.accrue()
    const position = this.of(borrower)
    const seizedAssets = seized < position.collateral ? seized : position.collateral
    const repaidShares = repaid < position.borrowed ? repaid : position.borrowed
    const repaidAssets = this.debt(repaidShares)
    position.borrowed -= repaidShares
    this.borrowShares -= repaidShares
    this.borrowAssets = noLess(this.borrowAssets - repaidAssets)
    position.collateral -= seizedAssets
    const badDebtShares = position.collateral === 0n ? position.borrowed : 0n
    const bad = this.debt(badDebtShares)
    const badDebtAssets = bad < this.borrowAssets ? bad : this.borrowAssets
    this.borrowAssets -= badDebtAssets
    this.supplyAssets -= badDebtAssets
    this.borrowShares -= badDebtShares
    position.borrowed -= badDebtShares
    const args = { caller, borrower, repaidAssets, repaidShares, seizedAssets }
    return [...accrued, this.#log('Liquidate', { ...args, badDebtAssets, badDebtShares })]
  }

  /** What borrow shares owe now, without interest that is not booked. */
  debt(shares: bigint): bigint {
    return up(shares, this.borrowAssets + 1n, this.borrowShares + 1_000_000n)
  }

  /** What supplied shares are worth now. */
  claim(shares: bigint): bigint {
    return down(shares, this.supplyAssets + 1n, this.supplyShares + 1_000_000n)
  }

  /** `market(id)`. */
  market(): Hex {
    return encodeAbiParameters(
      parseAbiParameters('uint128, uint128, uint128, uint128, uint128, uint128'),
      [
        ...([this.supplyAssets, this.supplyShares, this.borrowAssets] as const),
        ...([this.borrowShares, this.lastUpdate, this.fee] as const),
      ],
    )
  }

  /** `position(id, account)`. */
  position(account: Address): Hex {
    const { supplied, borrowed, collateral } = this.of(account)
    const types = parseAbiParameters('uint256, uint128, uint128')
    return encodeAbiParameters(types, [supplied, borrowed, collateral])
  }

  #log(name: string, args: Record<string, unknown>): LogParts {
    return log(this.pool.pool, name, { id: this.pool.marketId, ...args })
  }
}
