import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Store } from '../../../src/store/Store.ts'
import { openSqliteStore } from '../../../src/store/sqlite/openSqliteStore.ts'

export const nowMs = Date.UTC(2026, 10, 22)

/** A folder that lives as long as the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function tempPath(): string {
  return join(tempFolder(), 'plimsoll.sqlite')
}

/** An open store that is closed with the test. */
export async function tempStore(path = tempPath()): Promise<Store> {
  const store = await openSqliteStore({ path, pid: process.pid, nowMs })
  onTestFinished(() => store.close())
  return store
}
