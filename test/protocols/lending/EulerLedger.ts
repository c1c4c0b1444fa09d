import { decodeFunctionData, encodeAbiParameters, parseAbiParameters } from 'viem'
import type { EulerV2Pool, EulerV2VaultConfig } from '../../../src/config/EulerV2Pool.ts'
import type { Address, Hex } from '../../../src/facts/primitives.ts'
import { eulerAbi } from '../../../src/protocols/lending/eulerV2/eulerCalls.ts'
import type { LogParts } from '../logs.ts'
import { createLogs } from './marginEvents.ts'

const log = createLogs('Euler v2')
const RAY = 10n ** 27n
/** Debt is kept in units of 2^-31. */
const UNIT = 2n ** 31n
const VIRTUAL = 1_000_000n
const nobody: Address = `0x${'0'.repeat(40)}`

const up = (a: bigint, b: bigint) => (a + b - 1n) / b
const least = (a: bigint, b: bigint) => (a < b ? a : b)

interface Limits {
  borrow: bigint
  liquidation: bigint
  initial: bigint
  target: bigint
  duration: bigint
}

/** What a whole token is valued at, 1e18 of an 18-decimal unit of account. */
export interface EulerPrice {
  mid: bigint
  bid: bigint
  ask: bigint
}

/** One vault's own books, written from `EVault`: shares, debt with its fractions, interest at a fixed rate per second. */
class EulerVault {
  readonly config: EulerV2VaultConfig
  readonly shares = new Map<Address, bigint>()
  readonly debts = new Map<Address, { owed: bigint; accumulator: bigint }>()
  totalShares = 0n
  totalOwed = 0n
  cash = 0n
  accumulator = RAY
  accumulatedFees = 0n
  fee = 1_000n
  rate: bigint
  updated: bigint

  constructor(config: EulerV2VaultConfig, now: bigint, rate: bigint) {
    this.config = config
    this.updated = now
    this.rate = rate
  }

  accrue(now: bigint): void {
    const accumulator = (this.accumulator * compound(RAY + this.rate, now - this.updated)) / RAY
    const owed = (this.totalOwed * accumulator) / this.accumulator
    const earned = ((owed - this.totalOwed) * this.fee) / (10_000n * UNIT)
    if (earned > 0n) {
      const assets = this.cash + owed / UNIT
      const shares = (assets * this.totalShares) / (assets - earned)
      this.accumulatedFees += shares - this.totalShares
      this.totalShares = shares
    }
    this.totalOwed = owed
    this.accumulator = accumulator
    this.updated = now
  }

  /** The same at a time, which a question does not change. */
  at(now: bigint): EulerVault {
    const copy = Object.assign(new EulerVault(this.config, now, this.rate), this)
    copy.accrue(now)
    return copy
  }

  toAssets(shares: bigint): bigint {
    const assets = this.cash + up(this.totalOwed, UNIT) + VIRTUAL
    return (shares * assets) / (this.totalShares + VIRTUAL)
  }

  toShares(assets: bigint): bigint {
    const all = this.cash + up(this.totalOwed, UNIT) + VIRTUAL
    return (assets * (this.totalShares + VIRTUAL)) / all
  }

  /** With interest, in units of 2^-31. */
  owed(account: Address): bigint {
    const debt = this.debts.get(account)
    return debt === undefined ? 0n : (debt.owed * this.accumulator) / debt.accumulator
  }

  /** As it was booked last, in assets. */
  booked(account: Address): bigint {
    return up(this.debts.get(account)?.owed ?? 0n, UNIT)
  }

  move(account: Address, shares: bigint): void {
    this.shares.set(account, (this.shares.get(account) ?? 0n) + shares)
  }
}

/** By squaring, every product rounded to the nearest, as `RPow` does. */
function compound(rate: bigint, seconds: bigint): bigint {
  let [square, result] = [rate, RAY]
  for (const [i, bit] of seconds.toString(2).split('').reverse().entries()) {
    if (i > 0) square = (square * square + RAY / 2n) / RAY
    if (bit === '1') result = i === 0 ? square : (result * square + RAY / 2n) / RAY
  }
  return result
}

/** The vault that lends, its collateral and the connector, with prices for what they hold. */
export class EulerLedger {
  readonly pool: EulerV2Pool
  readonly vaults: ReadonlyMap<Address, EulerVault>
  readonly limits = new Map<Address, Limits>()
  readonly collaterals = new Map<Address, Set<Address>>()
  readonly controllers = new Map<Address, Address>()
  /** First accounts by their 19 bytes. */
  readonly owners = new Map<string, Address>()
  readonly prices: Map<Address, EulerPrice>
  now: bigint

  constructor(
    pool: EulerV2Pool,
    now: bigint,
    { rate, prices }: { rate: bigint; prices: Map<Address, EulerPrice> },
  ) {
    this.pool = pool
    this.now = now
    this.prices = prices
    this.vaults = new Map(
      [pool.vault, ...pool.collaterals].map((config) => [
        config.address,
        new EulerVault(config, now, rate),
      ]),
    )
  }

  of(address: Address): EulerVault {
    const vault = this.vaults.get(address)
    if (vault === undefined) throw new Error(`${address} is no vault of this ledger`)
    return vault
  }

  get lender(): EulerVault {
    return this.of(this.pool.pool)
  }

  create(): LogParts[] {
    return [...this.vaults.values()].flatMap(({ config }) => {
      const args = { creator: nobody, asset: config.underlying.token, dToken: nobody }
      return [log(config.address, 'EVaultCreated', args), this.#status(config.address)]
    })
  }

  setLtv(collateral: Address, borrow: bigint, liquidation: bigint, seconds = 0n): LogParts[] {
    const before = this.limits.get(collateral)
    const initial = before === undefined ? 0n : this.#limit(before)
    const [target, duration] = [this.now + seconds, seconds]
    this.limits.set(collateral, { borrow, liquidation, initial, target, duration })
    const limits = {
      borrowLTV: borrow,
      liquidationLTV: liquidation,
      initialLiquidationLTV: initial,
    }
    const args = { collateral, ...limits, targetTimestamp: target, rampDuration: duration }
    return [log(this.pool.pool, 'GovSetLTV', numbers(args))]
  }

  setFee(vault: Address, fee: bigint): LogParts[] {
    this.of(vault).accrue(this.now)
    this.of(vault).fee = fee
    return [this.#status(vault), log(vault, 'GovSetInterestFee', { newFee: Number(fee) })]
  }

  deposit(vault: Address, sender: Address, owner: Address, assets: bigint): LogParts[] {
    const book = this.of(vault)
    book.accrue(this.now)
    const shares = book.toShares(assets)
    book.move(owner, shares)
    book.totalShares += shares
    book.cash += assets
    return [
      log(vault, 'Transfer', { from: nobody, to: owner, value: shares }),
      log(vault, 'Deposit', { sender, owner, assets, shares }),
      this.#status(vault),
    ]
  }

  redeem(vault: Address, owner: Address, wanted: bigint): LogParts[] {
    const book = this.of(vault)
    book.accrue(this.now)
    const shares = least(wanted, book.shares.get(owner) ?? 0n)
    const assets = book.toAssets(shares)
    if (shares === 0n || assets > book.cash) return [this.#status(vault)]
    book.move(owner, -shares)
    book.totalShares -= shares
    book.cash -= assets
    return [
      log(vault, 'Transfer', { from: owner, to: nobody, value: shares }),
      log(vault, 'Withdraw', { sender: owner, receiver: owner, owner, assets, shares }),
      this.#status(vault),
    ]
  }

  transfer(vault: Address, from: Address, to: Address, wanted: bigint): LogParts[] {
    const book = this.of(vault)
    book.accrue(this.now)
    const value = least(wanted, book.shares.get(from) ?? 0n)
    book.move(from, -value)
    book.move(to, value)
    return [log(vault, 'Transfer', { from, to, value }), this.#status(vault)]
  }

  /** Somebody whom nobody follows here owes a vault, so that its shares earn. */
  lend(vault: Address, assets: bigint): LogParts[] {
    const book = this.of(vault)
    book.accrue(this.now)
    book.cash -= assets
    book.totalOwed += assets * UNIT
    return [this.#status(vault)]
  }

  /** `vault` may be any, also one that nobody follows here. */
  setCollateral(account: Address, vault: Address, enabled = true): LogParts[] {
    const own = this.collaterals.get(account) ?? new Set()
    this.collaterals.set(account, own)
    if (own.has(vault) === enabled) return []
    if (enabled) own.add(vault)
    else own.delete(vault)
    const args = { account, collateral: vault, enabled }
    return [...this.#use(account), this.#said('CollateralStatus', args), ...this.#check(account)]
  }

  setController(account: Address, enabled = true): LogParts[] {
    const controller = this.pool.pool
    if (enabled === this.controllers.has(account)) return []
    if (!enabled && this.lender.owed(account) > 0n) return []
    if (enabled) this.controllers.set(account, controller)
    else this.controllers.delete(account)
    const args = { account, controller, enabled }
    return [...this.#use(account), this.#said('ControllerStatus', args), ...this.#check(account)]
  }

  borrow(account: Address, wanted: bigint): LogParts[] {
    this.lender.accrue(this.now)
    const assets = least(wanted, this.lender.cash)
    if (assets === 0n || !this.controllers.has(account)) return [this.#status(this.pool.pool)]
    this.lender.cash -= assets
    const logs = this.#increase(account, assets)
    return [...logs, ...this.#check(account), this.#status(this.pool.pool)]
  }

  repay(account: Address, wanted: bigint): LogParts[] {
    this.lender.accrue(this.now)
    const assets = least(wanted, up(this.lender.owed(account), UNIT))
    if (assets === 0n) return [this.#status(this.pool.pool)]
    this.lender.cash += assets
    return [...this.#decrease(account, assets), this.#status(this.pool.pool)]
  }

  pullDebt(to: Address, from: Address, wanted: bigint): LogParts[] {
    this.lender.accrue(this.now)
    const assets = least(wanted, this.lender.owed(from) / UNIT)
    if (assets === 0n || !this.controllers.has(to) || from === to)
      return [this.#status(this.pool.pool)]
    return [
      ...this.#hand(from, to, assets),
      log(this.pool.pool, 'PullDebt', { from, to, assets }),
      ...this.#check(to),
      this.#status(this.pool.pool),
    ]
  }

  /** Debt for shares; what is left without any collateral the lenders bear. */
  liquidate(
    liquidator: Address,
    violator: Address,
    collateral: Address,
    { repay, shares }: { repay: bigint; shares: bigint },
  ): LogParts[] {
    const { pool } = this.pool
    this.lender.accrue(this.now)
    const repayAssets = least(repay, this.lender.owed(violator) / UNIT)
    if (repayAssets === 0n || liquidator === violator) return [this.#status(pool)]
    const handed = this.#hand(violator, liquidator, repayAssets)
    const held = this.of(collateral).shares.get(violator) ?? 0n
    const seized = this.transfer(collateral, violator, liquidator, shares)
    const args = {
      liquidator,
      violator,
      collateral,
      repayAssets,
      yieldBalance: least(shares, held),
    }
    const own = this.collaterals.get(violator) ?? new Set()
    const isBare = [...own].every(
      (each) => (this.vaults.get(each)?.shares.get(violator) ?? 0n) === 0n,
    )
    const left = up(this.lender.owed(violator), UNIT)
    const bad = isBare && left > 0n ? this.#bear(liquidator, violator, left) : []
    return [...handed, ...seized, ...bad, log(pool, 'Liquidate', args), this.#status(pool)]
  }

  /** `debtOf`. */
  debt(account: Address): bigint {
    return up(this.lender.at(this.now).owed(account), UNIT)
  }

  /** `accountLiquidity`, of an account that owes this vault. */
  liquidity(account: Address, isLiquidation: boolean): { collateral: bigint; liability: bigint } {
    const side = isLiquidation ? 'mid' : 'bid'
    let collateral = 0n
    for (const address of this.collaterals.get(account) ?? []) {
      const limits = this.limits.get(address)
      const vault = this.vaults.get(address)
      if (limits === undefined || vault === undefined) continue
      const assets = vault.at(this.now).toAssets(vault.shares.get(account) ?? 0n)
      const limit = isLiquidation ? this.#limit(limits) : limits.borrow
      collateral += (this.#value(vault.config, assets, side) * limit) / 10_000n
    }
    const owed = this.debt(account)
    const liability = this.#value(this.pool.vault, owed, isLiquidation ? 'mid' : 'ask')
    return { collateral, liability }
  }

  /** What the oracle, the vaults and the connector answer. */
  answer({ to, data }: { to: Hex; data: Hex }): Hex | undefined {
    const { functionName, args } = decodeFunctionData({ abi: eulerAbi, data })
    switch (functionName) {
      case 'getQuote':
        return this.#quote(args, ['mid'])
      case 'getQuotes':
        return this.#quote(args, ['bid', 'ask'])
      case 'oracle':
        return word(BigInt(this.pool.oracle))
      case 'unitOfAccount':
        return word(BigInt(this.pool.unitOfAccount.token))
      case 'interestFee':
        // CAST: reads are spelled by the decoder, in lower case.
        return word(this.of(to as Address).fee)
      case 'getAccountOwner':
        return word(BigInt(this.owners.get(args[0].toLowerCase().slice(0, -2)) ?? 0n))
      case 'getCollaterals': {
        // CAST: viem's addresses begin with 0x.
        const own = this.collaterals.get(args[0].toLowerCase() as Address) ?? []
        return encodeAbiParameters(parseAbiParameters('address[]'), [[...own]])
      }
    }
  }

  /** Shares are worth what the vault gives for them, unless they have a price of their own. */
  #quote(
    [given, asked]: readonly [bigint, string, string],
    sides: readonly (keyof EulerPrice)[],
  ): Hex | undefined {
    // CAST: viem's addresses begin with 0x.
    const base = asked.toLowerCase() as Address
    const shares = this.prices.has(base) ? undefined : this.vaults.get(base)
    const token = shares?.config.underlying.token ?? base
    const amount = shares === undefined ? given : shares.at(this.now).toAssets(given)
    const isUnit = token === this.pool.unitOfAccount.token
    const price = isUnit ? undefined : this.prices.get(token)
    const { decimals } = this.#vaultOf(token).config
    if (!isUnit && price === undefined) return undefined
    return encodeAbiParameters(
      sides.map(() => ({ type: 'uint256' })),
      sides.map((side) =>
        price === undefined ? amount : (amount * price[side]) / 10n ** BigInt(decimals),
      ),
    )
  }

  #vaultOf(token: Address): EulerVault {
    const found = [...this.vaults.values()].find(
      ({ config: { address, underlying } }) => address === token || underlying.token === token,
    )
    if (found === undefined) throw new Error(`no vault of this ledger holds ${token}`)
    return found
  }

  #value({ underlying, decimals }: EulerV2VaultConfig, assets: bigint, side: keyof EulerPrice) {
    if (underlying.token === this.pool.unitOfAccount.token) return assets
    const price = this.prices.get(underlying.token)?.[side] ?? 0n
    return (assets * price) / 10n ** BigInt(decimals)
  }

  #limit({ liquidation, initial, target, duration }: Limits): bigint {
    if (this.now >= target || liquidation >= initial) return liquidation
    return liquidation + ((initial - liquidation) * (target - this.now)) / duration
  }

  #increase(account: Address, assets: bigint): LogParts[] {
    const book = this.lender
    const [before, owed] = [book.booked(account), book.owed(account) + assets * UNIT]
    book.debts.set(account, { owed, accumulator: book.accumulator })
    book.totalOwed += assets * UNIT
    const interest = up(owed, UNIT) - before - assets
    return [...this.#interest(account, interest), this.#debt('Borrow', account, assets)]
  }

  /** What is left is rounded up to whole units first. */
  #decrease(account: Address, assets: bigint): LogParts[] {
    const book = this.lender
    const [before, exact] = [book.booked(account), book.owed(account)]
    const owed = (up(exact, UNIT) - assets) * UNIT
    book.debts.set(account, { owed, accumulator: book.accumulator })
    book.totalOwed = book.totalOwed > exact ? book.totalOwed - exact + owed : owed
    const interest = owed / UNIT + assets - before
    return [...this.#interest(account, interest), this.#debt('Repay', account, assets)]
  }

  /** Debt changes hands: fractions stay with who had it, unless less than a unit would be left. */
  #hand(from: Address, to: Address, assets: bigint): LogParts[] {
    const book = this.lender
    const owed = { from: book.owed(from), to: book.owed(to) }
    const before = { from: book.booked(from), to: book.booked(to) }
    const isDust = owed.from - assets * UNIT < UNIT
    const amount = isDust ? owed.from : assets * UNIT
    const after = { from: owed.from - amount, to: owed.to + amount }
    const { accumulator } = book
    book.debts.set(from, { owed: after.from, accumulator })
    book.debts.set(to, { owed: after.to, accumulator })
    const left = up(after.from, UNIT)
    const taken = up(after.to, UNIT)
    const repaid = before.from > assets + left ? before.from - left : assets
    const borrowed = assets + before.to > taken ? taken - before.to : assets
    return [
      ...this.#interest(from, left + repaid - before.from),
      this.#debt('Repay', from, repaid),
      ...this.#interest(to, taken - before.to - borrowed),
      this.#debt('Borrow', to, borrowed),
    ]
  }

  #bear(liquidator: Address, violator: Address, assets: bigint): LogParts[] {
    const { pool } = this.pool
    const nothing = { receiver: nobody, owner: nobody, assets, shares: 0n }
    return [
      ...this.#decrease(violator, assets),
      log(pool, 'Withdraw', { sender: liquidator, ...nothing }),
      log(pool, 'DebtSocialized', { account: violator, assets }),
    ]
  }

  #interest(account: Address, assets: bigint): LogParts[] {
    return assets === 0n ? [] : [this.#debt('InterestAccrued', account, assets)]
  }

  #debt(name: 'Borrow' | 'Repay' | 'InterestAccrued', account: Address, assets: bigint): LogParts {
    return log(this.pool.pool, name, { account, assets })
  }

  #status(address: Address): LogParts {
    const vault = this.of(address)
    vault.accrue(this.now)
    return log(address, 'VaultStatus', {
      totalShares: vault.totalShares,
      totalBorrows: up(vault.totalOwed, UNIT),
      accumulatedFees: vault.accumulatedFees,
      cash: vault.cash,
      interestAccumulator: vault.accumulator,
      interestRate: vault.rate,
      timestamp: this.now,
    })
  }

  /** The first of 256 accounts that uses the connector owns them all. */
  #use(account: Address): LogParts[] {
    const prefix = account.slice(0, -2)
    if (this.owners.has(prefix)) return []
    this.owners.set(prefix, account)
    // CAST: an address less its last byte.
    const args = { addressPrefix: prefix as Hex, owner: account }
    return [this.#said('OwnerRegistered', args)]
  }

  #check(account: Address): LogParts[] {
    const controller = this.controllers.get(account)
    return controller === undefined
      ? []
      : [this.#said('AccountStatusCheck', { account, controller })]
  }

  #said(name: string, args: Record<string, unknown>): LogParts {
    return log(this.pool.evc, name, args)
  }
}

/** viem takes short integers as numbers. */
function numbers(args: Record<string, Address | bigint>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      key,
      typeof value === 'bigint' ? Number(value) : value,
    ]),
  )
}

function word(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, '0')}`
}
