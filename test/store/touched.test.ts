import { expect, test } from 'vitest'
import type { Address } from '../../src/facts/primitives.ts'
import type { Store } from '../../src/store/Store.ts'
import {
  alice,
  balance,
  batch,
  block,
  bob,
  carol,
  chainA,
  chainB,
  holding,
  leg,
  transferKey,
  venue,
} from './support/rows.ts'
import { tempStore } from './support/tempStore.ts'

async function touched(store: Store, chainId: number, after: bigint, upTo: bigint) {
  const snapshot = await store.snapshot()
  const found: readonly Address[] = snapshot.touched({ chainId, venue, after, upTo })
  const others = snapshot.touched({ chainId, venue: 'other', after, upTo })
  snapshot.release()
  expect(others).toEqual([])
  return [...found].sort()
}

/** Alice gets something in block 10, Bob in block 11. */
async function fundedStore(): Promise<Store> {
  const store = await tempStore()
  const blocks = [block(10), block(11)]
  await store.commit(
    batch(chainA, block(12), {
      blocks,
      facts: [
        balance(chainA, block(10), { account: alice, delta: 5n }),
        balance(chainA, block(11), { account: bob, delta: 7n }),
      ],
      series: [holding(chainA, alice, 10, 5n), holding(chainA, bob, 11, 7n)],
    }),
  )
  return store
}

test('default: accounts that blocks of (after, upTo] name, of one chain and venue', async () => {
  const store = await fundedStore()
  expect(await touched(store, chainA, 9n, 12n)).toEqual([alice, bob].sort())
  expect(await touched(store, chainA, 10n, 12n)).toEqual([bob])
  expect(await touched(store, chainA, 9n, 10n)).toEqual([alice])
  expect(await touched(store, chainA, 11n, 12n)).toEqual([])
  expect(await touched(store, chainB, 0n, 12n)).toEqual([])
  await store.close()
})

// What is credited away bears on whoever sent it at home, long ago.
test('behavior: a leg touches every holder of its transfer, under all of its names', async () => {
  const store = await tempStore()
  const [digest, receipt] = [transferKey('digest'), transferKey('receipt')]
  const sent = leg(chainA, block(10), { step: 'sent', key: digest, of: alice })
  await store.commit(batch(chainA, block(12), { blocks: [block(10)], legs: [sent] }))
  const link = leg(chainB, block(25), {
    step: 'committed',
    key: digest,
    alias: receipt,
    amount: 0n,
  })
  const credited = leg(chainB, block(26), { step: 'credited', key: receipt, of: carol })
  const blocks = [block(25), block(26)]
  await store.commit(batch(chainB, block(30), { blocks, legs: [link, credited] }))
  expect(await touched(store, chainA, 0n, 12n)).toEqual([alice, carol].sort())
  expect(await touched(store, chainB, 25n, 30n)).toEqual([alice, carol].sort())
  expect(await touched(store, chainB, 26n, 30n)).toEqual([])
  await store.close()
})

test('behavior: blocks that left the chain touch nobody', async () => {
  const store = await fundedStore()
  await store.retract({ chainId: chainA, ancestor: block(10), publishedAtMs: 1 })
  expect(await touched(store, chainA, 9n, 12n)).toEqual([alice])
  await store.close()
})
