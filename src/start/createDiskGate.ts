import type { ChainReport } from '../api/views/createViews.ts'
import type { Env } from '../env/Env.ts'
import type { Store } from '../store/Store.ts'
import { StoreFullError } from '../store/StoreFullError.ts'
import type { Log } from '../utils/Log.ts'

/** Free space is asked for this often at most: a write costs less than asking. */
const askIntervalMs = 1_000

/** While nothing can be written, the disk is looked at again after this. */
const retryMs = 5_000

const bytesPerMb = 1_048_576

/** Why nothing is written at the moment. */
export interface WriteProblem {
  code: string
  text: string
}

/** Holds back every write while the disk is nearly full, or full; reading goes on. */
export interface DiskGate {
  /** The same store, whose writes wait for room. A stopping process does not wait any more. */
  guard(store: Store): Store
  problem(): WriteProblem | undefined
  /** A chain's report, stale with its reason while nothing is written: what is served only gets older. */
  mark(report: ChainReport): ChainReport
}

export function createDiskGate(parameters: {
  env: Env
  log: Log
  /** Path of the database. */
  path: string
  /** Bytes that stay free on its disk. */
  reserveBytes: number
  signal: AbortSignal
  /** Called when writing stops and when it goes on. */
  onChange(): void
}): DiskGate {
  const { env, log, path, reserveBytes, signal, onChange } = parameters
  let problem: WriteProblem | undefined
  let free: number | undefined
  let askedAtMs = Number.NEGATIVE_INFINITY

  async function findProblem(): Promise<WriteProblem | undefined> {
    if (env.monotonic() - askedAtMs >= askIntervalMs) {
      askedAtMs = env.monotonic()
      free = await env.freeBytes(path)
    }
    return free === undefined || free >= reserveBytes
      ? undefined
      : toReserveProblem(path, free, reserveBytes)
  }

  function say(next: WriteProblem | undefined): void {
    if (next?.code === problem?.code) return
    problem = next
    if (next === undefined) log.info({}, 'There is room on the disk again; writing goes on.')
    else log.error({ code: next.code }, next.text)
    onChange()
  }

  /** Writes once there is room, and again when the disk turns out to be full all the same. */
  async function write<result>(record: () => Promise<result>): Promise<result> {
    for (;;) {
      const lacking = signal.aborted ? undefined : await findProblem()
      if (lacking !== undefined) {
        say(lacking)
      } else {
        try {
          const result = await record()
          say(undefined)
          return result
        } catch (error) {
          if (!(error instanceof StoreFullError) || signal.aborted) throw error
          say({ code: error.code, text: error.message })
        }
      }
      await env.sleep(retryMs, signal)
    }
  }

  return {
    guard: (store) => ({
      ...store,
      commit: (commit) => write(() => store.commit(commit)),
      retract: (retraction) => write(() => store.retract(retraction)),
      refold: (refold) => write(() => store.refold(refold)),
      recordIncident: (incident) => write(() => store.recordIncident(incident)),
    }),
    problem: () => problem,
    mark: (report) =>
      problem === undefined ? report : { ...report, isStale: true, waiting: problem },
  }
}

function toReserveProblem(path: string, free: number, reserveBytes: number): WriteProblem {
  const [freeMb, reserveMb] = [free, reserveBytes].map((bytes) => Math.floor(bytes / bytesPerMb))
  return {
    code: 'DISK_RESERVE',
    text: `Only ${freeMb} MB are free on the disk of ${path}, and ${reserveMb} MB are held in reserve: nothing is written until there is more, and what is recorded is served. Free some space, or lower reserveMb.`,
  }
}
