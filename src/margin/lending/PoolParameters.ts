/** What a pool's parameter said last, and when, in seconds. */
export interface PoolParameter {
  values: readonly bigint[]
  timestamp: bigint
}

/** A pool's parameters at a cut, by subject. */
export type PoolParameters = ReadonlyMap<string, PoolParameter>

/** First value of a parameter; 0 where it was never set, as in the contract. */
export function firstOf(parameters: PoolParameters, subject: string): bigint {
  return parameters.get(subject)?.values[0] ?? 0n
}
