import { pino } from 'pino'
import { toIsoTime } from '../../utils/calendar.ts'
import type { Log, LogFields } from '../../utils/Log.ts'
import type { Secrets } from './createSecrets.ts'

/** One JSON object a line: `level`, `time` (RFC 3339), `msg` and the fields; big numbers as text, secrets taken out. */
export function createJsonLog(parameters: {
  write(text: string): void
  now(): number
  secrets: Secrets
}): Log {
  const { write, now, secrets } = parameters
  const logger = pino(
    {
      base: null,
      timestamp: () => `,"time":"${toIsoTime(now())}"`,
      formatters: { level: (level) => ({ level }) },
    },
    // The finished line is searched, so that no field and no sentence can slip past.
    { write: (line) => write(secrets.redact(line)) },
  )
  return {
    info: (fields, sentence) => logger.info(toPlain(fields), sentence),
    warn: (fields, sentence) => logger.warn(toPlain(fields), sentence),
    error: (fields, sentence) => logger.error(toPlain(fields), sentence),
  }
}

/** JSON has no bigint, and its readers round numbers past 2^53. */
function toPlain(fields: LogFields): Record<string, string | number | boolean | undefined> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      typeof value === 'bigint' ? value.toString() : value,
    ]),
  )
}
