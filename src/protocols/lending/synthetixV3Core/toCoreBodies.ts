import type { SynthetixV3CorePool } from '../../../config/SynthetixV3CorePool.ts'
import type { BalanceFact } from '../../../facts/AccountFacts.ts'
import type { FactBody } from '../../../facts/Fact.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { ownerBody } from '../../perpetuals/synthetixV3/synthetixV3Bodies.ts'
import type { CoreEvent } from './synthetixV3CoreEvents.ts'
import {
  type CorePosition,
  coreHolder,
  synthetixV3CoreSubjects as subjects,
} from './synthetixV3CoreSubjects.ts'
import { debtBodies, holderOf, noteBlock } from './toCoreFacts.ts'

interface Instance {
  venue: string
  pool: SynthetixV3CorePool
}

/** What one event of core says. */
export function toCoreBodies(
  instance: Instance,
  event: CoreEvent,
  log: Pick<RawLog, 'blockNumber' | 'logIndex'>,
): readonly FactBody[] {
  const { venue, pool } = instance
  const { name, args } = event
  switch (name) {
    case 'AccountCreated':
      return [ownerBody(venue, args.accountId, args.owner)]
    case 'Deposited':
      return [movedBody(instance, args, 1n)]
    case 'Withdrawn':
      return [movedBody(instance, args, -1n)]
    case 'CollateralLockCreated': {
      const { accountId, collateralType: type, tokenAmount, expireTimestamp } = args
      const { account } = coreHolder(accountId)
      const of = { contract: pool.pool, venue, account, subject: subjects.lock(type, log) }
      return [{ kind: 'parameter', ...of, values: [tokenAmount, expireTimestamp] }]
    }
    case 'DelegationUpdated':
      return [delegatedBody(instance, args, args.amount), touchedBody(instance, args, log)]
    case 'UsdMinted':
      return issuedBodies(instance, args, args.amount, log)
    case 'UsdBurned':
      return issuedBodies(instance, args, -args.amount, log)
    case 'DebtAssociated':
      return [...debtBodies(instance, args, args.updatedDebt), touchedBody(instance, args, log)]
    case 'Liquidation':
      return [
        ...liquidatedBodies(instance, args),
        touchedBody(instance, args, log),
        ...sharedBodies(instance, args, log),
      ]
    case 'VaultLiquidation':
      return sharedBodies(instance, args, log)
    case 'CollateralConfigured':
    case 'CollateralDeprecated':
      return [settingBody(pool, event)]
  }
}

/** Tokens that came or went. Core may have shared out more than the book knows, so that what goes stops at 0. */
function movedBody(
  instance: Instance,
  args: { accountId: bigint; collateralType: Address; tokenAmount: bigint; sender: Address },
  sign: 1n | -1n,
): FactBody {
  const { accountId, collateralType: type, tokenAmount: amount, sender: counterparty } = args
  const value = sign * amount * raiseOf(instance.pool, type)
  return {
    ...availableBody(instance, accountId, type, value),
    moved: { asset: type, amount, counterparty },
  }
}

/** Core counts with 18 decimals. What the config lacks is booked as it is, and nobody is told what it is worth. */
function raiseOf({ usd, collaterals }: SynthetixV3CorePool, type: Address): bigint {
  const known = [usd, ...collaterals].find(({ token }) => token === type)
  return known === undefined ? 1n : 10n ** BigInt(18 - known.decimals)
}

/** What an account has and did not delegate. */
function availableBody(
  { venue, pool: { pool: contract } }: Instance,
  accountId: bigint,
  asset: Address,
  value: bigint,
): BalanceFact {
  const change = { type: value < 0n ? 'capped' : 'delta', value } as const
  return {
    kind: 'balance',
    side: 'asset',
    venue,
    ...coreHolder(accountId),
    asset,
    contract,
    change,
  }
}

/** The new whole of a position; what it gains its account gave. */
function delegatedBody(
  { venue, pool }: Instance,
  position: CorePosition,
  value: bigint,
  isGiven = true,
): BalanceFact {
  const { collateralType: asset, accountId } = position
  const change = { type: 'absolute', value } as const
  const holder = holderOf(venue, position)
  const body = {
    kind: 'balance',
    side: 'asset',
    ...holder,
    asset,
    contract: pool.pool,
    change,
  } as const
  return isGiven ? { ...body, against: coreHolder(accountId).unit } : body
}

/** That only a read says what a position owes since. */
function touchedBody(
  instance: Instance,
  position: CorePosition,
  { blockNumber }: Pick<RawLog, 'blockNumber'>,
): FactBody {
  return noteBlock(instance, position, subjects.touched(position), blockNumber)
}

/** Dollars that are minted are the account's, and those that are burnt were; a fee that no event names comes on top of the debt. */
function issuedBodies(
  instance: Instance,
  position: CorePosition,
  amount: bigint,
  log: Pick<RawLog, 'blockNumber'>,
): readonly FactBody[] {
  const { venue, pool } = instance
  const holder = holderOf(venue, position)
  return [
    availableBody(instance, position.accountId, pool.usd.token, amount),
    { kind: 'net', ...holder, asset: pool.pool, contract: pool.pool, amount: -amount },
    touchedBody(instance, position, log),
  ]
}

/** Nothing is left of a position that was liquidated, neither collateral nor debt. */
function liquidatedBodies(instance: Instance, position: CorePosition): readonly FactBody[] {
  const { venue, pool } = instance
  const holder = holderOf(venue, position)
  return [
    delegatedBody(instance, position, 0n, false),
    ...debtBodies(instance, position, 0n),
    { kind: 'liquidation', ...holder, contract: pool.pool, phase: 'finished' },
  ]
}

/** Who liquidates is given collateral; the rest of it, or the debt that is left, is shared out among the vault's positions. */
function sharedBodies(
  instance: Instance,
  args: Omit<CorePosition, 'accountId'> & {
    liquidationData: { amountRewarded: bigint }
    liquidateAsAccountId: bigint
  },
  { blockNumber }: Pick<RawLog, 'blockNumber'>,
): readonly FactBody[] {
  const { collateralType, liquidationData, liquidateAsAccountId: to } = args
  const { pool: contract } = instance.pool
  const of = { contract, venue: '', subject: subjects.shared(args) } as const
  return [
    availableBody(instance, to, collateralType, liquidationData.amountRewarded),
    { kind: 'parameter', ...of, values: [blockNumber] },
  ]
}

type Setting = Extract<CoreEvent, { name: 'CollateralConfigured' | 'CollateralDeprecated' }>

function settingBody({ pool: contract }: SynthetixV3CorePool, { name, args }: Setting): FactBody {
  const of = { kind: 'parameter', contract, venue: '' } as const
  const { collateralType: type } = args
  if (name === 'CollateralDeprecated')
    return { ...of, subject: subjects.deprecated(type), values: [args.deprecatedBalance] }
  const { depositingEnabled, issuanceRatioD18, liquidationRatioD18 } = args.config
  const rest = [args.config.liquidationRewardD18, args.config.minDelegationD18]
  const values = [depositingEnabled ? 1n : 0n, issuanceRatioD18, liquidationRatioD18, ...rest]
  return { ...of, subject: subjects.collateral(type), values }
}
