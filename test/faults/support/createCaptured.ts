import { expect } from 'vitest'
import type { Log, LogFields } from '../../../src/utils/Log.ts'

/** Everything that left the program in one test: log lines, answers, metrics, errors, printed lines. */
export interface Captured {
  log: Log
  printed: string[]
  /** Log lines as `level sentence {fields}`. */
  lines: string[]
  note(text: string): void
  /** Fails when a URL of an endpoint, its host or its key is in anything that left the program. */
  expectNoSecret(): void
}

/** The key in every URL of a scripted node, and the domain of every host. */
export const canary = 'canary0123456789abcdef'
export const secretDomain = 'secret-host.example'

export function createCaptured(): Captured {
  const lines: string[] = []
  const texts: string[] = []
  const printed: string[] = []
  const write = (level: string) => (fields: LogFields, sentence: string) => {
    lines.push(`${level} ${sentence} ${JSON.stringify(fields, spellBigint)}`)
  }
  return {
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    printed,
    lines,
    note(text) {
      texts.push(text)
    },
    expectNoSecret() {
      for (const text of [...lines, ...printed, ...texts]) {
        expect(text.includes(canary), `a key in: ${text.slice(0, 400)}`).toBe(false)
        expect(text.includes(secretDomain), `a host in: ${text.slice(0, 400)}`).toBe(false)
      }
    },
  }
}

function spellBigint(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
