import { expect, test } from 'vitest'
import type { Leg } from '../../src/facts/Leg.ts'
import type { Store } from '../../src/store/Store.ts'
import { checkDerived } from '../../src/store/sqlite/checkDerived.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { pruneDatabase } from '../../src/store/sqlite/pruneDatabase.ts'
import { alice, batch, block, chainA, chainB, leg, transferKey } from './support/rows.ts'
import { nowMs, tempPath, tempStore } from './support/tempStore.ts'

/** Bridges of which side facts alone are of transfers that they do not carry, and another. */
const [shared, own] = ['op-stack:usd', 'oft:usd']
const chainC = 3

/** A thousand seconds a block: what one chain says in its twelfth, another has seen the source of by its sixteenth. */
const at = (number: number) => block(number, { timestamp: number * 1_000 })

/** A log of its own for each leg of these worlds. */
let rank = 100
const legOf = (name: string, step: Leg['step'], number: number, parts: Partial<Leg> = {}): Leg => {
  rank += 256
  const chainId = step === 'sent' ? chainA : chainB
  return leg(chainId, at(number), {
    ...{ step, key: transferKey(name), bridge: shared, rank },
    ...(step === 'sent' ? { of: alice } : { unbound: undefined }),
    ...parts,
  })
}

const dropped = [
  legOf('proven', 'attested', 12),
  legOf('proven again', 'attested', 12),
  legOf('proven again', 'failed', 13),
  legOf('lost', 'cancelled', 14),
]

const kept = [
  legOf('own', 'sent', 11),
  legOf('own', 'attested', 12),
  // Its source may stand in a block of the origin that is above the horizon.
  legOf('early', 'attested', 12, { origin: chainC }),
  legOf('above', 'attested', 21),
  legOf('partly above', 'attested', 12),
  legOf('partly above', 'failed', 22),
  legOf('of another bridge', 'attested', 12, { bridge: own }),
  legOf('of an unfollowed origin', 'attested', 12, { origin: 7 }),
  legOf('credited', 'credited', 12),
  legOf('named', 'attested', 12),
  legOf('naming', 'sent', 26, { alias: transferKey('named') }),
  legOf('once named', 'attested', 12),
]
/** Its block leaves the chain. */
const orphaned = legOf('once naming', 'sent', 41, { alias: transferKey('once named') })

/** How far each chain is read: three blocks further than it is final. The horizon is 28 at most. */
const tips = new Map([
  [chainA, 40],
  [chainB, 23],
  [chainC, 18],
])

async function record(store: Store): Promise<void> {
  for (const [chainId, tip] of tips) {
    const legs = [...dropped, ...kept].filter((each) => each.at.chainId === chainId)
    const heights = legs.map((each) => Number(each.at.blockNumber))
    const numbers = new Set([1, ...heights, Math.min(tip - 3, 28), tip])
    const blocks = [...numbers].sort((a, b) => a - b).map(at)
    await store.commit(batch(chainId, at(tip), { blocks, legs }))
  }
  await store.commit(batch(chainA, at(41), { blocks: [at(41)], legs: [orphaned] }))
  await store.retract({ chainId: chainA, ancestor: at(40), publishedAtMs: 1 })
}

const prune = (path: string, strangersOf: readonly string[]) =>
  pruneDatabase({
    ...{ path, pid: 7, nowMs, before: 28_000n, orphansBefore: 0n, withRawLogs: false },
    ...{ isApplied: true, freeBytes: Number.MAX_SAFE_INTEGER, strangersOf },
  })

/** What is left of all that was recorded. */
async function namesIn(path: string): Promise<readonly string[]> {
  const store = await tempStore(path)
  const names = new Set([...dropped, ...kept, orphaned].map(({ key }) => key))
  const snapshot = await store.snapshot()
  const left = snapshot.legs({ of: 'keys', keys: [...names] })
  snapshot.release()
  for (const chainId of tips.keys()) expect((await store.checkDigests(chainId)).damage).toEqual([])
  await store.close()
  return left.map(({ key, step }) => `${key} ${step}`).sort()
}

const named = (legs: readonly Leg[]) => legs.map(({ key, step }) => `${key} ${step}`).sort()

test('default: what is said of transfers that nobody follows goes with the history, and nothing else', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  await record(store)
  await store.close()
  const { rows } = await prune(path, [shared])
  expect(rows.legs).toBe(dropped.length)
  expect(await namesIn(path)).toEqual(named([...kept, orphaned]))
  const db = new Sqlite(path)
  expect(checkDerived(db)).toEqual([])
  const dangling = 'SELECT count(*) AS n FROM leg WHERE alias_id NOT IN (SELECT id FROM transfer)'
  expect(db.prepare(dangling).get()).toEqual({ n: 0 })
  const ofGone = `SELECT count(*) AS n FROM transfer_tx WHERE transfer_id NOT IN (SELECT id FROM transfer)`
  expect(db.prepare(ofGone).get()).toEqual({ n: 0 })
  db.close()
})
