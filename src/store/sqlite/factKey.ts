import { balanceKey } from '../../facts/balanceKey.ts'
import { chargedHolding } from '../../facts/chargedBalances.ts'
import type { FactBody } from '../../facts/Fact.ts'
import { nettedHolding } from '../../facts/nettedBalances.ts'
import { parameterKey } from '../../facts/parameterKey.ts'
import { type ChainId, zeroAddress } from '../../facts/primitives.ts'
import type { SeriesKey } from '../../facts/Series.ts'

/**
 * The series key that a fact of an account is filed under: it shortens the stored fact and finds the facts of an account.
 * Facts that belong to no account have none.
 */
export function factKey(chainId: ChainId, body: FactBody): SeriesKey | undefined {
  switch (body.kind) {
    case 'balance':
      return balanceKey(chainId, body)
    case 'charge':
      return balanceKey(chainId, chargedHolding(body))
    case 'net':
      return balanceKey(chainId, nettedHolding(body))
    case 'trade':
    case 'position': {
      const { contract, venue, account, unit, market } = body
      return { kind: 'position', chainId, contract, venue, account, unit, subject: market }
    }
    case 'liquidation': {
      const { contract, venue, account, unit } = body
      return { kind: 'liquidation', chainId, contract, venue, account, unit, subject: '' }
    }
    case 'owner': {
      const { venue, account } = body
      const contract = zeroAddress
      return { kind: 'owner', chainId, contract, venue, account, unit: undefined, subject: '' }
    }
    case 'parameter':
      return body.account === undefined ? undefined : parameterKey(chainId, body)
    case 'accrual':
    case 'leg':
    case 'price':
    case 'feedPrice':
    case 'index':
    case 'custody':
    case 'resolution':
    case 'control':
    case 'escrow':
    case 'supply':
    case 'flow':
    case 'observed':
      return undefined
  }
}
