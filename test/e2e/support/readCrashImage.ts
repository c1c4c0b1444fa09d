import { cp, rm } from 'node:fs/promises'
import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { parseProject } from '../../../src/config/parseProject.ts'
import { verify } from '../../../src/start/verify.ts'
import { openSqliteStore } from '../../../src/store/sqlite/openSqliteStore.ts'

export type CrashImage = {
  /** Recorded height and phase of every chain; a chain without a commit is absent. */
  progress: { chainId: number; indexed: bigint; phase: string }[]
  /** Series that do not follow from the facts. */
  mismatches: string[]
}

/** Reads a copy of what a killed process left, so that the database itself is repaired by nobody but its next process. */
export async function readCrashImage(database: string, config: ConfigInput): Promise<CrashImage> {
  const path = `${database}.image`
  await cp(database, path)
  await cp(`${database}-wal`, `${path}-wal`, { force: true })
  const store = await openSqliteStore({ path, pid: process.pid, nowMs: 0 })
  try {
    const project = parseProject(config, { variables: {}, presets: {} })
    const { chains } = await verify({ store, project })
    const progress: CrashImage['progress'] = []
    for (const { id } of project.chains) {
      const recorded = await store.progress(id)
      if (recorded === undefined) continue
      progress.push({ chainId: id, indexed: recorded.indexed.number, phase: recorded.phase })
    }
    return { progress, mismatches: chains.flatMap(({ mismatches }) => mismatches) }
  } finally {
    await store.close()
    for (const ending of ['', '-wal', '-shm', '.lock'])
      await rm(`${path}${ending}`, { force: true })
  }
}
