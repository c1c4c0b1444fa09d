import { toIsoTime } from '../../utils/calendar.ts'
import type { Log, LogFields } from '../../utils/Log.ts'
import type { Secrets } from './createSecrets.ts'

/** One line for a person: time of day (UTC), the word for what needs attention, the sentence, the fields. */
export function createHumanLog(parameters: {
  line(text: string): void
  now(): number
  secrets: Secrets
}): Log {
  const { line, now, secrets } = parameters
  const write = (word: string) => (fields: LogFields, sentence: string) =>
    line(secrets.redact(formatLine({ nowMs: now(), word, fields, sentence })))
  return { info: write(''), warn: write('warning: '), error: write('error: ') }
}

function formatLine(parameters: {
  nowMs: number
  word: string
  fields: LogFields
  sentence: string
}): string {
  const { nowMs, word, fields, sentence } = parameters
  const time = toIsoTime(nowMs).slice(11, 19)
  const details = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ')
  const text = `${time} ${word}${sentence}${details === '' ? '' : ` (${details})`}`
  // A line break or an escape in foreign text could forge a line of ours or steer the terminal.
  return Array.from(text, (letter) => (letter < ' ' || letter === '\u007f' ? ' ' : letter)).join('')
}
