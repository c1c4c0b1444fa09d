import type { BalanceFact } from './Fact.ts'
import type { ChainId } from './primitives.ts'
import type { SeriesKey } from './Series.ts'

/** Keys that a balance fact moves. */
export interface BalanceKeys {
  /** The holding or the liability. */
  balance: SeriesKey
  /** The book's total of the asset; liabilities have none. */
  total: SeriesKey | undefined
}

const known = new WeakMap<BalanceFact, BalanceKeys>()

/** The keys of a balance fact of a chain. They are made once per fact, because loading, folding and storing all ask. */
export function balanceKeys(chainId: ChainId, body: BalanceFact): BalanceKeys {
  const made = known.get(body)
  if (made !== undefined && made.balance.chainId === chainId) return made
  const keys = makeKeys(chainId, body)
  known.set(body, keys)
  return keys
}

function makeKeys(chainId: ChainId, body: BalanceFact): BalanceKeys {
  const { contract, venue, account, unit, asset: subject } = body
  if (body.side === 'liability') {
    const balance = { kind: 'liability', chainId, contract, venue, account, unit, subject } as const
    return { balance, total: undefined }
  }
  return {
    balance: { kind: 'holding', chainId, contract, venue, account, unit, subject },
    total: {
      kind: 'total',
      chainId,
      contract,
      venue,
      account: undefined,
      unit: undefined,
      subject,
    },
  }
}
