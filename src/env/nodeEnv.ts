import { openSqliteStore } from '../store/sqlite/openSqliteStore.ts'
import type { Env } from './Env.ts'
import { postOverHttp } from './postOverHttp.ts'
import { sleepFor } from './sleepFor.ts'

/** The real world: the clock, timers, network, disk and process of Node. Product code gets it by injection only. */
export function nodeEnv(): Env {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: sleepFor,
    random: () => Math.random(),
    post: postOverHttp,
    openStore: (path) => openSqliteStore({ path, pid: process.pid, nowMs: Date.now() }),
    print: (line) => {
      process.stdout.write(`${line}\n`)
    },
    exit: (code) => process.exit(code),
  }
}
