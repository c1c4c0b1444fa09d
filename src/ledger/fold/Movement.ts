import type {
  BalanceChange,
  BalanceFact,
  ChargeFact,
  NetFact,
  TradeFact,
} from '../../facts/AccountFacts.ts'
import { escrowedKey, flowKey, supplyKey } from '../../facts/backingKeys.ts'
import { chargedDebt, chargedHolding } from '../../facts/chargedBalances.ts'
import type { Fact, FactBody } from '../../facts/Fact.ts'
import { nettedDebt, nettedHolding } from '../../facts/nettedBalances.ts'
import type { AccrualFact } from '../../facts/ValuationFacts.ts'
import type { BookEntry, Running, RunningSums } from './RunningSums.ts'
import { accountKey, contractKey } from './seriesKeys.ts'

/** A fact that says how much there is. */
export type AbsoluteBody = Exclude<
  FactBody,
  {
    kind:
      | SummedKind
      // These move no series: transfers and bindings are tables of their own.
      | 'leg'
      | 'custody'
      | 'resolution'
  }
>

type SummedKind = 'balance' | 'charge' | 'net' | 'trade' | 'accrual' | 'escrow' | 'supply' | 'flow'

/** What a fact moves, with the running values that it moves found. */
export type Movement =
  | { kind: 'none' }
  | { kind: 'balance'; change: BalanceChange; book: BookEntry; giver: Running | undefined }
  | { kind: 'charge'; body: ChargeFact; holding: BookEntry; debt: BookEntry }
  | { kind: 'net'; body: NetFact; holding: BookEntry; debt: BookEntry }
  | { kind: 'trade'; body: TradeFact; position: Running }
  | { kind: 'accrual'; body: AccrualFact; index: Running }
  | { kind: 'delta'; running: Running; amount: bigint }
  | { kind: 'absolute'; body: AbsoluteBody }

/** Finds what a fact moves; sums that need their value from before are known to `sums` then. */
export function toMovement({ at: { chainId }, body }: Fact, sums: RunningSums): Movement {
  switch (body.kind) {
    case 'balance':
      return toBalance(chainId, body, sums)
    case 'charge': {
      const holding = sums.book(chainId, chargedHolding(body))
      return { kind: 'charge', body, holding, debt: sums.book(chainId, chargedDebt(body)) }
    }
    case 'net': {
      const holding = sums.book(chainId, nettedHolding(body))
      return { kind: 'net', body, holding, debt: sums.book(chainId, nettedDebt(body)) }
    }
    case 'trade': {
      const position = sums.other(accountKey('position', chainId, body, body.market))
      return { kind: 'trade', body, position }
    }
    case 'accrual': {
      const index = sums.other(contractKey('index', chainId, body.contract, body.subject))
      return { kind: 'accrual', body, index }
    }
    case 'escrow': {
      const running = sums.other(escrowedKey(chainId, body.holder, body.token))
      return { kind: 'delta', running, amount: body.amount }
    }
    case 'supply':
      return {
        kind: 'delta',
        running: sums.other(supplyKey(chainId, body.token)),
        amount: body.amount,
      }
    case 'flow': {
      const running = sums.other(flowKey(chainId, body.token, body.bridge))
      return { kind: 'delta', running, amount: body.amount }
    }
    case 'leg':
    case 'custody':
    case 'resolution':
      return { kind: 'none' }
    default:
      return { kind: 'absolute', body }
  }
}

function toBalance(chainId: number, body: BalanceFact, sums: RunningSums): Movement {
  const { change, against } = body
  const book = sums.book(chainId, body)
  const giver =
    against === undefined ? undefined : sums.book(chainId, { ...body, unit: against }).balance
  return { kind: 'balance', change, book, giver }
}
