/** What the log keeps of an error: where a bug happened matters as much as what it says. */
export function toErrorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
