/**
 * A process that commits without end, one block at a time, until it is killed. It prints `ready` once the first commit is
 * recorded. Usage: `writer.ts <store path>`.
 */
import { openSqliteStore } from '../../../src/store/sqlite/openSqliteStore.ts'
import { alice, balance, batch, block, chainA, coverage, holding } from './rows.ts'

/** Rows per block: enough that most kills fall inside a transaction. */
export const FACTS_PER_BLOCK = 200

async function run(path: string): Promise<void> {
  const store = await openSqliteStore({ path, pid: process.pid, nowMs: Date.now() })
  const indexed = await store.progress(chainA)
  for (let number = Number(indexed?.indexed.number ?? 0n) + 1; ; number += 1) {
    const at = block(number)
    const facts = Array.from({ length: FACTS_PER_BLOCK }, (_, rank) =>
      balance(chainA, at, { account: alice, delta: 1n, rank }),
    )
    const series = [holding(chainA, alice, number, BigInt(number * FACTS_PER_BLOCK))]
    await store.commit(
      batch(chainA, at, { facts, series, coverage: [coverage(chainA, 1, number)] }),
    )
    process.stdout.write('ready\n')
  }
}

const [, script, path] = process.argv
if (script?.endsWith('writer.ts') && path !== undefined) await run(path)
