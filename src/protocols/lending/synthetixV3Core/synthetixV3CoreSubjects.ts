import type { Address, UnitId } from '../../../facts/primitives.ts'
import {
  synthetixV3Account,
  synthetixV3Unit,
} from '../../perpetuals/synthetixV3/synthetixV3Subjects.ts'

/** Collateral of one type that an account delegated to a pool: what core judges, and liquidates, by itself. */
export interface CorePosition {
  accountId: bigint
  poolId: bigint
  collateralType: Address
}

/** A pool's collateral of one type, as part of a subject. */
type Vault = Omit<CorePosition, 'accountId'>

/**
 * What parameter facts of core are about, and what their values are. Ratios and amounts are 1e18; pools stand as their
 * numbers, collateral types as their tokens.
 */
export const synthetixV3CoreSubjects = {
  /** [1 while deposits are taken, issuance ratio, liquidation ratio, liquidation reward, least delegation]. */
  collateral: (type: Address) => `collateral:${type}`,
  /** [balance that was sent away]: core takes it no more. */
  deprecated: (type: Address) => `deprecated:${type}`,
  /** [issuance ratio that the pool itself asks for; 0: none], as read. */
  poolRatio: (vault: Vault) => `poolRatio:${spell(vault)}`,
  /** [block]: a liquidation shared collateral or debt out among the positions of the vault. */
  shared: (vault: Vault) => `shared:${spell(vault)}`,
  /** Of an account: [block] in which the debt of a position changed. */
  touched: (vault: Vault) => `touched:${spell(vault)}`,
  /** Of an account: [block] at which the debt of a position was read. */
  debtAt: (vault: Vault) => `debtAt:${spell(vault)}`,
  /** Of an account: [block] at which the collateral of a position was read. */
  sizeAt: (vault: Vault) => `sizeAt:${spell(vault)}`,
  /** Of an account: [amount, second at which it ends]; each lock has a subject of its own. */
  lock: (type: Address, at: { blockNumber: bigint; logIndex: number }) =>
    `lock:${type}:${at.blockNumber}:${at.logIndex}`,
} as const

function spell({ poolId, collateralType }: Vault): string {
  return `${poolId}:${collateralType}`
}

/** The collateral type of a lock's subject; undefined of another one. */
export function lockedType(subject: string): string | undefined {
  const [kind, type] = subject.split(':')
  return kind === 'lock' ? type : undefined
}

/** Each position is a unit by itself; what an account did not delegate is its own, `synthetixV3Unit`. */
export function corePositionUnit({ accountId, poolId, collateralType }: CorePosition): UnitId {
  return `isolated:${accountId}:${poolId}:${collateralType}`
}

/** The position that a unit is; undefined of what is not delegated. */
export function toCorePosition(unit: string): CorePosition | undefined {
  const [, accountId, poolId, collateralType] = unit.split(':')
  if (accountId === undefined || poolId === undefined || collateralType === undefined)
    return undefined
  // CAST: units are spelled with the address of the collateral type.
  const type = collateralType as Address
  return { accountId: BigInt(accountId), poolId: BigInt(poolId), collateralType: type }
}

/** Whose account a position is part of, as facts name it. */
export function coreHolder(accountId: bigint): { account: Address; unit: UnitId } {
  return { account: synthetixV3Account(accountId), unit: synthetixV3Unit(accountId) }
}
