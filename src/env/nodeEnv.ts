import { openSqliteStore } from '../store/sqlite/openSqliteStore.ts'
import { connectOverWebSocket } from './connectOverWebSocket.ts'
import type { Env } from './Env.ts'
import { freeBytes } from './freeBytes.ts'
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
    connect: connectOverWebSocket,
    openStore: (path, notice = () => undefined) =>
      openSqliteStore({
        path,
        pid: process.pid,
        nowMs: Date.now(),
        monotonic: () => performance.now(),
        thread: true,
        notice,
      }),
    freeBytes,
    print: (line) => {
      process.stdout.write(`${line}\n`)
    },
    exit: (code) => process.exit(code),
  }
}
