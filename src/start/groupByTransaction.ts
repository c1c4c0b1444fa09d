import type { Hash } from '../facts/primitives.ts'

/** What tells one transaction of a chain from another; the same transaction may be in two blocks of a reorg. */
interface TransactionPlace {
  blockHash: Hash
  /** Some chains give all of their system transactions one hash (rpc-faults F051). */
  txIndex: number
  txHash: Hash
}

/** Groups items by transaction. They are in chain order, hence those of one transaction are neighbours. */
export function groupByTransaction<item>(
  items: readonly item[],
  placeOf: (item: item) => TransactionPlace,
): item[][] {
  const groups: item[][] = []
  let last: TransactionPlace | undefined
  for (const item of items) {
    const place = placeOf(item)
    const group = groups.at(-1)
    const isSame =
      last?.txHash === place.txHash &&
      last.txIndex === place.txIndex &&
      last.blockHash === place.blockHash
    if (isSame && group !== undefined) group.push(item)
    else groups.push([item])
    last = place
  }
  return groups
}
