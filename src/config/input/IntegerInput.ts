/** A block number, an amount or a factor: a whole number, a bigint, or decimal digits in a string (for JSON). */
export type IntegerInput = number | bigint | string
