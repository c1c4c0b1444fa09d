/** A promise that others settle. */
export interface Deferred<value> {
  promise: Promise<value>
  resolve(value: value): void
  reject(error: Error): void
}

/** What `Promise.withResolvers` makes, which Node 20 has not got. */
export function createDeferred<value>(): Deferred<value> {
  const settle: Partial<Pick<Deferred<value>, 'resolve' | 'reject'>> = {}
  const promise = new Promise<value>((resolve, reject) =>
    Object.assign(settle, { resolve, reject }),
  )
  // CAST: the executor of a promise runs before its constructor returns.
  return { promise, ...(settle as Pick<Deferred<value>, 'resolve' | 'reject'>) }
}
