/** A broken invariant: a bug of ours. It stops the worker that met it, never the process. */
export class InvariantError extends Error {
  override name = 'InvariantError'
}

/** Throws `InvariantError` unless `condition` holds; `message` cites the invariant by number where it has one. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}
