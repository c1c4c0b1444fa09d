import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { probeFolder } from '../../src/env/probeFolder.ts'

test('default: measures a folder and leaves nothing behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-probe-'))
  try {
    const { freeBytes, fileSystemType, syncedWritesMs } = await probeFolder(folder)
    expect(freeBytes).toBeGreaterThan(0)
    expect(Number.isInteger(fileSystemType)).toBe(true)
    expect(syncedWritesMs).toHaveLength(20)
    expect(syncedWritesMs.every((ms) => ms >= 0)).toBe(true)
    expect(await readdir(folder)).toEqual([])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('error: a folder that is not there', async () => {
  await expect(probeFolder('/no/such/folder')).rejects.toMatchObject({ code: 'ENOENT' })
})
