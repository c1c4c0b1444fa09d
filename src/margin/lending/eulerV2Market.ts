import {
  type EulerV2Pool,
  type EulerV2VaultConfig,
  eulerV2Vaults,
} from '../../config/EulerV2Pool.ts'
import { eulerV2Subjects as subjects } from '../../protocols/lending/eulerV2/eulerV2Subjects.ts'
import type { Reason } from '../MarginStatus.ts'
import { toPricedMarket } from '../PricedMarket.ts'
import { eulerV2Assets, eulerV2Owed } from '../presets/eulerV2Interest.ts'
import { eulerV2Account } from './eulerV2Account.ts'
import { eulerV2Prices } from './eulerV2Prices.ts'
import { eulerV2Status } from './eulerV2Status.ts'
import { eulerV2System } from './eulerV2System.ts'
import type { LendingBalance, LendingMarket } from './LendingMarket.ts'
import type { PoolCut } from './PoolCut.ts'
import { firstOf } from './PoolParameters.ts'

/** Puts a vault that lends together with its collateral from what was logged and read of them until a cut. */
export function toEulerV2Market(cut: PoolCut<EulerV2Pool>): LendingMarket {
  const { pool } = cut
  const system = eulerV2System(cut)
  const shares = new Map(eulerV2Vaults(pool).map((vault) => [vault.address, toShares(vault, cut)]))
  const owed = toOwed(cut)
  return {
    chainId: pool.chainId,
    market: toPricedMarket({ prices: eulerV2Prices(cut) }),
    reasons: [
      ...askedReasons(cut),
      ...eulerV2Vaults(pool).flatMap((each) => openReasons(each, cut)),
    ],
    balanceOf(contract, token, side) {
      if (side === 'asset') return contract === token ? shares.get(token) : undefined
      return contract === pool.pool && token === pool.vault.underlying.token ? owed : undefined
    },
    accountOf: (rows) => eulerV2Account([...rows], { cut, system }),
  }
}

/** Shares are worth what the vault gives for them, rounded down. */
function toShares(
  { asset: assetId, address, decimals }: EulerV2VaultConfig,
  cut: PoolCut<EulerV2Pool>,
): LendingBalance {
  const status = eulerV2Status(address, cut)
  const toAmount = (held: bigint) => status && eulerV2Assets(held, status)
  return { assetId, decimals, toAmount }
}

/** Debt grows from the accumulator at which it was booked, rounded up. */
function toOwed(cut: PoolCut<EulerV2Pool>): LendingBalance {
  const { vault, pool } = cut.pool
  const now = eulerV2Status(pool, cut)?.accumulator
  return {
    assetId: vault.underlying.asset,
    decimals: vault.decimals,
    standsAt: subjects.accumulator,
    toAmount: (assets, [then = 0n] = []) =>
      now === undefined || then === 0n ? undefined : eulerV2Owed(assets, then, now),
  }
}

/** The prices of another oracle, or in another unit, are not those that the vault goes by. */
function askedReasons({ pool, parameters }: PoolCut<EulerV2Pool>): readonly Reason[] {
  const { oracle, unitOfAccount } = pool
  const named = [
    ['oracle', subjects.oracle, oracle],
    ['unit of account', subjects.unitOfAccount, unitOfAccount.token],
  ] as const
  return named.flatMap(([what, subject, token]): Reason[] => {
    if (!parameters.has(subject)) return []
    const said = firstOf(parameters, subject)
    if (said === BigInt(token)) return []
    const text = `The ${what} of vault ${pool.pool} is ${spell(said)}, in the config it is ${token}.`
    return [{ code: 'PRICE_MISSING', text }]
  })
}

/** A vault that is there and was never seen made had accounts before it was followed: nobody knows which. */
function openReasons(
  { asset, address, underlying }: EulerV2VaultConfig,
  { pool, parameters }: PoolCut<EulerV2Pool>,
): readonly Reason[] {
  const created = parameters.get(subjects.created(address))?.values[0]
  const isThere = [subjects.status(address), subjects.ltv(address)].some((each) =>
    parameters.has(each),
  )
  if (created === undefined && isThere) {
    const text = `Vault ${asset} (${address}) was created before the startBlock of ${pool.pool}, so that what accounts had in it is unknown.`
    return [{ code: 'NO_OPENING_BALANCE', text }]
  }
  if (created === undefined || created === BigInt(underlying.token)) return []
  const text = `Vault ${asset} (${address}) holds ${spell(created)}, in the config it holds ${underlying.token}.`
  return [{ code: 'PRICE_MISSING', text }]
}

function spell(address: bigint): string {
  return `0x${address.toString(16).padStart(40, '0')}`
}
