import type { MorphoBluePool } from '../../../config/MorphoBluePool.ts'
import type { BalanceFact, Moved } from '../../../facts/AccountFacts.ts'
import type { FactBody } from '../../../facts/Fact.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { OwnedBody } from '../toOwnedFacts.ts'
import { type MorphoEvent, morphoEvents } from './morphoBlueEvents.ts'
import { morphoBlueSubjects as subjects } from './morphoBlueSubjects.ts'

/** What the logs of one market say in one transaction. */
export interface MarketLogs {
  owned: OwnedBody[]
  /** Accounts whose supplied shares changed. */
  suppliers: Set<Address>
  /** Anything of the market changed. */
  isTouched: boolean
  /** A source of its oracle answered. */
  isPriced: boolean
}

interface Instance {
  venue: string
  pool: MorphoBluePool
}

/** Reads a market's logs; a malformed one is handed to `quarantine` with the reason. */
export function readMarketLogs(
  instance: Instance,
  logs: readonly RawLog[],
  quarantine: (log: RawLog, reason: string) => void,
): MarketLogs {
  const into: MarketLogs = {
    ...{ owned: [], suppliers: new Set(), isTouched: false, isPriced: false },
  }
  for (const log of logs) {
    if (log.address !== instance.pool.pool) {
      into.isPriced = true
      continue
    }
    const event = morphoEvents.decode(log)
    if (event.name === undefined) {
      quarantine(log, event.reason)
      continue
    }
    into.isTouched = true
    if (event.name === 'Supply' || event.name === 'Withdraw')
      into.suppliers.add(event.args.onBehalf)
    for (const body of toBodies(instance, event)) into.owned.push({ log, body })
  }
  return into
}

function toBodies(instance: Instance, { name, args }: MorphoEvent): readonly FactBody[] {
  const { venue, pool } = instance
  const { pool: contract, marketId, collateral } = pool
  const given = (account: Address, value: bigint, counterparty: Address): readonly FactBody[] => {
    const amount = value < 0n ? -value : value
    const moved = { asset: collateral.token, amount, counterparty }
    return toBalance(instance, 'asset', account, value, moved)
  }
  const owed = (account: Address, shares: bigint) =>
    toBalance(instance, 'liability', account, shares)
  switch (name) {
    case 'SupplyCollateral':
      return given(args.onBehalf, args.assets, args.caller)
    case 'WithdrawCollateral':
      return given(args.onBehalf, -args.assets, args.receiver)
    case 'Borrow':
      return owed(args.onBehalf, args.shares)
    case 'Repay':
      return owed(args.onBehalf, -args.shares)
    case 'Liquidate': {
      const { borrower: account, caller, seizedAssets, repaidShares, badDebtShares } = args
      return [
        ...given(account, -seizedAssets, caller),
        ...owed(account, -repaidShares - badDebtShares),
        { kind: 'liquidation', venue, account, unit: 'cross', contract, phase: 'finished' },
      ]
    }
    case 'CreateMarket': {
      const subject = subjects.created(marketId)
      return [{ kind: 'parameter', contract, venue: '', subject, values: [1n] }]
    }
    case 'Supply':
    case 'Withdraw':
    case 'AccrueInterest':
    case 'SetFee':
      return []
  }
}

function toBalance(
  { venue, pool }: Instance,
  side: BalanceFact['side'],
  account: Address,
  value: bigint,
  moved?: Moved,
): readonly FactBody[] {
  if (value === 0n) return []
  const { pool: contract, collateral, loan } = pool
  const asset = side === 'asset' ? collateral.token : loan.token
  const change = { type: 'delta', value } as const
  const holder = { venue, account, unit: 'cross' } as const
  const body = { kind: 'balance', side, ...holder, asset, contract, change } as const
  return [moved === undefined ? body : { ...body, moved }]
}
