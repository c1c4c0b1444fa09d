import type { AccountCase } from '../AccountCase.ts'
import { MarginInputError } from '../engine/MarginInputError.ts'
import { withoutTransfer } from '../hangingTransfers.ts'
import type { BalanceLine, UnitBook } from '../MarginInput.ts'
import { toPricedMarket } from '../PricedMarket.ts'
import { crossChain } from '../presets/crossChain.ts'
import type { Change, Place } from './Change.ts'
import { shockPrices } from './shockPrices.ts'

/**
 * The account as it would be after the changes, one upon the other; evaluate it like any other. A change is thought to
 * happen at the cut, so it holds whatever of the account's past is still to be lost.
 *
 * Throws `MarginInputError` for what could not happen: an amount that is not there, an unknown transfer or asset.
 */
export function applyChanges(account: AccountCase, changes: readonly Change[]): AccountCase {
  return changes.reduce(applyChange, account)
}

function applyChange(account: AccountCase, change: Change): AccountCase {
  const { system } = account
  switch (change.type) {
    case 'deposit': {
      const line = toHolding(change, account)
      return withBooks(account, (books) => addLine(books, change.unit, line))
    }
    case 'withdraw':
      assertHeld(account, change)
      return withBooks(account, (books) => takeFrom(books, change))
    case 'bridge': {
      assertHeld(account, change)
      const sent = { ...toHolding(change, account), ...change.route, kind: 'inFlight' } as const
      const line = { ...sent, transferKey: 'simulated', ageSeconds: 0n }
      return withBooks(account, (books) => addLine(takeFrom(books, change), change.unit, line))
    }
    case 'priceShock':
      return { ...account, market: toPricedMarket(shockPrices(account.market, change)) }
    case 'neverArrives':
      assertInFlight(account, change.transferKey)
      return withBooks(account, (books) =>
        books.map((book) => withoutTransfer(book, change.transferKey)),
      )
    case 'parameters':
      return {
        ...account,
        system: crossChain({ risk: change.risk, decimals: system.decimals }),
      }
  }
}

function withBooks(
  account: AccountCase,
  changeBooks: (books: readonly UnitBook[]) => readonly UnitBook[],
): AccountCase {
  return { ...account, bookAt: (prefix) => changeBooks(account.bookAt(prefix)) }
}

function toHolding({ assetId, chainId, amount }: Place, { system }: AccountCase) {
  const decimals = system.decimals.get(assetId)
  if (decimals === undefined) throw new MarginInputError(`No asset ${assetId} is configured.`)
  assertPositive(amount)
  return { kind: 'holding', assetId, chainId, decimals, amount } as const
}

function addLine(
  books: readonly UnitBook[],
  unit: UnitBook['unit'],
  line: BalanceLine,
): readonly UnitBook[] {
  const isThere = books.some((book) => book.unit === unit)
  if (!isThere) return [...books, { unit, balances: [line], positions: [], isLiquidating: false }]
  return books.map((book) =>
    book.unit === unit ? { ...book, balances: [...book.balances, line] } : book,
  )
}

/** As much as is there: where a reorg takes what was withdrawn, no more than that can have left. */
function takeFrom(books: readonly UnitBook[], place: Place): readonly UnitBook[] {
  return books.map((book) => {
    if (book.unit !== place.unit) return book
    let left = place.amount
    const balances = book.balances.map((line) => {
      if (!isAt(line, place)) return line
      const taken = line.amount < left ? line.amount : left
      left -= taken
      return { ...line, amount: line.amount - taken }
    })
    return { ...book, balances }
  })
}

function isAt(line: BalanceLine, { assetId, chainId }: Place): boolean {
  return line.kind === 'holding' && line.assetId === assetId && line.chainId === chainId
}

function assertPositive(amount: bigint): void {
  if (amount <= 0n) throw new MarginInputError(`An amount of ${amount} cannot move.`)
}

function assertHeld(account: AccountCase, place: Place): void {
  const { unit, assetId, chainId, amount } = place
  assertPositive(amount)
  const book = account.bookAt(account.unfinalized).find((each) => each.unit === unit)
  const held = (book?.balances ?? [])
    .filter((line) => isAt(line, place))
    .reduce((total, line) => total + line.amount, 0n)
  if (held >= amount) return
  throw new MarginInputError(
    `Unit ${unit} holds ${held} of ${assetId} on chain ${chainId}: ${amount} cannot leave it.`,
  )
}

function assertInFlight(account: AccountCase, transferKey: string): void {
  const lines = account.bookAt(account.unfinalized).flatMap(({ balances }) => balances)
  const isThere = lines.some((line) => line.kind === 'inFlight' && line.transferKey === transferKey)
  if (!isThere) {
    throw new MarginInputError(`No transfer ${transferKey} of this account is in flight.`)
  }
}
