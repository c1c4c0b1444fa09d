import type { Address } from 'viem'
import type { Directory } from './Directory.ts'
import { least, sumOf } from './groupUnits.ts'
import type { OracleResidual } from './Oracle.ts'
import type { Change, Leg, Movement, Place } from './World.ts'

/**
 * Tokens of the books that moved in one transaction without an owner, and what a book says that nothing moved: every
 * movement of a followed custody address has one owner (DESIGN 3, checked at every commit).
 */
export function findResiduals(
  place: Place,
  said: { changes: readonly Change[]; legs: readonly Leg[]; movements: readonly Movement[] },
  directory: Directory,
): OracleResidual[] {
  const books = directory.contracts('book', place.chainId)
  const tokens = [...new Set(books.map(({ token }) => token))]
  const addresses = [...new Set(books.map(({ address }) => address))]
  return addresses.flatMap((contract) =>
    tokens.flatMap((token) => {
      const amount = findResidual(contract, token, said)
      const { chainId, transactionHash } = place
      return amount === 0n ? [] : [{ chainId, transactionHash, contract, token, amount }]
    }),
  )
}

function findResidual(
  contract: Address,
  token: Address,
  said: { changes: readonly Change[]; legs: readonly Leg[]; movements: readonly Movement[] },
): bigint {
  const movements = said.movements.filter((movement) => movement.token === token)
  const changes = said.changes.filter(
    (change) => change.contract === contract && change.moved.token === token,
  )
  const isNamedCredit = ({ names, delta }: Change) => names !== undefined && delta > 0n
  const moved = sumOf(movements, ({ from, to, amount }) =>
    to === contract ? amount : from === contract ? -amount : 0n,
  )
  const booked = sumOf(changes, (change) => {
    if (isNamedCredit(change)) return 0n
    return change.delta > 0n ? change.moved.amount : -change.moved.amount
  })
  // What a bridge delivers to the vault before the vault books it is the transfer's; what is booked at once is the book's.
  const landed = sumOf(said.legs, (leg) => {
    const isHere = leg.step === 'credited' && leg.recipient === contract && leg.token === token
    const isBooked = said.changes.some(({ names }) => names?.key === leg.key)
    return isHere && !isBooked ? leg.amount - sumOf(leg.shares, ({ amount }) => amount) : 0n
  })
  const rest = moved - booked - landed
  // A credit that names its transfer owns what came in with it; its tokens may also have landed earlier.
  const named = sumOf(changes, (change) => (isNamedCredit(change) ? change.moved.amount : 0n))
  return rest > 0n ? rest - least(rest, named) : rest
}
