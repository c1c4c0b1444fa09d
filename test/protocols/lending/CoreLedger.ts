import { decodeFunctionData, parseAbi } from 'viem'
import type { SynthetixV3CorePool } from '../../../src/config/SynthetixV3CorePool.ts'
import type { Address, Hex } from '../../../src/facts/primitives.ts'
import type { LogParts } from '../logs.ts'
import { createLogs } from './marginEvents.ts'

const log = createLogs('Synthetix v3 Core')
const E18 = 10n ** 18n
const E27 = 10n ** 27n

const abi = parseAbi([
  'function getPositionDebt(uint128, uint128, address) returns (int256)',
  'function getPositionCollateral(uint128, uint128, address) view returns (uint256)',
  'function getAccountAvailableCollateral(uint128, address) view returns (uint256)',
  'function getPoolCollateralIssuanceRatio(uint128, address) view returns (uint256)',
])

/** All positions of one pool and collateral type: `ScalableMapping` for the collateral, one number each for the debt. */
class CoreVault {
  scale = 0n
  shares = new Map<bigint, bigint>()
  debts = new Map<bigint, bigint>()

  of(account: bigint): bigint {
    return ((this.shares.get(account) ?? 0n) * (this.scale + E27)) / E27
  }

  set(account: bigint, amount: bigint): void {
    this.shares.set(account, (amount * E27) / (this.scale + E27))
  }

  total(): bigint {
    return (this.#totalShares() * (this.scale + E27)) / E27
  }

  /** What is added is everybody's, by their shares. */
  share(amount: bigint): void {
    this.scale += (amount * E27) / this.#totalShares()
  }

  /** So is what is owed. */
  owe(amount: bigint): void {
    const total = this.#totalShares()
    if (total === 0n) return
    for (const [account, own] of this.shares)
      this.debts.set(account, this.debt(account) + (amount * own) / total)
  }

  debt(account: bigint): bigint {
    return this.debts.get(account) ?? 0n
  }

  #totalShares(): bigint {
    return [...this.shares.values()].reduce((sum, each) => sum + each, 0n)
  }
}

/** The books of core, written from its `CollateralModule`, `VaultModule`, `IssueUSDModule` and `LiquidationModule`. */
export class CoreLedger {
  readonly core: SynthetixV3CorePool
  /** Of what is minted and burnt, 1e18. */
  readonly feeRatio: bigint
  readonly reward: bigint
  readonly #available = new Map<string, bigint>()
  readonly #vaults = new Map<string, CoreVault>()

  constructor(core: SynthetixV3CorePool, { feeRatio = 0n, reward = 0n } = {}) {
    this.core = core
    this.feeRatio = feeRatio
    this.reward = reward
  }

  vault(poolId: bigint, type: Address): CoreVault {
    const key = `${poolId} ${type}`
    const known = this.#vaults.get(key) ?? new CoreVault()
    this.#vaults.set(key, known)
    return known
  }

  available(account: bigint, type: Address): bigint {
    return this.#available.get(`${account} ${type}`) ?? 0n
  }

  deposit(account: bigint, type: Address, tokens: bigint, sender: Address): LogParts[] {
    this.#add(account, type, this.#raised(type, tokens))
    return [this.#moved('Deposited', account, type, tokens, sender)]
  }

  withdraw(account: bigint, type: Address, wanted: bigint, sender: Address): LogParts[] {
    const unit = this.#raised(type, 1n)
    const most = this.available(account, type) / unit
    const tokens = wanted < most ? wanted : most
    this.#add(account, type, -tokens * unit)
    return [this.#moved('Withdrawn', account, type, tokens, sender)]
  }

  delegate(account: bigint, poolId: bigint, type: Address, wanted: bigint): LogParts[] {
    const vault = this.vault(poolId, type)
    const before = vault.of(account)
    const most = before + this.available(account, type)
    const amount = wanted < most ? wanted : most
    if (amount === before) return []
    this.#add(account, type, before - amount)
    vault.set(account, amount)
    return [this.#delegated(account, poolId, type, amount)]
  }

  migrate(account: bigint, from: bigint, to: bigint, type: Address): LogParts[] {
    const [left, joined] = [this.vault(from, type), this.vault(to, type)]
    const amount = left.of(account)
    if (amount === 0n || from === to || joined.of(account) > 0n) return []
    joined.debts.set(account, joined.debt(account) + left.debt(account))
    left.debts.set(account, 0n)
    left.set(account, 0n)
    joined.set(account, amount)
    return [this.#delegated(account, from, type, 0n), this.#delegated(account, to, type, amount)]
  }

  mint(account: bigint, poolId: bigint, type: Address, amount: bigint): LogParts[] {
    const vault = this.vault(poolId, type)
    const fee = (amount * this.feeRatio) / E18
    vault.debts.set(account, vault.debt(account) + amount + fee)
    this.#add(account, this.core.usd.token, amount)
    return [this.#issued('UsdMinted', account, poolId, type, amount)]
  }

  burn(account: bigint, poolId: bigint, type: Address, wanted: bigint): LogParts[] {
    const vault = this.vault(poolId, type)
    const debt = vault.debt(account)
    if (debt <= 0n) return []
    const whole = debt + (debt * this.feeRatio) / E18
    const held = this.available(account, this.core.usd.token)
    const amount = [wanted, whole, held].reduce((a, b) => (a < b ? a : b))
    if (amount === 0n) return []
    const paid = amount === whole ? debt : (amount * E18) / (E18 + this.feeRatio)
    vault.debts.set(account, debt - paid)
    this.#add(account, this.core.usd.token, -amount)
    return [this.#issued('UsdBurned', account, poolId, type, amount)]
  }

  /** A market moves what a vault owes; no log says by how much. */
  moveMarket(poolId: bigint, type: Address, amount: bigint): void {
    this.vault(poolId, type).owe(amount)
  }

  associate(account: bigint, poolId: bigint, type: Address, amount: bigint): LogParts[] {
    const vault = this.vault(poolId, type)
    vault.owe(-amount)
    const updatedDebt = vault.debt(account) + amount
    vault.debts.set(account, updatedDebt)
    const position = { poolId, collateralType: type, accountId: account }
    return [
      log(this.core.pool, 'DebtAssociated', { marketId: 1n, ...position, amount, updatedDebt }),
    ]
  }

  liquidate(account: bigint, poolId: bigint, type: Address, to: bigint): LogParts[] {
    const vault = this.vault(poolId, type)
    const [collateral, debt] = [vault.of(account), vault.debt(account)]
    const isLast = [...vault.shares].every(([id, own]) => id === account || own === 0n)
    if (collateral === 0n || debt <= 0n || isLast || this.reward >= collateral) return []
    vault.set(account, 0n)
    vault.debts.set(account, 0n)
    vault.share(collateral - this.reward)
    vault.owe(debt)
    this.#add(to, type, this.reward)
    return [
      log(this.core.pool, 'Liquidation', {
        ...{ accountId: account, poolId, collateralType: type, liquidateAsAccountId: to },
        liquidationData: [debt, collateral, this.reward],
        sender: this.core.accountToken,
      }),
    ]
  }

  /** By so much of what it owes, or all of it. */
  liquidateVault(poolId: bigint, type: Address, most: bigint, to: bigint): LogParts[] {
    const vault = this.vault(poolId, type)
    const owed = [...vault.debts.values()].reduce((sum, each) => sum + each, 0n)
    const total = vault.total()
    if (owed <= 0n || total === 0n) return []
    const isWhole = owed <= most
    const paid = isWhole ? owed : most
    const taken = isWhole ? total : (total * paid) / owed
    if (isWhole) this.#vaults.set(`${poolId} ${type}`, new CoreVault())
    else {
      vault.owe(-paid)
      vault.share(-taken)
    }
    this.#add(to, type, taken)
    return [
      log(this.core.pool, 'VaultLiquidation', {
        ...{ poolId, collateralType: type, liquidateAsAccountId: to },
        liquidationData: [paid, taken, taken],
        sender: this.core.accountToken,
      }),
    ]
  }

  lock(account: bigint, type: Address, tokenAmount: bigint, expireTimestamp: bigint): LogParts[] {
    const args = { accountId: account, collateralType: type, tokenAmount, expireTimestamp }
    return [log(this.core.pool, 'CollateralLockCreated', args)]
  }

  configure(type: Address, ratios: { issuance: bigint; liquidation: bigint }): LogParts[] {
    const config = [true, ratios.issuance, ratios.liquidation, this.reward]
    const node = `0x${'0d'.repeat(32)}`
    return [
      log(this.core.pool, 'CollateralConfigured', {
        collateralType: type,
        config: [...config, node, type, this.reward],
      }),
    ]
  }

  /** What core answers; pools ask for nothing of their own unless `poolRatio` says so. */
  answer(data: Hex, poolRatio = 0n): Hex {
    const { functionName, args } = decodeFunctionData({ abi, data })
    const lower = (type: string): Address => `0x${type.slice(2).toLowerCase()}`
    switch (functionName) {
      case 'getPositionDebt':
        return word(this.vault(args[1], lower(args[2])).debt(args[0]))
      case 'getPositionCollateral':
        return word(this.vault(args[1], lower(args[2])).of(args[0]))
      case 'getAccountAvailableCollateral':
        return word(this.available(args[0], lower(args[1])))
      case 'getPoolCollateralIssuanceRatio':
        return word(poolRatio)
    }
  }

  #add(account: bigint, type: Address, amount: bigint): void {
    this.#available.set(`${account} ${type}`, this.available(account, type) + amount)
  }

  #raised(type: Address, tokens: bigint): bigint {
    const { usd, collaterals } = this.core
    const known = [usd, ...collaterals].find(({ token }) => token === type)
    return tokens * 10n ** BigInt(18 - (known?.decimals ?? 18))
  }

  #moved(name: string, accountId: bigint, type: Address, tokenAmount: bigint, sender: Address) {
    return log(this.core.pool, name, { accountId, collateralType: type, tokenAmount, sender })
  }

  #delegated(accountId: bigint, poolId: bigint, collateralType: Address, amount: bigint): LogParts {
    const position = { accountId, poolId, collateralType }
    const sender = this.core.accountToken
    return log(this.core.pool, 'DelegationUpdated', { ...position, amount, leverage: E18, sender })
  }

  #issued(
    name: string,
    accountId: bigint,
    poolId: bigint,
    type: Address,
    amount: bigint,
  ): LogParts {
    const position = { accountId, poolId, collateralType: type }
    return log(this.core.pool, name, { ...position, amount, sender: this.core.accountToken })
  }
}

function word(value: bigint): Hex {
  return `0x${BigInt.asUintN(256, value).toString(16).padStart(64, '0')}`
}
