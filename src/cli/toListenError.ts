import { ConfigError } from '../errors/ConfigError.ts'

/** Turns the system's refusal to listen on an address into a sentence about `--host` or `--port`; else returns the error. */
export function toListenError(error: unknown, host: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  switch (error.code) {
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EINVAL':
      return new ConfigError({
        field: '--host',
        problem: `this machine has no address ${host}`,
        cure: 'Write one of its own, 127.0.0.1, or 0.0.0.0 for all.',
        cause: error,
      })
    case 'EACCES':
      return new ConfigError({
        field: '--port',
        problem: 'this user may not listen on it',
        cure: 'Write a port from 1024 on.',
        cause: error,
      })
    default:
      return error
  }
}
