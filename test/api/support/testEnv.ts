import type { Env } from '../../../src/env/Env.ts'
import type { Log, LogFields } from '../../../src/utils/Log.ts'

/** An Env whose clock stands still and whose sleep ends at once: nothing in the API may wait for time to pass. */
export const testEnv: Env = {
  now: () => 1_790_000_000_000,
  monotonic: () => 0,
  sleep: (_ms, signal) =>
    signal === undefined
      ? Promise.resolve()
      : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
  random: () => 0.5,
  post: () => Promise.reject(new Error('The API sends nothing.')),
  connect: () => Promise.reject(new Error('The API connects to nothing.')),
  openStore: () => Promise.reject(new Error('The API opens no store.')),
  freeBytes: () => Promise.resolve(undefined),
  print: () => undefined,
  exit: () => undefined,
}

export interface TestLog extends Log {
  lines: { level: 'info' | 'warn' | 'error'; fields: LogFields; text: string }[]
}

export function createTestLog(): TestLog {
  const lines: TestLog['lines'] = []
  function at(level: TestLog['lines'][number]['level']) {
    return (fields: LogFields, text: string) => void lines.push({ level, fields, text })
  }
  return { lines, info: at('info'), warn: at('warn'), error: at('error') }
}
