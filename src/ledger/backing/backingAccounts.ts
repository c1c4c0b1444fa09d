import type { BackingGroup } from '../../config/BackingConfig.ts'
import { escrowedKey, observedKey, supplyKey } from '../../facts/backingKeys.ts'
import type { Address, ChainId } from '../../facts/primitives.ts'
import type { SeriesKey } from '../../facts/Series.ts'

/** One amount that backs, or is backed: where it stands, and under which keys logs and reads speak of it. */
export interface BackingAccount {
  side: 'escrow' | 'supply'
  chainId: ChainId
  token: Address
  decimals: number
  /** The escrow; undefined for a supply. */
  holder: Address | undefined
  /** In the token's smallest unit, before its first log. */
  opening: bigint
  logged: SeriesKey
  observed: SeriesKey
}

/** Escrows first, in the order of the config. */
export function backingAccounts({ escrows, supplies }: BackingGroup): readonly BackingAccount[] {
  return [
    ...escrows.map(({ chainId, token, decimals, address: holder, opening }) => ({
      ...{ side: 'escrow' as const, chainId, token, decimals, holder, opening },
      logged: escrowedKey(chainId, holder, token),
      observed: observedKey(chainId, { of: 'balance', token, holder }),
    })),
    ...supplies.map(({ chainId, token, decimals, opening }) => ({
      ...{ side: 'supply' as const, chainId, token, decimals, holder: undefined, opening },
      logged: supplyKey(chainId, token),
      observed: observedKey(chainId, { of: 'supply', token }),
    })),
  ]
}
