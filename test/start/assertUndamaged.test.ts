import { expect, test } from 'vitest'
import { assertUndamaged } from '../../src/start/assertUndamaged.ts'
import type { IngestParameters } from '../../src/start/Ingest.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { createFakeEnv } from '../chain/support/createFakeEnv.ts'
import { alice, balance, batch, block, chainA } from '../store/support/rows.ts'
import { tempPath, tempStore } from '../store/support/tempStore.ts'

test('error: a chain whose newest rows are damaged is not followed, and says why', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  const blocks = [block(1), block(2)]
  const facts = blocks.map((at) => balance(chainA, at, { account: alice, delta: 5n }))
  await store.commit(batch(chainA, block(2), { blocks, facts }))
  const chain = { id: chainA, name: 'harbor' }
  const parts: unknown = { chain, store, env: createFakeEnv() }
  // CAST: it looks at the chain's name, the store and the randomness only.
  const check = () => assertUndamaged(parts as IngestParameters)
  await check()
  const db = new Sqlite(path)
  db.exec("UPDATE fact SET payload = X'0009' WHERE block_id = 2")
  db.close()
  await expect(check()).rejects.toMatchObject({
    code: 'STORE_DAMAGED',
    retryable: false,
    message:
      'The store of chain harbor is damaged: Block 2 does not hold what was recorded. Restore a backup with plimsoll db restore, or index into a new database path.',
  })
})
