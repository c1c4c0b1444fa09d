import type { AaveV3Pool } from '../../../config/AaveV3Pool.ts'
import type { Moved } from '../../../facts/AccountFacts.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { PoolEvent } from './toSettings.ts'

/** What a pool says that one of its tokens minted or burnt, in amounts of the underlying. */
export interface Claim {
  log: RawLog
  token: Address
  /** Undefined for the treasury, which the pool does not name. */
  account: Address | undefined
  direction: 'mint' | 'burn'
  /** Undefined where the whole balance goes, whatever it is. */
  amount: bigint | undefined
  /** How the pool turns the amount into a scaled one since 3.5: always in its own favour. */
  rounding: 'floor' | 'ceil'
  moved?: Moved
}

/** The tokens of a listed reserve; undefined for another. */
export type TokensOf = (
  reserve: Address,
) => Pick<AaveV3Pool['reserves'][number], 'aToken' | 'variableDebtToken'> | undefined

/** What one event of the pool says of its tokens. What it says of reserves that the config lacks is not told apart. */
export function toClaims(
  { name, args }: PoolEvent,
  log: RawLog,
  tokensOf: TokensOf,
): readonly Claim[] {
  const collateral = (reserve: Address) => ({ log, token: tokensOf(reserve)?.aToken })
  const debt = (reserve: Address) => ({ log, token: tokensOf(reserve)?.variableDebtToken })
  switch (name) {
    case 'Supply': {
      const { reserve, user, onBehalfOf: account, amount } = args
      const moved = { asset: reserve, amount, counterparty: user }
      return listed({ ...collateral(reserve), account, ...minted(amount, 'floor'), moved })
    }
    case 'Withdraw': {
      const { reserve, user: account, to, amount } = args
      const moved = { asset: reserve, amount, counterparty: to }
      return listed({ ...collateral(reserve), account, ...burnt(amount, 'ceil'), moved })
    }
    case 'Borrow': {
      const { reserve, onBehalfOf: account, amount, interestRateMode } = args
      if (interestRateMode !== 2) return []
      return listed({ ...debt(reserve), account, ...minted(amount, 'ceil') })
    }
    case 'Repay': {
      const { reserve, user, repayer, amount, useATokens } = args
      const repaid = listed({ ...debt(reserve), account: user, ...burnt(amount, 'floor') })
      if (!useATokens) return repaid
      const paid = { ...collateral(reserve), account: repayer, ...burnt(amount, 'ceil') }
      return [...repaid, ...listed(paid)]
    }
    case 'LiquidationCall': {
      const { collateralAsset, debtAsset, user: account, debtToCover } = args
      const repaid = listed({ ...debt(debtAsset), account, ...burnt(debtToCover, 'floor') })
      // aTokens that the liquidator takes are transferred, and a transfer says its scaled amount itself.
      if (args.receiveAToken) return repaid
      const taken = burnt(args.liquidatedCollateralAmount, 'ceil')
      return [...repaid, ...listed({ ...collateral(collateralAsset), account, ...taken })]
    }
    case 'DeficitCreated': {
      const { debtAsset, user: account } = args
      return listed({ ...debt(debtAsset), account, ...burnt(undefined, 'floor') })
    }
    case 'DeficitCovered': {
      const { reserve, caller: account, amountCovered } = args
      return listed({ ...collateral(reserve), account, ...burnt(amountCovered, 'ceil') })
    }
    case 'MintedToTreasury': {
      const { reserve, amountMinted } = args
      // What accrued to it is kept as a scaled amount, of which this is the value rounded down.
      return listed({ ...collateral(reserve), account: undefined, ...minted(amountMinted, 'ceil') })
    }
    case 'UserEModeSet':
    case 'ReserveUsedAsCollateralEnabled':
    case 'ReserveUsedAsCollateralDisabled':
    case 'ReserveDataUpdated':
    case 'SwapBorrowRateMode':
      return []
  }
}

function minted(amount: bigint, rounding: Claim['rounding']) {
  return { direction: 'mint', amount, rounding } as const
}

function burnt(amount: bigint | undefined, rounding: Claim['rounding']) {
  return { direction: 'burn', amount, rounding } as const
}

function listed(claim: Omit<Claim, 'token'> & { token: Address | undefined }): readonly Claim[] {
  const { token, ...rest } = claim
  return token === undefined || rest.amount === 0n ? [] : [{ ...rest, token }]
}
