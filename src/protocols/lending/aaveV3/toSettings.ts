import type { Address } from '../../../facts/primitives.ts'
import type { configuratorEvents, oracleEvents, poolEvents } from './aaveV3Events.ts'
import { aaveV3Subjects as subjects } from './aaveV3Subjects.ts'

type Decoded<decoder extends { decode: (log: never) => { name: string | undefined } }> = Exclude<
  ReturnType<decoder['decode']>,
  { name: undefined }
>

export type PoolEvent = Decoded<typeof poolEvents>
type ConfiguratorEvent = Decoded<typeof configuratorEvents>
type OracleEvent = Decoded<typeof oracleEvents>

/** What an event sets: of the pool, or of one account in it. */
export interface Setting {
  subject: string
  values: readonly bigint[]
  account?: Address
}

/** Debts of this mode are counted in shares of the variable index; the other mode is the stable rate. */
const VARIABLE_MODE = 2

/** What a pool's event sets beside balances; `isListed` says whether the config has the reserve. */
export function poolSettings(
  { name, args }: PoolEvent,
  isListed: (reserve: Address) => boolean,
): readonly Setting[] {
  switch (name) {
    case 'ReserveDataUpdated': {
      const { reserve, liquidityIndex, variableBorrowIndex } = args
      const rates = [args.liquidityRate, args.variableBorrowRate]
      const values = [liquidityIndex, variableBorrowIndex, ...rates]
      return [{ subject: subjects.index(reserve), values }]
    }
    case 'ReserveUsedAsCollateralEnabled':
    case 'ReserveUsedAsCollateralDisabled': {
      const values = [flag(name === 'ReserveUsedAsCollateralEnabled')]
      return [{ subject: subjects.usedAsCollateral(args.reserve), values, account: args.user }]
    }
    case 'UserEModeSet': {
      const values = [BigInt(args.categoryId)]
      return [{ subject: subjects.userEMode, values, account: args.user }]
    }
    case 'Borrow': {
      const isRead = isListed(args.reserve) && args.interestRateMode === VARIABLE_MODE
      return isRead ? [] : [unreadDebt(args.reserve, args.onBehalfOf)]
    }
    case 'SwapBorrowRateMode':
      return [unreadDebt(args.reserve, args.user)]
    case 'Supply':
    case 'Withdraw':
    case 'Repay':
    case 'LiquidationCall':
    case 'DeficitCreated':
    case 'DeficitCovered':
    case 'MintedToTreasury':
      return []
  }
}

function unreadDebt(reserve: Address, account: Address): Setting {
  return { subject: subjects.unreadDebt(reserve), values: [1n], account }
}

/** What an event of the configurator sets. */
export function configuratorSetting({ name, args }: ConfiguratorEvent): Setting {
  switch (name) {
    case 'ReserveInitialized': {
      const values = [BigInt(args.aToken), BigInt(args.variableDebtToken)]
      return { subject: subjects.listed(args.asset), values }
    }
    case 'CollateralConfigurationChanged': {
      const values = [args.ltv, args.liquidationThreshold, args.liquidationBonus]
      return { subject: subjects.collateral(args.asset), values }
    }
    case 'EModeCategoryAdded': {
      const { ltv, liquidationThreshold, liquidationBonus, oracle } = args
      const values = [ltv, liquidationThreshold, liquidationBonus, BigInt(oracle)]
      return { subject: subjects.eMode(args.categoryId), values }
    }
    case 'EModeAssetCategoryChanged':
      return { subject: subjects.eModeOf(args.asset), values: [BigInt(args.newCategoryId)] }
    case 'AssetCollateralInEModeChanged': {
      const subject = subjects.eModeCollateral(args.categoryId, args.asset)
      return { subject, values: [flag(args.collateral)] }
    }
    case 'AssetLtvzeroInEModeChanged': {
      const subject = subjects.eModeLtvZero(args.categoryId, args.asset)
      return { subject, values: [flag(args.ltvzero)] }
    }
    case 'EModeCategoryIsolationChanged':
      return { subject: subjects.eModeIsolated(args.categoryId), values: [flag(args.isolated)] }
    case 'AssetBorrowableInEModeChanged': {
      const subject = `eModeBorrowable:${args.categoryId}:${args.asset}`
      return { subject, values: [flag(args.borrowable)] }
    }
    case 'ReserveBorrowing':
      return { subject: `borrowing:${args.asset}`, values: [flag(args.enabled)] }
    case 'ReserveFlashLoaning':
      return { subject: `flashLoaning:${args.asset}`, values: [flag(args.enabled)] }
    case 'ReserveActive':
      return { subject: `active:${args.asset}`, values: [flag(args.active)] }
    case 'ReserveFrozen':
      return { subject: `frozen:${args.asset}`, values: [flag(args.frozen)] }
    case 'ReservePaused':
      return { subject: `paused:${args.asset}`, values: [flag(args.paused)] }
    case 'PendingLtvChanged':
      return { subject: `pendingLtv:${args.asset}`, values: [args.ltv] }
    case 'ReserveFactorChanged':
      return { subject: `reserveFactor:${args.asset}`, values: [args.newReserveFactor] }
    case 'BorrowCapChanged':
      return { subject: `borrowCap:${args.asset}`, values: [args.newBorrowCap] }
    case 'SupplyCapChanged':
      return { subject: `supplyCap:${args.asset}`, values: [args.newSupplyCap] }
    case 'LiquidationProtocolFeeChanged':
      return { subject: `liquidationFee:${args.asset}`, values: [args.newFee] }
    case 'LiquidationGracePeriodChanged':
      return { subject: `graceUntil:${args.asset}`, values: [BigInt(args.gracePeriodUntil)] }
    case 'LiquidationGracePeriodDisabled':
      return { subject: `graceUntil:${args.asset}`, values: [0n] }
    case 'ReserveInterestRateStrategyChanged':
      return { subject: `rateStrategy:${args.asset}`, values: [BigInt(args.newStrategy)] }
    case 'ATokenUpgraded':
    case 'VariableDebtTokenUpgraded':
      return { subject: `code:${args.proxy}`, values: [BigInt(args.implementation)] }
  }
}

/** What an event of the oracle sets. */
export function oracleSetting({ name, args }: OracleEvent): Setting {
  switch (name) {
    case 'BaseCurrencySet': {
      const values = [args.baseCurrencyUnit, BigInt(args.baseCurrency)]
      return { subject: subjects.baseCurrency, values }
    }
    case 'AssetSourceUpdated':
      return { subject: subjects.source(args.asset), values: [BigInt(args.source)] }
    case 'FallbackOracleUpdated':
      return { subject: 'fallbackOracle', values: [BigInt(args.fallbackOracle)] }
  }
}

function flag(isSet: boolean): bigint {
  return isSet ? 1n : 0n
}
