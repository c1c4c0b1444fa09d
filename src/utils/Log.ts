/** Named values of one log line. Amounts and blocks as bigint; no URL and no key. */
export type LogFields = Readonly<Record<string, string | number | bigint | boolean | undefined>>

/** Where the program tells its operator what happens, one sentence at a time. */
export interface Log {
  info(fields: LogFields, sentence: string): void
  warn(fields: LogFields, sentence: string): void
  error(fields: LogFields, sentence: string): void
}
