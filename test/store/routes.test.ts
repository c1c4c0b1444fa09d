import { expect, test } from 'vitest'
import type { Leg } from '../../src/facts/Leg.ts'
import type { Hash, Hex } from '../../src/facts/primitives.ts'
import type { OpenPage, OpenRow, Snapshot } from '../../src/store/Snapshot.ts'
import type { Store } from '../../src/store/Store.ts'
import { checkDerived } from '../../src/store/sqlite/checkDerived.ts'
import { cutTableSql } from '../../src/store/sqlite/cutTable.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { legsOfSql } from '../../src/store/sqlite/LegReader.ts'
import { openOfRouteSql, sentLaterSql } from '../../src/store/sqlite/RouteReader.ts'
import { ofTransactionSql } from '../../src/store/sqlite/TransferReader.ts'
import {
  alice,
  batch,
  block,
  bob,
  chainA,
  chainB,
  hashOf,
  leg,
  transferKey,
} from './support/rows.ts'
import { tempPath, tempStore } from './support/tempStore.ts'

const route = { bridge: 'hyperlane:usd', origin: chainA, destination: chainB }

const at = (a: bigint, b: bigint) =>
  new Map([
    [chainA, a],
    [chainB, b],
  ])

const tip = at(100n, 100n)

/** A transfer that left in one block and arrived in another, or is on its way. */
function transfer(name: string, sentAt: number, creditedAt?: number, rank = 100): readonly Leg[] {
  const key = transferKey(name)
  const sent = leg(chainA, block(sentAt), { step: 'sent', key, of: alice, rank })
  if (creditedAt === undefined) return [sent]
  return [sent, leg(chainB, block(creditedAt), { step: 'credited', key, of: bob, rank })]
}

async function record(store: Store, legs: readonly Leg[], chains = [chainA, chainB]) {
  for (const chainId of chains) {
    const own = legs.filter((each) => each.at.chainId === chainId)
    const numbers = [...new Set(own.map((each) => Number(each.at.blockNumber)))].sort(
      (a, b) => a - b,
    )
    const blocks = numbers.map((number) => block(number))
    await store.commit(batch(chainId, block(100), { blocks, legs: own }))
  }
}

async function read<answer>(store: Store, of: (snapshot: Snapshot) => answer): Promise<answer> {
  const snapshot = await store.snapshot()
  try {
    return of(snapshot)
  } finally {
    snapshot.release()
  }
}

const open = (store: Store, page: Partial<OpenPage> = {}) =>
  read(store, (snapshot) =>
    snapshot
      .openTransfers({ ...route, order: 'asc', after: undefined, limit: 50, at: tip, ...page })
      .map(({ key, sentNumber }) => [key, sentNumber]),
  )

const keyed = (names: readonly (readonly [string, bigint])[]) =>
  names.map(([name, number]) => [transferKey(name), number])

test('default: what is open of a route, the oldest first, whatever was recorded first', async () => {
  const store = await tempStore()
  await record(store, transfer('late', 30))
  await record(store, [
    ...transfer('early', 10),
    ...transfer('arrived', 11, 20),
    ...transfer('other', 12).map((each) => ({ ...each, bridge: 'other' })),
    ...transfer('back', 13).map((each) => ({ ...each, origin: chainB, destination: chainA })),
  ])
  expect(await open(store)).toEqual(
    keyed([
      ['early', 10n],
      ['late', 30n],
    ]),
  )
  expect(await open(store, { order: 'desc' })).toEqual(
    keyed([
      ['late', 30n],
      ['early', 10n],
    ]),
  )
  expect(await open(store, { bridge: 'nobody' })).toEqual([])
})

test('behavior: in a past cut it lists what was on its way then', async () => {
  const store = await tempStore()
  await record(store, [...transfer('early', 10), ...transfer('arrived', 11, 20)])
  expect(await open(store, { at: at(11n, 20n) })).toEqual(keyed([['early', 10n]]))
  expect(await open(store, { at: at(11n, 19n) })).toEqual(
    keyed([
      ['early', 10n],
      ['arrived', 11n],
    ]),
  )
  expect(await open(store, { at: at(10n, 19n) })).toEqual(keyed([['early', 10n]]))
  // What has arrived before its origin shows that it was sent is not left out: there nobody has sent it yet.
  for (const early of [at(9n, 100n), new Map([[chainB, 100n]])])
    for (const order of ['asc', 'desc'] as const)
      expect(await open(store, { at: early, order })).toEqual(keyed([['arrived', 0n]]))
  expect(await open(store, { at: at(9n, 19n) })).toEqual([])
})

test('behavior: pages go on behind a row, also among rows of one block', async () => {
  const store = await tempStore()
  const names = ['a', 'b', 'c', 'd', 'e']
  await record(
    store,
    names.flatMap((name, i) => transfer(name, i < 3 ? 10 : 20, undefined, 100 + i)),
  )
  for (const order of ['asc', 'desc'] as const) {
    const whole = await read(store, (snapshot) =>
      snapshot.openTransfers({ ...route, order, after: undefined, limit: 9, at: tip }),
    )
    const paged: OpenRow[] = []
    for (;;) {
      const after = paged.at(-1)
      const [next] = await read(store, (snapshot) =>
        snapshot.openTransfers({ ...route, order, after, limit: 1, at: tip }),
      )
      if (next === undefined) break
      paged.push(next)
    }
    expect(paged).toEqual(whole)
    expect(paged).toHaveLength(names.length)
  }
})

test('behavior: what waits in a queue stands where it was queued, what nobody sent comes first', async () => {
  const store = await tempStore()
  const key = transferKey('queued')
  await record(store, [
    ...transfer('sent', 10),
    leg(chainA, block(5), { step: 'queued', key, of: alice }),
    leg(chainB, block(9), { step: 'credited', key: transferKey('forged'), of: bob }),
  ])
  expect(await open(store)).toEqual(
    keyed([
      ['forged', 0n],
      ['queued', 5n],
      ['sent', 10n],
    ]),
  )
  const after = { sentNumber: 0n, rowId: Number.MAX_SAFE_INTEGER }
  expect(await open(store, { after })).toEqual(
    keyed([
      ['queued', 5n],
      ['sent', 10n],
    ]),
  )
})

test('behavior: listing the oldest of a route is one seek of one index', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await record(store, transfer('one', 10))
  await store.close()
  const db = new Sqlite(path, { readonly: true })
  const parameters = { bridge: 1, origin: 1, destination: 2, number: 0, id: 0, height: 9, limit: 5 }
  const bounds = { asc: 'sent_number>? AND sent_number<?', desc: 'sent_number<?' }
  for (const order of ['asc', 'desc'] as const) {
    const plan = db
      .prepare<object, { detail: string }>(`EXPLAIN QUERY PLAN ${openOfRouteSql(order)}`)
      .all(parameters)
      .map(({ detail }) => detail)
    // One step from the place of the page on: nothing is scanned beside it, and nothing sorted.
    expect(plan).toEqual([
      `SEARCH t USING INDEX transfer_route (bridge=? AND origin=? AND destination=? AND ${bounds[order]})`,
    ])
  }
  db.close()
})

test('behavior: what was sent above a cut is looked for above it alone', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await record(store, transfer('one', 10))
  await store.close()
  const db = new Sqlite(path, { readonly: true })
  const parameters = { bridge: 1, origin: 1, destination: 2, number: 0, id: 0, height: 9, limit: 5 }
  for (const order of ['asc', 'desc'] as const) {
    const plan = db
      .prepare<object, { detail: string }>(`EXPLAIN QUERY PLAN ${sentLaterSql(order)}`)
      .all({ ...parameters, cut: '[]' })
      .flatMap(({ detail }) => (/ t /.test(detail) ? [detail] : []))
    expect(plan).toEqual([
      'SEARCH t USING INDEX transfer_route (bridge=? AND origin=? AND destination=? AND sent_number>?)',
      'SEARCH t USING INDEX transfer_sent (sent_chain=? AND sent_number>?)',
    ])
  }
  db.close()
})

test('default: routes of which something is open, each once', async () => {
  const store = await tempStore()
  await record(store, [
    ...transfer('one', 10),
    ...transfer('two', 11),
    ...transfer('arrived', 12, 20).map((each) => ({ ...each, bridge: 'done' })),
    ...transfer('back', 13).map((each) => ({ ...each, origin: chainB, destination: chainA })),
    ...transfer('far', 14).map((each) => ({ ...each, destination: 999 })),
  ])
  const routes = await read(store, (snapshot) => snapshot.openRoutes())
  expect(routes).toHaveLength(3)
  expect(routes).toEqual(
    expect.arrayContaining([
      route,
      { ...route, origin: chainB, destination: chainA },
      { ...route, destination: 999 },
    ]),
  )
})

const deliveriesUpTo = (store: Store, sentUpTo: bigint, creditedUpTo: bigint, limit = 50) =>
  read(store, (snapshot) => snapshot.deliveries({ ...route, sentUpTo, creditedUpTo, limit }))

test('default: deliveries with their times, the newest first, both sides inside', async () => {
  const store = await tempStore()
  await record(store, [
    ...transfer('first', 10, 20),
    ...transfer('second', 11, 40),
    ...transfer('open', 12),
    ...transfer('other', 13, 30).map((each) => ({ ...each, bridge: 'other' })),
  ])
  const first = { key: transferKey('first'), isPlain: true, sentAt: 1_010n, creditedAt: 1_020n }
  const second = { key: transferKey('second'), isPlain: true, sentAt: 1_011n, creditedAt: 1_040n }
  expect(await deliveriesUpTo(store, 100n, 100n)).toEqual([second, first])
  expect(await deliveriesUpTo(store, 100n, 100n, 1)).toEqual([second])
  expect(await deliveriesUpTo(store, 100n, 39n)).toEqual([first])
  expect(await deliveriesUpTo(store, 10n, 100n)).toEqual([first])
  expect(await deliveriesUpTo(store, 9n, 100n)).toEqual([])
})

test('behavior: deliveries come in one order, whichever chain was read first', async () => {
  const legs = ['a', 'b', 'c', 'd'].flatMap((name, i) => transfer(name, 10 + i, 20, 100 + i))
  const forwards = await tempStore()
  await record(forwards, legs)
  const backwards = await tempStore()
  await record(backwards, legs.toReversed(), [chainB, chainA])
  const [one, other] = [
    await deliveriesUpTo(forwards, 100n, 100n),
    await deliveriesUpTo(backwards, 100n, 100n),
  ]
  expect(other).toEqual(one)
  expect(one.map(({ key }) => key)).toEqual(
    ['a', 'b', 'c', 'd'].map(transferKey).toSorted().toReversed(),
  )
})

test('behavior: what a reorg removed is no delivery, whatever stands at its height now', async () => {
  const store = await tempStore()
  await record(store, transfer('gone', 10, 20))
  await store.retract({ chainId: chainB, ancestor: block(19), publishedAtMs: 1 })
  const replaced = [block(20, { fork: 1 }), block(30, { fork: 1 })]
  await store.commit(batch(chainB, block(30, { fork: 1 }), { blocks: replaced }))
  expect(await deliveriesUpTo(store, 100n, 100n)).toEqual([])
  await store.retract({ chainId: chainA, ancestor: block(9), publishedAtMs: 1 })
  expect(await open(store)).toEqual(keyed([['gone', 0n]]))
})

async function ofTransaction(store: Store, transaction: Hash, cut = tip): Promise<Hex[]> {
  const page = { order: 'asc', after: undefined, limit: 9, at: cut } as const
  return read(store, (snapshot) =>
    snapshot.transfers({ filter: { transaction }, ...page }).map(({ key }) => key),
  )
}

test('default: transfers are found by the transaction of any of their legs, inside the cut', async () => {
  const store = await tempStore()
  const [sent, credited] = transfer('one', 10, 20)
  const [beside] = transfer('two', 10)
  if (!sent || !credited || !beside) throw new Error('the transfers have legs')
  const shared = { ...beside, at: { ...beside.at, txHash: sent.at.txHash, logIndex: 201 } }
  await record(store, [sent, credited, shared])
  const both = [transferKey('one'), transferKey('two')]
  expect((await ofTransaction(store, sent.at.txHash)).toSorted()).toEqual(both.toSorted())
  expect(await ofTransaction(store, credited.at.txHash)).toEqual([transferKey('one')])
  expect(await ofTransaction(store, credited.at.txHash, at(100n, 19n))).toEqual([])
  // The same first bytes are no proof.
  const alike: Hash = `0x${sent.at.txHash.slice(2, 18)}${'00'.repeat(24)}`
  expect(await ofTransaction(store, alike)).toEqual([])
  expect(await ofTransaction(store, hashOf('nothing'))).toEqual([])
})

test('behavior: a transaction is looked for in every run, and its hash is filed in the newest', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  const [early, ...arrival] = transfer('one', 10, 20)
  if (!early) throw new Error('the transfer has legs')
  await record(store, [early])
  await store.close()
  const db = new Sqlite(path)
  // As if three runs of transfers had come in between.
  db.exec(`INSERT INTO transfer (id, key, bridge, origin, destination, closed, sent_chain,
    sent_number, credited_chain, credited_number) VALUES (196607, x'00', 0, 0, 0, 0, 0, 0, 0, 0)`)
  const [late] = transfer('two', 30)
  if (!late) throw new Error('the transfer has legs')
  const again = await tempStore(path)
  await record(again, [late, ...arrival])
  expect(await ofTransaction(again, early.at.txHash)).toEqual([transferKey('one')])
  expect(await ofTransaction(again, arrival[0]?.at.txHash ?? early.at.txHash)).toEqual([
    transferKey('one'),
  ])
  expect(await ofTransaction(again, late.at.txHash)).toEqual([transferKey('two')])
  await again.close()
  const runs = db.prepare<[], number>('SELECT run FROM transfer_tx ORDER BY run').pluck().all()
  expect(runs).toEqual([0, 0, 3])
  expect(checkDerived(db)).toEqual([])
  db.close()
})

test('behavior: all legs of a transfer are one seek, and a transaction one of each run', async () => {
  const path = tempPath()
  await (await tempStore(path)).close()
  const db = new Sqlite(path, { readonly: true })
  const plan = (sql: string, ...parameters: readonly object[]) =>
    db
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...parameters)
      .map(({ detail }) => detail)
  expect(plan(legsOfSql, [1])).toContain('SEARCH l USING PRIMARY KEY (transfer_id=?)')
  const listed = plan(`${cutTableSql} SELECT t.id FROM transfer t WHERE ${ofTransactionSql}`, {
    cut: '[]',
    transaction: Buffer.alloc(32),
  })
  expect(listed).toContain('SEARCH p USING PRIMARY KEY (run=? AND prefix=?)')
  expect(listed).toContain('SEARCH h USING PRIMARY KEY (transfer_id=?)')
  db.close()
})

test('error: a leg that is not found by its transaction is told', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await record(store, transfer('one', 10, 20))
  await store.close()
  const db = new Sqlite(path)
  expect(checkDerived(db)).toEqual([])
  db.exec('DELETE FROM transfer_tx')
  expect(checkDerived(db)).toEqual(['2 legs are not found by their transactions.'])
  db.close()
})
