import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Leg } from '../../src/facts/Leg.ts'
import type { Store } from '../../src/store/Store.ts'
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore.ts'
import { batch, block, bob, chainA, chainB, leg, transferKey } from '../store/support/rows.ts'
import { quantile } from './median.ts'

/**
 * What a leg costs with many transfers on disk: recorded in commits of 1,000 legs, its transfer derived, and read again with
 * the other leg by its key. Prints microseconds per leg with 100,000 transfers and with as many as the first argument says
 * (10 million unless said, which takes some ten minutes and 15 GB below the temporary folder), and how they compare; the
 * budget is 1.5. Run: `jiti test/bench/measureTransfers.ts [transfers]`.
 */
const small = 100_000
const large = Number(process.argv[2] ?? 10_000_000)

/** Transfers per block and commit. */
const perCommit = 1_000

/** One of so many never arrives. */
const lostEvery = 997

/** Commits that are timed, and keys that are read after each. */
const timed = 20
const readKeys = 200

interface Cost {
  recordUs: number
  readUs: number
}

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-transfers-'))
try {
  const path = join(folder, 'transfers.db')
  const store = await openSqliteStore({ path, pid: process.pid, nowMs: 0 })
  const first = await fillAndMeasure(store, 0, small, path)
  const second = await fillAndMeasure(store, small / perCommit + timed, large, path)
  await store.close()
  const growth = (second.recordUs + second.readUs) / (first.recordUs + first.readUs)
  process.stdout.write(`Cost per leg with ${large} over that with ${small}: ${growth.toFixed(2)}\n`)
} finally {
  rmSync(folder, { recursive: true })
}

/** Fills the store from block `from` on until it has `transfers`, then times what comes on top. */
async function fillAndMeasure(
  store: Store,
  from: number,
  transfers: number,
  path: string,
): Promise<Cost> {
  const start = performance.now()
  const until = transfers / perCommit
  for (let number = from; number < until; number += 1) await record(store, number)
  const seconds = (performance.now() - start) / 1_000
  const costs: Cost[] = []
  for (let number = until; number < until + timed; number += 1) {
    const began = performance.now()
    const legs = await record(store, number)
    const recorded = performance.now()
    const read = await readBack(store, number, transfers)
    const done = performance.now()
    const [recordUs, readUs] = [(recorded - began) / legs, (done - recorded) / read]
    costs.push({ recordUs: recordUs * 1_000, readUs: readUs * 1_000 })
  }
  const cost = {
    recordUs: quantile(
      costs.map(({ recordUs }) => recordUs),
      0.5,
    ),
    readUs: quantile(
      costs.map(({ readUs }) => readUs),
      0.5,
    ),
  }
  const bytes = Math.round(statSync(path).size / transfers)
  process.stdout.write(
    `${transfers} transfers: filled in ${seconds.toFixed(0)} s, ${bytes} bytes each; a leg is recorded in ` +
      `${cost.recordUs.toFixed(1)} µs, and read again in ${cost.readUs.toFixed(1)} µs\n`,
  )
  return cost
}

/** One block on each chain: what is sent, and what arrives of it. Returns the legs. */
async function record(store: Store, number: number): Promise<number> {
  const at = block(number + 1)
  const ranks = Array.from({ length: perCommit }, (_, rank) => rank)
  const keys = ranks.map((rank) => transferKey(`${number} ${rank}`))
  const toLegs = (chainId: number, step: Leg['step']) =>
    ranks.flatMap((rank) => {
      const key = keys[rank]
      const isLost = (number * perCommit + rank) % lostEvery === 0
      if (key === undefined || (step === 'credited' && isLost)) return []
      return [leg(chainId, at, { step, key, rank, of: bob })]
    })
  const [sent, credited] = [toLegs(chainA, 'sent'), toLegs(chainB, 'credited')]
  await store.commit(batch(chainA, at, { blocks: [at], legs: sent }))
  await store.commit(batch(chainB, at, { blocks: [at], legs: credited }))
  return sent.length + credited.length
}

/** Reads transfers from all over the past. Returns the legs. */
async function readBack(store: Store, number: number, transfers: number): Promise<number> {
  const blocks = transfers / perCommit
  const keys = Array.from({ length: readKeys }, (_, i) =>
    transferKey(`${(number * 7_919 + i * 104_729) % blocks} ${(i * 31) % perCommit}`),
  )
  const snapshot = await store.snapshot()
  try {
    return snapshot.legs({ of: 'keys', keys }).length
  } finally {
    snapshot.release()
  }
}
