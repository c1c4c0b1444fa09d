import type { CustomContext } from '../../config/CustomDefinition.ts'
import { assert } from '../../errors/assert.ts'
import type { BalanceFact, Holder } from '../../facts/AccountFacts.ts'
import type { Address, Hex, UnitId } from '../../facts/primitives.ts'
import { toAddress, toAmount, toHash } from './checkArguments.ts'

/** Whose money it is. `unit` is `cross` unless said. */
export interface AccountRef {
  account: Address
  unit?: UnitId
}

/** A change of a balance by `amount`, in the token's smallest unit and never negative; zero makes no fact. */
interface BalanceChange extends AccountRef {
  amount: bigint
  /**
   * What entered or left the book as tokens: an amount of the contract's own token, an amount of another, or null for
   * bookkeeping without a token movement.
   */
  moved?: bigint | { asset: Address; amount: bigint } | null
  /** Who paid the tokens in or was paid, where the event says so: only a movement with the bridge itself binds then. */
  counterparty?: Address
  /** The transfer that carries the value, where the event itself names it, and who owns it on the other side. */
  names?: { key: Hex; beneficiary?: AccountRef & { venue?: string } }
}

/** Where the event was logged. */
export interface ContractRef {
  readonly chainId: number
  readonly contract: Address
  readonly blockNumber: bigint
  readonly txHash: Hex
}

/** A book of record: what accounts have of one token at one contract. */
export interface BookBuilder extends ContractRef {
  readonly venue: string
  /** Token whose amounts the book counts. */
  readonly token: Address
  /** The account has `amount` more. */
  credit(change: BalanceChange): BalanceFact | undefined
  /** The account has `amount` less. */
  debit(change: BalanceChange): BalanceFact | undefined
}

const oppositeCure =
  'An amount is never negative: call credit for a gain and debit for a loss, each with its size.'

/** `defaultMoved` says what a change without `moved` means: tokens moved in full, or not at all. */
export function createBookBuilder(
  context: CustomContext,
  defaultMoved: 'amount' | 'nothing',
): BookBuilder {
  const { chainId, contract, venue, token, blockNumber, txHash } = context
  assert(token !== undefined, 'a vault or market has a token')

  const toChange = (change: BalanceChange, sign: 1n | -1n): BalanceFact | undefined => {
    const amount = toAmount('amount', change.amount, oppositeCure)
    const { moved = defaultMoved === 'amount' ? amount : null, names } = change
    if (amount === 0n) return undefined
    return {
      kind: 'balance',
      side: 'asset',
      ...toHolder(venue, change),
      asset: token,
      contract,
      change: { type: 'delta', value: sign * amount },
      moved: toMoved(token, moved, change.counterparty),
      names: names && toNames(venue, names),
    }
  }

  return {
    chainId,
    contract,
    venue,
    token,
    blockNumber,
    txHash,
    credit: (change) => toChange(change, 1n),
    debit: (change) => toChange(change, -1n),
  }
}

/** The holder that `ref` names in `venue`. */
export function toHolder(venue: string, ref: AccountRef): Holder {
  return { venue, account: toAddress('account', ref.account), unit: ref.unit ?? 'cross' }
}

function toMoved(
  token: Address,
  moved: Exclude<BalanceChange['moved'], undefined>,
  counterparty: Address | undefined,
): BalanceFact['moved'] {
  if (moved === null) return undefined
  const { asset, amount } = typeof moved === 'object' ? moved : { asset: token, amount: moved }
  const checked = toAmount('moved', amount, 'Pass what moved; credit or debit says which way.')
  if (checked === 0n) return undefined
  return {
    asset: toAddress('moved.asset', asset),
    amount: checked,
    counterparty: counterparty && toAddress('counterparty', counterparty),
  }
}

function toNames(venue: string, names: NonNullable<BalanceChange['names']>): BalanceFact['names'] {
  const { key, beneficiary } = names
  return {
    key: toHash('names.key', key),
    beneficiary: beneficiary && toHolder(beneficiary.venue ?? venue, beneficiary),
  }
}
