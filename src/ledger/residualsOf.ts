import type { CustodyFact } from '../facts/BridgeFacts.ts'
import type { Fact } from '../facts/Fact.ts'
import type { Address, ChainId } from '../facts/primitives.ts'
import { minOf } from '../utils/minOf.ts'
import type { Topology } from './createTopology.ts'

/** Token movement of a custody address that no balance fact and no leg owns; positive when tokens came in. */
export interface Residual {
  chainId: ChainId
  contract: Address
  token: Address
  amount: bigint
  blockNumber: bigint
}

interface Door {
  moved: bigint
  owned: bigint
  /** Named credits whose tokens may have landed earlier. */
  named: bigint
}

/** Whether movements of the token at the address are followed. */
type IsWatched = (address: Address, token: Address) => boolean

/**
 * What of one transaction's token movements at followed vaults has no owner, and what a book says that nothing moved.
 * Every movement has one owner: a balance fact of the vault, or a bridge credit that lands there before the venue books
 * it. `boundOf` says how much of a credit a balance fact of the transaction has booked: of that the book is the owner.
 */
export function residualsOf(
  facts: readonly Fact[],
  topology: Topology,
  boundOf: (fact: Fact) => bigint = () => 0n,
): readonly Residual[] {
  const doors = new Map<string, Door & { contract: Address; token: Address }>()
  const first = facts[0]
  if (first === undefined) return []
  const { chainId, blockNumber } = first.at
  const isCustodian = (address: Address): boolean => topology.isCustodian(chainId, address)
  const isWatched: IsWatched = (address, token) =>
    isCustodian(address) && topology.isCustodyToken(chainId, token)
  const doorOf = (contract: Address, token: Address): Door => {
    const key = `${contract}|${token}`
    const known = doors.get(key)
    if (known !== undefined) return known
    const door = { contract, token, moved: 0n, owned: 0n, named: 0n }
    doors.set(key, door)
    return door
  }
  for (const { body } of facts) {
    if (body.kind === 'custody') addMovement(body, isCustodian, doorOf)
  }
  for (const fact of facts) addOwner(fact, boundOf(fact), facts, isWatched, doorOf)
  return [...doors.values()].flatMap(({ contract, token, ...door }) => {
    const amount = remainder(door)
    return amount === 0n ? [] : [{ chainId, contract, token, amount, blockNumber }]
  })
}

function addMovement(
  body: CustodyFact,
  isCustodian: (address: Address) => boolean,
  doorOf: (contract: Address, token: Address) => Door,
): void {
  if (body.from === body.to) return
  if (isCustodian(body.to)) doorOf(body.to, body.token).moved += body.amount
  if (isCustodian(body.from)) doorOf(body.from, body.token).moved -= body.amount
}

function addOwner(
  { body }: Fact,
  bound: bigint,
  facts: readonly Fact[],
  isWatched: IsWatched,
  doorOf: (contract: Address, token: Address) => Door,
): void {
  if (body.kind === 'balance' && body.side === 'asset' && body.moved !== undefined) {
    if (!isWatched(body.contract, body.moved.asset) || body.change.type === 'absolute') return
    const door = doorOf(body.contract, body.moved.asset)
    const isCredit = body.change.value > 0n
    if (isCredit && body.names !== undefined) door.named += body.moved.amount
    else door.owned += isCredit ? body.moved.amount : -body.moved.amount
  }
  if (body.kind !== 'leg' || body.step !== 'credited' || body.recipient === undefined) return
  const isBooked = facts.some(
    (other) => other.body.kind === 'balance' && other.body.names?.key === body.key,
  )
  if (isWatched(body.recipient, body.asset) && !isBooked) {
    doorOf(body.recipient, body.asset).owned += body.amount - bound
  }
}

/** A named credit owns what came in with it, and nothing where its tokens landed in an earlier transaction. */
function remainder(door: Door): bigint {
  const unowned = door.moved - door.owned
  return unowned > 0n ? unowned - minOf(door.named, unowned) : unowned
}
