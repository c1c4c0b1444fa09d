import { setTimeout as sleep } from 'node:timers/promises'
import { type BenchLayout, loadLayout } from './benchLayout.ts'
import { median, quantile } from './median.ts'
import type { BusyGraphqlResult } from './Results.ts'
import { venueId } from './replayConfig.ts'
import { type BackfillJob, prepareBackfill, runBackfill } from './runBackfill.ts'
import type { Compiled } from './startCompiled.ts'
import type { Replay } from './startReplay.ts'

const requestsPerSecond = 100

const query = `query ($owner: Address!) {
  marginAccount(venue: "${venueId}", owner: $owner) { status equity { value } cut { asOf } }
}`

/**
 * Asks for margin accounts at a steady rate while a backfill runs, whether or not the ones before were answered, and measures
 * each answer from the moment it was due: a blocked event loop is not hidden by requests that were never sent. Of `runs`
 * backfills the one in the middle by its p99.
 */
export async function measureBusyGraphql(parameters: {
  replay: Replay
  benchDir: string
  folder: string
  runs: number
}): Promise<BusyGraphqlResult> {
  const layout = await loadLayout(parameters.benchDir)
  const job = prepareBackfill(parameters.replay, { ...parameters, layout })
  const runs: Omit<BusyGraphqlResult, 'p99sMs'>[] = []
  for (let i = 0; i < parameters.runs; i += 1) runs.push(await measureOnce(job, layout))
  return { ...median(runs, ({ p99Ms }) => p99Ms), p99sMs: runs.map(({ p99Ms }) => p99Ms) }
}

async function measureOnce(
  job: BackfillJob,
  layout: BenchLayout,
): Promise<Omit<BusyGraphqlResult, 'p99sMs'>> {
  const latencies: number[] = []
  const run = await runBackfill(job, async (plimsoll, caughtUp) => {
    await untilServing(plimsoll, layout.account(0))
    latencies.push(...(await askUntil(plimsoll, layout, caughtUp)))
  })
  const at = (share: number) => Math.round(quantile(latencies, share))
  return {
    requestsPerSecond,
    requests: latencies.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
    eventsPerSecondFromFirstLogs: run.eventsPerSecondFromFirstLogs,
  }
}

/** Before the first range is recorded there is nothing to answer from. */
async function untilServing(plimsoll: Compiled, owner: string): Promise<void> {
  while (!plimsoll.program.hasEnded()) {
    const isServing = await plimsoll.query(query, { owner }).then(
      () => true,
      () => false,
    )
    if (isServing) return
    await sleep(10)
  }
}

async function askUntil(
  plimsoll: Compiled,
  layout: BenchLayout,
  caughtUp: Promise<void>,
): Promise<readonly number[]> {
  let isThrough = false
  const end = caughtUp.finally(() => {
    isThrough = true
  })
  const startedMs = performance.now()
  const answers: Promise<number>[] = []
  while (!isThrough) {
    const dueMs = startedMs + (answers.length * 1_000) / requestsPerSecond
    await sleep(Math.max(0, dueMs - performance.now()))
    const owner = layout.account(answers.length % layout.accountCount)
    answers.push(plimsoll.query(query, { owner }).then(() => performance.now() - dueMs))
  }
  await end
  return Promise.all(answers)
}
