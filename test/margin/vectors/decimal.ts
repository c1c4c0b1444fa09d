import type { MarketState } from '../../../src/index.ts'

/** A value of a vector's input; numbers of the file are strings where they must be exact. */
export type Json = string | number | boolean | null | readonly Json[] | Fields
export interface Fields {
  readonly [name: string]: Json | undefined
}

/** What an adapter says of one output: an integer with its decimals, or a word, a flag, a count. */
export type Outcome = Scaled | boolean | string | number | undefined
export interface Scaled {
  value: bigint
  decimals: number
}

/** One primitive of the vectors: from a case's input to what the engine says, by output name. */
export type Adapter = (input: Fields) => Readonly<Record<string, Outcome>>

/** A decimal number as an integer with so many decimals; more digits than that are refused. */
export function units(value: Json | undefined, decimals: number): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text(value))
  if (match === null) throw new Error(`${String(value)} is no number.`)
  const [, sign = '', whole = '', part = '', exponent = '0'] = match
  const digits = whole + part
  // The point moves by powers of ten only.
  const zeros = decimals - part.length + Number(exponent)
  if (zeros >= 0) return BigInt(sign + digits + '0'.repeat(zeros))
  const cut = digits.length + zeros
  if (!/^0*$/.test(digits.slice(Math.max(cut, 0))))
    throw new Error(`${digits} has too many digits.`)
  return BigInt(`${sign}${cut > 0 ? digits.slice(0, cut) : '0'}`)
}

export const integer = (value: Json | undefined): bigint => units(value, 0)

export const e18 = (value: Json | undefined): bigint => units(value, 18)

/** A small whole number, such as an exponent of ten. */
export const whole = (value: Json | undefined): number => Number(text(value))

export const scaled = (value: bigint, decimals: number): Scaled => ({ value, decimals })

export function text(value: Json | undefined): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new Error(`A field is ${typeof value} where a number or a word is needed.`)
}

export function flag(value: Json | undefined): boolean {
  if (typeof value === 'boolean') return value
  throw new Error(`A field is ${typeof value} where true or false is needed.`)
}

export function fields(value: Json | undefined): Fields {
  if (typeof value === 'object' && value !== null && !isList(value)) return value
  throw new Error(`A field is ${typeof value} where named fields are needed.`)
}

export function list(value: Json | undefined): readonly Json[] {
  if (typeof value === 'object' && value !== null && isList(value)) return value
  throw new Error(`A field is ${typeof value} where a list is needed.`)
}

/** States by the id of their asset or market. */
export const named = (entries: readonly (readonly [string, MarketState])[]) => new Map(entries)

/** The entry that a word of the input names. */
export function pick<value>(
  entries: Readonly<Record<string, value>>,
  name: Json | undefined,
): value {
  const found = Object.entries(entries).find(([key]) => key === text(name))
  if (found === undefined) throw new Error(`No entry is called ${text(name)}.`)
  return found[1]
}

function isList(value: readonly Json[] | Fields): value is readonly Json[] {
  return Array.isArray(value)
}
