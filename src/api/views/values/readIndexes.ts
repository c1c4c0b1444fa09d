import type { Address, ChainId } from '../../../facts/primitives.ts'
import type { IndexesAt, LendingMarket } from '../../../margin/lending/LendingMarket.ts'
import type { Snapshot } from '../../../store/Snapshot.ts'

/** What accrues at a contract, as it stood after a block, by subject. */
export function readIndexes(
  snapshot: Snapshot,
  place: { chainId: ChainId; contract: Address },
  block: bigint,
): ReadonlyMap<string, readonly bigint[]> {
  const contracts = [place]
  const at = new Map([[place.chainId, block]])
  const rows = snapshot.series({ of: 'contracts', kind: 'index', contracts }, at)
  return new Map(rows.map(({ key, values }) => [key.subject, values]))
}

/** The same for the positions of one account, while the snapshot is open: what is bounded is judged at many prefixes. */
export function createIndexesAt(
  snapshot: Snapshot,
  { chainId, accruesAt: contract }: Pick<LendingMarket, 'chainId' | 'accruesAt'>,
): IndexesAt {
  const known = new Map<bigint, ReadonlyMap<string, readonly bigint[]>>()
  return (block) => {
    const held = known.get(block)
    if (held !== undefined) return held
    const read =
      contract === undefined
        ? new Map<string, readonly bigint[]>()
        : readIndexes(snapshot, { chainId, contract }, block)
    known.set(block, read)
    return read
  }
}
