import type { Binding, Leg } from '../facts/Leg.ts'
import type { ChainId } from '../facts/primitives.ts'
import { maxOf } from '../utils/maxOf.ts'
import { minOf } from '../utils/minOf.ts'
import { type GrantedAmounts, grant, shownKey } from './GrantedAmounts.ts'
import { decimalsOf, fromGroupUnits, toGroupUnits } from './groupUnits.ts'
import { areCarried, carriedOf, carriedValueOf, groupValueOf } from './legValues.ts'
import type { ShownBooks } from './ShownBooks.ts'
import { sortLegs } from './sortLegs.ts'
import type { TransferContext } from './TransferContext.ts'
import type { TransferAmount } from './TransferView.ts'

/**
 * Credits and refunds beyond what was sent, the later of them, each at most its account's lowest holding since: what has
 * left is the route's loss, no longer collateral.
 */
export function unbackedAmounts(
  legs: readonly Leg[],
  context: TransferContext,
  books: ShownBooks,
  granted: GrantedAmounts,
): TransferAmount[] {
  const { topology } = context
  const sorted = sortLegs(legs, context)
  const isCarried = areCarried(sorted.all, topology)
  let backed = isCarried ? carriedValueOf(sorted.sent) : groupValueOf(sorted.sent, topology)
  const returned = sorted.all.filter(({ step }) => step === 'credited' || step === 'refunded')
  return returned.flatMap((leg) => {
    const { chainId } = leg.at
    const decimals = decimalsOf(chainId, leg.asset, topology)
    // A fee is part of what was sent: the leg uses up what it carries and is covered in proportion.
    const taken = isCarried ? minOf(backed, carriedOf(leg)) : 0n
    let coveredOfLeg = isCarried ? toGroupUnits(partOf(leg, taken), decimals) : backed
    backed -= taken
    return leg.bindings.flatMap((binding): TransferAmount[] => {
      const covered = minOf(coveredOfLeg, toGroupUnits(binding.amount, decimals))
      coveredOfLeg -= covered
      if (!isCarried) backed -= covered
      const { holder, asset } = binding
      const from = leg.at.blockNumber
      const free = freeOfLowest(binding, chainId, from, books, granted)
      const amount = minOf(binding.amount - fromGroupUnits(covered, decimals), free)
      if (amount === 0n) return []
      grant(granted, `${unbackedKey(binding, chainId)}${from}`, amount)
      const group = topology.assetOfToken(chainId, asset)?.group ?? ''
      const value = toGroupUnits(amount, decimalsOf(chainId, asset, topology))
      grant(granted, shownKey(holder.venue, holder.account, chainId, group), value)
      grant(granted, shownKey(holder.venue, undefined, chainId, group), value)
      return [{ kind: 'unbacked', holder, chainId, asset, amount, ownerUnknown: false }]
    })
  })
}

/** The part of the leg's amount that `taken` of what it carries stands for, rounded down. */
function partOf(leg: Leg, taken: bigint): bigint {
  const carried = carriedOf(leg)
  return taken === carried ? leg.amount : (leg.amount * taken) / carried
}

/**
 * What may still be called unbacked of a credit at a block: at no later block may credits up to it exceed the lowest
 * holding since. It holds for every granted credit at once, so that the order in which transfers are judged is free.
 */
function freeOfLowest(
  binding: Binding,
  chainId: ChainId,
  from: bigint,
  books: ShownBooks,
  granted: GrantedAmounts,
): bigint {
  const key = unbackedKey(binding, chainId)
  const grants = [...granted].flatMap(([id, amount]) =>
    id.startsWith(key) ? [{ block: BigInt(id.slice(key.length)), amount }] : [],
  )
  const later = grants.map(({ block }) => block).filter((block) => block > from)
  const rooms = [from, ...later].map((block) =>
    grants
      .filter((other) => other.block <= block)
      .reduce((room, { amount }) => room - amount, books.lowestSince(binding, chainId, block)),
  )
  return maxOf(minOf(binding.amount, ...rooms), 0n)
}

function unbackedKey({ holder, contract, asset }: Binding, chainId: ChainId): string {
  const { venue, account, unit } = holder
  return `unbacked|${chainId}|${contract}|${asset}|${venue}|${account}|${unit}|`
}
