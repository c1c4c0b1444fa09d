import { type EulerV2Pool, eulerV2Vaults } from '../../config/EulerV2Pool.ts'
import type { Address, UnitId } from '../../facts/primitives.ts'
import type { SeriesRow } from '../../facts/Series.ts'
import {
  collateralOf,
  eulerV2Unit,
  eulerV2Subjects as subjects,
} from '../../protocols/lending/eulerV2/eulerV2Subjects.ts'
import type { Reason } from '../MarginStatus.ts'
import type { CrossChainSystem } from '../presets/crossChain.ts'
import { isQuotedAlike } from './eulerV2Prices.ts'
import { eulerV2Ltv } from './eulerV2System.ts'
import type { LendingAccount } from './LendingMarket.ts'
import type { PoolCut } from './PoolCut.ts'

/** What one account said to the connector. */
interface Said {
  /** Vaults whose shares are its collateral. */
  collaterals: Set<Address>
  isControlled: boolean
  owes: boolean
}

/** Accounts of one owner, each a unit by itself: what it gave counts while the vault that lends controls it. */
export function eulerV2Account(
  rows: readonly SeriesRow[],
  { cut, system }: { cut: PoolCut<EulerV2Pool>; system: CrossChainSystem },
): LendingAccount {
  const accounts = readAccounts(rows, cut.pool)
  const vaultOf = new Map(eulerV2Vaults(cut.pool).map(({ asset, address }) => [asset, address]))
  const units = new Map<UnitId, Said>(
    [...accounts].map(([account, said]) => [eulerV2Unit(account), said]),
  )
  return {
    system,
    isPledged(assetId, unit) {
      const vault = vaultOf.get(assetId)
      const said = units.get(unit)
      if (vault === undefined || said === undefined) return false
      return (said.isControlled || said.owes) && said.collaterals.has(vault)
    },
    reasons: [...accounts].flatMap(([account, said]) => [
      ...unknownCollateral(account, said, cut),
      ...otherwiseQuoted(said, cut),
    ]),
    units: new Map(
      [...units.keys()].map((unit) => [unit, { positions: [], isLiquidating: false }]),
    ),
  }
}

function readAccounts(
  rows: readonly SeriesRow[],
  { pool }: EulerV2Pool,
): ReadonlyMap<Address, Said> {
  const accounts = new Map<Address, Said>()
  for (const { key, values } of rows) {
    const { account, kind, contract, subject } = key
    if (account === undefined || kind === 'owner') continue
    const said = accounts.get(account) ?? {
      ...{ collaterals: new Set(), isControlled: false, owes: false },
    }
    accounts.set(account, said)
    const isSet = (values[0] ?? 0n) !== 0n
    if (!isSet || contract !== pool) continue
    const collateral = kind === 'parameter' ? collateralOf(subject) : undefined
    if (collateral !== undefined) said.collaterals.add(collateral)
    if (kind === 'parameter' && subject === subjects.controller) said.isControlled = true
    if (kind === 'liability') said.owes = true
  }
  return accounts
}

/** Shares that the config lacks back a debt as much as the vault that lends lets them, and nobody follows how many they are. */
function unknownCollateral(
  account: Address,
  { collaterals, owes }: Said,
  { pool, parameters, asOf }: PoolCut<EulerV2Pool>,
): readonly Reason[] {
  if (!owes) return []
  const known = new Set(eulerV2Vaults(pool).map(({ address }) => address))
  return [...collaterals].flatMap((vault): Reason[] => {
    const { borrow, liquidation } = eulerV2Ltv(vault, parameters, asOf)
    if (known.has(vault) || (borrow === 0n && liquidation === 0n)) return []
    const text = `Shares of vault ${vault} are collateral of ${account} and the config does not name it, so that nothing values them.`
    return [{ code: 'PRICE_MISSING', text }]
  })
}

function otherwiseQuoted(
  { collaterals, owes }: Said,
  cut: PoolCut<EulerV2Pool>,
): readonly Reason[] {
  const given = eulerV2Vaults(cut.pool).filter(({ address }) => owes && collaterals.has(address))
  return given.flatMap((vault): Reason[] => {
    if (isQuotedAlike(vault, cut)) return []
    const text = `The oracle values shares of ${vault.asset} (${vault.address}) not at all, or otherwise than what the vault gives for them.`
    return [{ code: 'PRICE_MISSING', text }]
  })
}
