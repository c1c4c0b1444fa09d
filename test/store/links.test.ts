import { expect, test } from 'vitest'
import type { Leg } from '../../src/facts/Leg.ts'
import type { Store } from '../../src/store/Store.ts'
import { checkDerived } from '../../src/store/sqlite/checkDerived.ts'
import { legSteps, toCode } from '../../src/store/sqlite/codes.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { migrate } from '../../src/store/sqlite/migrate.ts'
import { migrations } from '../../src/store/sqlite/migrations.ts'
import { pruneHistory } from '../../src/store/sqlite/pruneHistory.ts'
import {
  alice,
  batch,
  block,
  bob,
  chainA,
  chainB,
  leg,
  transferKey,
  venue,
} from './support/rows.ts'
import { nowMs, tempPath, tempStore } from './support/tempStore.ts'

const [ticket, digest, receipt] = ['ticket', 'digest', 'receipt'].map(transferKey) as [
  Leg['key'],
  Leg['key'],
  Leg['key'],
]
/** Queued and then sent at home, received away under a third name, which a log before the credit explains. */
const queued = leg(chainA, block(10), { step: 'queued', key: ticket, of: alice })
const sent = leg(chainA, block(20), { step: 'sent', key: digest, alias: ticket })
const link = leg(chainB, block(25), { step: 'committed', key: digest, alias: receipt, amount: 0n })
const credited = leg(chainB, block(26), { step: 'credited', key: receipt, of: bob })
const all = [queued, sent, link, credited]

const at = (a: bigint, b: bigint) =>
  new Map([
    [chainA, a],
    [chainB, b],
  ])
const tip = at(100n, 100n)

/** Records legs one by one in the given order: blocks of a chain that come late are late knowledge. */
async function record(store: Store, legs: readonly Leg[]) {
  for (const chainId of [chainA, chainB]) await store.commit(batch(chainId, block(100)))
  for (const own of legs) {
    const { chainId, blockNumber } = own.at
    await store.refold({
      chainId,
      fromBlock: blockNumber,
      blocks: [block(Number(blockNumber))],
      facts: [],
      legs: [own],
      keys: [],
      series: [],
      quarantined: [],
      coverage: [],
      publishedAtMs: 1,
      reason: undefined,
    })
  }
}

async function read(store: Store, heights = tip) {
  const snapshot = await store.snapshot()
  const pageOf = (filter: object) =>
    snapshot
      .transfers({ filter, order: 'asc', after: undefined, limit: 9, at: heights })
      .map(({ key }) => key)
  const namesOf = (legs: readonly Leg[]) => [...new Set(legs.map(({ key }) => key))].sort()
  const answer = {
    byKey: [ticket, digest, receipt].map((key) =>
      namesOf(snapshot.legs({ of: 'keys', keys: [key] })),
    ),
    open: namesOf(snapshot.legs({ of: 'open', venue: undefined, at: heights })),
    ofAlice: namesOf(
      snapshot.legs({ of: 'openOfAccounts', venue, accounts: [alice], at: heights }),
    ),
    rows: pageOf({}).length,
    rowsByKey: [ticket, digest, receipt].map((key) => pageOf({ key }).length),
    rowsOfAlice: pageOf({ venue, accounts: [alice] }).length,
    rowsOfVenue: pageOf({ venue }).length,
  }
  snapshot.release()
  return answer
}

const every = [ticket, digest, receipt].sort()
const one = {
  byKey: [every, every, every],
  open: [],
  ofAlice: [],
  rows: 1,
  rowsByKey: [1, 1, 1],
  rowsOfAlice: 1,
  rowsOfVenue: 1,
}

function ordersOf<thing>(things: readonly thing[]): readonly (readonly thing[])[] {
  if (things.length < 2) return [things]
  return things.flatMap((first, i) =>
    ordersOf([...things.slice(0, i), ...things.slice(i + 1)]).map((rest) => [first, ...rest]),
  )
}

test('default: names that legs link are one transfer, whichever leg is recorded last', async () => {
  for (const order of ordersOf(all)) {
    const store = await tempStore()
    await record(store, order)
    expect(await read(store)).toEqual(one)
    await store.close()
  }
}, 60_000)

test('behavior: in flight it is open under all of its names', async () => {
  const store = await tempStore()
  await record(store, [queued, sent])
  const both = [ticket, digest].sort()
  const inFlight = { open: both, ofAlice: both, rows: 1, rowsOfAlice: 1 }
  expect(await read(store)).toMatchObject(inFlight)
  await record(store, [link, credited])
  expect(await read(store, at(100n, 25n))).toMatchObject({
    ...inFlight,
    open: every,
    ofAlice: every,
  })
  // Whoever sees its credit and not yet its release has to see all of it.
  expect(await read(store, at(15n, 100n))).toMatchObject({ open: every, rows: 1 })
})

test('behavior: a reorg of the linking log parts them, the same log again joins them', async () => {
  const store = await tempStore()
  const chain = [block(10), block(20), block(100)]
  await store.commit(batch(chainA, block(100), { blocks: chain, legs: [queued, sent] }))
  await store.commit(
    batch(chainB, block(100), {
      blocks: [block(25), block(26), block(100)],
      legs: [link, credited],
    }),
  )
  expect(await read(store)).toEqual(one)
  const digestBefore = await digestOf(store)
  await store.retract({ chainId: chainA, ancestor: block(15), publishedAtMs: 1 })
  const parted = await read(store, at(15n, 100n))
  expect(parted).toMatchObject({ open: every, rows: 2, rowsByKey: [1, 1, 1], rowsOfAlice: 1 })
  expect(parted.byKey[0]).toEqual([ticket])
  await store.commit(batch(chainA, block(100), { blocks: chain.slice(1), legs: [sent] }))
  expect(await read(store)).toEqual(one)
  expect(await digestOf(store)).toEqual(digestBefore)
  expect((await store.checkDigests(chainA)).damage).toEqual([])
})

async function digestOf(store: Store) {
  const snapshot = await store.snapshot()
  const digest = snapshot.stateDigest(chainB)
  snapshot.release()
  return digest
}

test('behavior: a link that a re-decoded transaction no longer has joins nothing any more', async () => {
  const store = await tempStore()
  await record(store, all)
  const { alias: _, ...plain } = sent
  await record(store, [plain])
  expect(await read(store)).toMatchObject({ rows: 2, rowsByKey: [1, 1, 1] })
})

test('behavior: a link that is above the cut keeps a transfer selected', async () => {
  const store = await tempStore()
  const late = { ...link, at: leg(chainB, block(40), { step: 'committed', key: digest }).at }
  await record(store, [queued, sent, late, credited])
  expect(await read(store, at(100n, 30n))).toMatchObject({ open: every })
})

test('behavior: verify finds a root that does not follow from the legs', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await record(store, all)
  await store.close()
  const db = new Sqlite(path)
  expect(checkDerived(db)).toEqual([])
  db.exec('UPDATE transfer SET root = 0 WHERE id = (SELECT max(id) FROM transfer)')
  expect(checkDerived(db)).toEqual(['1 transfers do not follow from their legs.'])
  db.close()
})

test('behavior: a flipped alias is damage of its block', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await record(store, all)
  await store.close()
  const db = new Sqlite(path)
  db.exec('UPDATE leg SET alias_id = alias_id + 1 WHERE alias_id IS NOT NULL AND step <> 1')
  db.close()
  const again = await tempStore(path)
  const damaged = [chainA, chainB].map(async (id) => (await again.checkDigests(id)).damage.length)
  expect((await Promise.all(damaged)).reduce((a, b) => a + b)).toBeGreaterThan(0)
})

test('behavior: what once failed and arrived is closed by the upgrade from version 4', () => {
  const db = new Sqlite(':memory:')
  migrate(db, { path: ':memory:', nowMs, migrations: migrations.slice(0, 4) })
  db.exec(`
    INSERT INTO block VALUES (1, 1, 10, x'01', 10, 10, 1), (2, 2, 20, x'02', 20, 20, 1),
      (3, 2, 30, x'03', 30, 30, 1);
    INSERT INTO tx VALUES (1, 0, x'11'), (2, 0, x'12'), (3, 0, x'13');
    INSERT INTO transfer VALUES (1, x'aa', 1, 1, 2, 0, 1, 10, 2, 30);
    INSERT INTO leg VALUES
      (1, 0, 1, 0, 1, 1, NULL, 1, x'0207', 0, 0, 1, 2, NULL, '[]'),
      (2, 0, 1, 0, 5, 1, NULL, 1, x'00', 0, 0, 1, 2, NULL, NULL),
      (3, 0, 1, 0, 4, 1, NULL, 1, x'0207', 0, 0, 1, 2, NULL, '[]')`)
  migrate(db, { path: ':memory:', nowMs, migrations })
  expect(db.prepare('SELECT closed, root FROM transfer').all()).toEqual([{ closed: 1, root: 0 }])
  expect(checkDerived(db)).toEqual([])
  db.close()
})

test('behavior: what had come back is closed by the upgrade from version 6', () => {
  const db = new Sqlite(':memory:')
  migrate(db, { path: ':memory:', nowMs, migrations: migrations.slice(0, 6) })
  db.exec(`
    INSERT INTO block VALUES (1, 1, 10, x'01', 10, 10, 1), (2, 1, 20, x'02', 20, 20, 1);
    INSERT INTO transfer VALUES (1, x'aa', 1, 1, 2, 0, 1, 10, 0, 0, 0)`)
  const put = db.prepare<unknown[]>(`INSERT INTO leg (block_id, ord, transfer_id, via, step, bridge,
    asset, amount, sender, recipient, origin, destination) VALUES (?, 0, 1, 0, ?, 1, 1, x'0207', 0, 0, 1, 2)`)
  put.run(1, toCode(legSteps, 'sent'))
  put.run(2, toCode(legSteps, 'refunded'))
  expect(checkDerived(db)).toEqual(['1 transfers do not follow from their legs.'])
  migrate(db, { path: ':memory:', nowMs, migrations })
  expect(db.prepare('SELECT closed, credited_number FROM transfer').all()).toEqual([
    { closed: 1, credited_number: 20 },
  ])
  expect(checkDerived(db)).toEqual([])
  db.close()
})

test('behavior: pruning keeps what a transfer of two names may look at', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await record(store, [queued, sent, link])
  await store.close()
  const db = new Sqlite(path)
  pruneHistory(db, { before: 1_090n, nowMs, strangersOf: [] })
  db.close()
  const again = await tempStore(path)
  expect(await read(again)).toMatchObject({ rows: 1, open: [ticket, digest].sort() })
})
