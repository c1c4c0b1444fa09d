import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { batch, block, chainA } from './support/rows.ts'
import { tempPath, tempStore } from './support/tempStore.ts'

test('error: a writer that lost its lock while it was paused writes no more', async () => {
  const path = tempPath()
  const paused = await tempStore(path)
  await paused.commit(batch(chainA, block(1)))
  // The lock falls with its file; without the lease both would write.
  rmSync(`${path}.lock`)
  const second = await tempStore(path)
  await second.commit(batch(chainA, block(2)))
  const fenced = { code: 'STORE_FENCED', retryable: false }
  await expect(paused.commit(batch(chainA, block(3)))).rejects.toMatchObject(fenced)
  await expect(
    paused.retract({ chainId: chainA, ancestor: block(0), publishedAtMs: 1 }),
  ).rejects.toMatchObject(fenced)
  await expect(
    paused.recordIncident({ code: 'X', chainId: chainA, atMs: 1, text: 'X.', evidence: {} }),
  ).rejects.toMatchObject(fenced)
  expect((await second.progress(chainA))?.indexed).toEqual(block(2))
  expect(await second.commit(batch(chainA, block(3)))).toBe(3)
})
