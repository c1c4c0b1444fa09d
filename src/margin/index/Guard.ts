/**
 * One thing that keeps a status as it is: while `Σ coefficients · price + constant > 0` over the account's prices, it holds.
 * The numbers are already rounded against the account, so that the sum, taken as real numbers, is never above the exact one.
 */
export interface GuardCondition {
  /** One per variable of the guard. */
  coefficients: Float64Array
  constant: number
}

/**
 * What decides that an account's status cannot have changed: all its conditions hold, no deadline has passed, and nothing
 * that it watches was touched. Without conditions no move of a price changes it.
 */
export interface Guard {
  /** Numbers of the prices that value the account, each once, whether or not a condition names them. */
  variables: readonly number[]
  conditions: readonly GuardCondition[]
  /** Bits of what else bears on it and has no value, such as a chain that may turn stale; 0: nothing. */
  watches: number
  /** Seconds: from then on the conditions say nothing. Undefined: they stand as long as the account is what it is. */
  deadline: number | undefined
  /** False where the rules are not linear: then every move of a variable is decided exactly. */
  isProven: boolean
}
