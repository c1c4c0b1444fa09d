import type { Project } from '../config/Project.ts'
import type { Address, ChainId } from '../facts/primitives.ts'
import { type SeriesRow, seriesKeyId } from '../facts/Series.ts'
import { foldFacts } from '../ledger/fold/foldFacts.ts'
import type { Snapshot } from '../store/Snapshot.ts'
import type { Store } from '../store/Store.ts'
import type { Verification } from './verify.ts'

/** Accounts looked at per venue, each on every chain. */
const accountsPerVenue = 64

/**
 * Recomputes the newest values of random accounts from their facts and compares them with what is stored: a quick look at a
 * store that takes too long to verify as a whole. `random` is uniform in [0, 1).
 */
export async function verifySample(parameters: {
  store: Store
  project: Project
  random(): number
}): Promise<Verification> {
  const { store, project, random } = parameters
  const snapshot = await store.snapshot()
  try {
    const chains = snapshot.progress.map(({ chainId, indexed }) => {
      const found = { chainId, rows: 0, mismatches: [] as string[] }
      for (const { id: venue } of project.venues) {
        for (const account of pickAccounts(snapshot, venue, random)) {
          const { rows, mismatches } = compare(snapshot, {
            chainId,
            venue,
            account,
            upTo: indexed.number,
          })
          found.rows += rows
          found.mismatches.push(...mismatches)
        }
      }
      return found
    })
    return { chains }
  } finally {
    snapshot.release()
  }
}

/** The next accounts after random addresses, each once. */
function pickAccounts(snapshot: Snapshot, venue: string, random: () => number): Set<Address> {
  const picked = new Set<Address>()
  for (let pick = 0; pick < accountsPerVenue; pick += 1) {
    const start = Math.floor(random() * 2 ** 32)
    const after: Address = `0x${start.toString(16).padStart(8, '0').padEnd(40, '0')}`
    const page = { venue, order: 'asc', limit: 1 } as const
    const [account] = [
      ...snapshot.accounts({ ...page, after }),
      ...snapshot.accounts({ ...page, after: undefined }),
    ]
    if (account !== undefined) picked.add(account)
  }
  return picked
}

/** Kinds of series that follow from the facts filed under their account alone. */
const ownKinds: ReadonlySet<string> = new Set(['holding', 'liability', 'position', 'parameter'])

function compare(
  snapshot: Snapshot,
  at: { chainId: ChainId; venue: string; account: Address; upTo: bigint },
): { rows: number; mismatches: readonly string[] } {
  const { chainId, venue, account, upTo } = at
  const after = snapshot.retention.find((kept) => kept.chainId === chainId)?.number ?? -1n
  const rowsAt = (height: bigint): readonly SeriesRow[] =>
    snapshot
      .series({ of: 'accounts', venue, accounts: [account] }, new Map([[chainId, height]]))
      .filter(({ key }) => ownKinds.has(key.kind))
  const values = new Map(rowsAt(after).map(({ key, values }) => [seriesKeyId(key), values]))
  const facts = snapshot.factsOf({ chainId, venue, accounts: [account], after, upTo })
  for (const { key, values: next } of foldFacts(facts, [], values)) {
    if (ownKinds.has(key.kind)) values.set(seriesKeyId(key), next)
  }
  const stored = rowsAt(upTo)
  const mismatches = stored
    .map(({ key, values: shown }) => ({ id: seriesKeyId(key), shown }))
    .filter(({ id, shown }) => values.get(id)?.join() !== shown.join())
    .map(({ id }) => id)
  return { rows: stored.length, mismatches }
}
