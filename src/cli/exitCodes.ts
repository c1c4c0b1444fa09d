/** What the process says when it ends; documented in `plimsoll --help`. */
export const exitCodes = {
  ok: 0,
  /** Plimsoll failed, or `verify` found a difference. */
  failure: 1,
  /** A person's mistake: config, arguments, a port or database that is in use. */
  mistake: 2,
  /** Stopped at once by a second SIGINT; 143 for SIGTERM, as shells count. */
  interrupted: 130,
  terminated: 143,
} as const
