import type { Leg } from '../../../src/facts/Leg.ts'
import { seriesKeyId } from '../../../src/facts/Series.ts'
import type { CutHeights, Snapshot } from '../../../src/store/Snapshot.ts'
import { alice, chainA, chainB, venue } from './rows.ts'
import { HEIGHT_MAX } from './steps.ts'
import { people } from './world.ts'

/** Cuts that differ between the chains, and one without the second chain. */
export const cuts: readonly CutHeights[] = [0, 4, 9, HEIGHT_MAX].flatMap((height) => [
  new Map([[chainA, BigInt(height)]]),
  ...[2, 7, HEIGHT_MAX].map(
    (other) =>
      new Map([
        [chainA, BigInt(height)],
        [chainB, BigInt(other)],
      ]),
  ),
])

/** Whether a canonical leg lies inside a cut. */
export function isIn(cut: CutHeights, leg: Leg): boolean {
  const height = cut.get(leg.at.chainId)
  return leg.canonical && height !== undefined && leg.at.blockNumber <= height
}

/** What readers ask of one cut. */
export function describeCut(snapshot: Snapshot, at: CutHeights) {
  const everyone = { venue, accounts: people, at }
  const open = (legs: readonly Leg[]) =>
    [...new Set(legs.filter((leg) => isIn(at, leg)).map(({ key }) => key))].sort()
  const page = { order: 'asc', after: undefined, limit: 9, at } as const
  const seen = (filter: Parameters<Snapshot['transfers']>[0]['filter']) =>
    snapshot
      .transfers({ ...page, filter })
      .map(({ key }) => key)
      .sort()
  const routes = snapshot.openRoutes()
  const openLegs = snapshot.legs({ of: 'open', venue: undefined, at })
  const transactions = [
    ...new Set(openLegs.filter((leg) => isIn(at, leg)).map((leg) => leg.at.txHash)),
  ]

  return {
    ofTransactions: transactions
      .sort()
      .map((transaction) => [transaction, seen({ transaction })] as const),
    openOfRoutes: open(
      routes.flatMap((route) => {
        const rows = snapshot.openTransfers({ ...route, ...page, limit: 99 })
        return snapshot.legs({ of: 'keys', keys: rows.map(({ key }) => key) })
      }),
    ),
    deliveries: snapshot.deliveries({
      bridge: 'hyperlane:usd',
      origin: chainA,
      destination: chainB,
      sentUpTo: at.get(chainA) ?? -1n,
      creditedUpTo: at.get(chainB) ?? -1n,
      limit: 5,
    }),
    series: snapshot
      .series({ of: 'accounts', venue, accounts: people }, at)
      .map(({ key, ...row }) => ({ key: seriesKeyId(key), ...row })),
    open: open(snapshot.legs({ of: 'open', venue: undefined, at })),
    openOfVenue: open(snapshot.legs({ of: 'open', venue, at })),
    openOfPeople: open(snapshot.legs({ of: 'openOfAccounts', ...everyone })),
    seen: seen({}),
    seenOfAlice: seen({ accounts: [alice] }),
    seenOfVenue: seen({ venue }),
  }
}
