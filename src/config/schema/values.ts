import { getAddress, isAddress } from 'viem'
import type { z } from 'zod'
import { type Address, type Hex, zeroAddress } from '../../facts/primitives.ts'
import type { BridgeProtocol } from '../BridgeProtocol.ts'
import type { CustomDefinition } from '../CustomDefinition.ts'
import { type Fault, leaf } from './leaf.ts'

/** Longest name of anything; names become labels in logs and metrics. */
const nameLengthMax = 64

/** Whole numbers of config stay below 2^128: more is a slip of the pen, and the sums of the margin stay small. */
const integerMax = 2n ** 128n

/** A name: a letter or digit, then letters, digits and `. _ : -`. */
export const name = leaf(
  `Write a name of letters, digits, ".", "_", ":" and "-", at most ${nameLengthMax} long.`,
  (value) => (isName(value) ? { value } : undefined),
)

/** Whether a text may name a chain, an asset, a feed, a bridge, a venue or a market. */
export function isName(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= nameLengthMax &&
    /^[a-z0-9][a-z0-9._:-]*$/i.test(value)
  )
}

/** A text that is not empty. */
export function text(cure: string): z.ZodType<string, unknown> {
  return leaf(cure, (value) => (typeof value === 'string' && value !== '' ? { value } : undefined))
}

/** A 0x address, lower-cased on the way; mixed case has to carry the right checksum. */
export const address = leaf<Address>('Write a 0x address of 40 hex digits.', readAddress)

/** 32 bytes of 0x hex, lower-cased on the way. */
export const bytes32 = leaf<Hex>('Write 0x and 64 hex digits.', (value) => {
  if (typeof value !== 'string' || !/^0x[0-9a-f]{64}$/i.test(value)) return undefined
  return { value: `0x${value.slice(2).toLowerCase()}` }
})

function readAddress(value: unknown): { value: Address } | Fault | undefined {
  const cure = 'Write a 0x address of 40 hex digits.'
  if (typeof value !== 'string') return undefined
  const lower = value.toLowerCase()
  if (!isAddress(lower, { strict: false })) {
    return { problem: `is not an address (${value.length} characters)`, cure }
  }
  if (lower === zeroAddress) return { problem: 'is the zero address', cure }
  if (value.slice(2) !== lower.slice(2) && getAddress(lower) !== value) {
    return {
      problem: 'has a wrong checksum, so a letter or digit may be mistyped',
      cure: 'Copy the address again from its source, or write it in lower case if you are sure.',
    }
  }
  return { value: lower }
}

/** One address or a list of them, always a list after validation. */
export const addresses = leaf<readonly Address[]>(
  'Write a 0x address of 40 hex digits, or a list of them.',
  (value) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    const read: Address[] = []
    for (const entry of list) {
      const answer = readAddress(entry)
      if (answer === undefined || !('value' in answer)) return answer
      read.push(answer.value)
    }
    return read.length === 0 ? undefined : { value: read }
  },
)

/** What a bridge protocol calls a chain: a number of any size, or a name; a string after validation. */
export const bridgeDomain = leaf<string>(
  "Write the protocol's number of this chain, or its name for it.",
  (value) => {
    const number = toBigint(value)
    if (number !== undefined) return number < 0n ? undefined : { value: `${number}` }
    return isName(value) ? { value } : undefined
  },
)

/** A whole number from `min` to `max`, as number, bigint or decimal text; a bigint after validation. */
export function integer(limits: {
  min: bigint
  max?: bigint
  cure: string
}): z.ZodType<bigint, unknown> {
  const { min, max = integerMax, cure } = limits
  return leaf(cure, (value) => {
    const number = toBigint(value)
    if (number === undefined) return undefined
    if (number < min) return { problem: `is ${number}, less than ${min}`, cure }
    if (number > max) return { problem: `is ${number}, more than ${max}`, cure }
    return { value: number }
  })
}

/** The same for values that stay plain numbers. */
export function wholeNumber(limits: {
  min: number
  max: number
  cure: string
}): z.ZodType<number, unknown> {
  const { min, max, cure } = limits
  return leaf(cure, (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return undefined
    if (value < min) return { problem: `is ${value}, less than ${min}`, cure }
    if (value > max) return { problem: `is ${value}, more than ${max}`, cure }
    return { value }
  })
}

function toBigint(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  if (typeof value === 'string' && /^-?\d{1,39}$/.test(value)) return BigInt(value)
  return undefined
}

/** One of a few words. */
export function oneOf<const word extends string>(...words: word[]): z.ZodType<word, unknown> {
  const cure = `Write ${words.map((word) => `'${word}'`).join(' or ')}.`
  return leaf(cure, (value) => {
    const found = words.find((word) => word === value)
    return found === undefined ? undefined : { value: found }
  })
}

/** The function that makes a definition of each family. */
const makers = {
  vault: 'defineVault',
  market: 'defineMarket',
  bridge: 'defineBridge',
  feed: 'defineFeed',
} as const satisfies Record<CustomDefinition['family'], string>

/** What `defineVault`, `defineMarket`, `defineBridge` or `defineFeed` made. */
export function definition(
  family: CustomDefinition['family'],
): z.ZodType<CustomDefinition, unknown> {
  const cure = `Write what ${makers[family]} returns, in a .ts or .mjs config.`
  return leaf(cure, (value) => {
    if (!isDefinition(value)) return undefined
    if (value.family === family) return { value }
    return { problem: `is the definition of a ${value.family}`, cure }
  })
}

/** A bridge protocol by its name, or what `defineProtocol` made. */
export const bridgeProtocol = leaf<string | BridgeProtocol>(
  'Write the name of a protocol, or what defineProtocol returns in a .ts or .mjs config.',
  (value) => (isName(value) || isProtocol(value) ? { value } : undefined),
)

function isProtocol(value: unknown): value is BridgeProtocol {
  return (
    typeof value === 'object' &&
    value !== null &&
    'family' in value &&
    value.family === 'protocol' &&
    'createReader' in value &&
    typeof value.createReader === 'function'
  )
}

/** The typed maker checks the rest; here only a value of another kind, as from JSON, has to be told apart. */
function isDefinition(value: unknown): value is CustomDefinition {
  return (
    typeof value === 'object' &&
    value !== null &&
    'family' in value &&
    String(value.family) in makers &&
    'abi' in value &&
    Array.isArray(value.abi) &&
    'events' in value &&
    Array.isArray(value.events) &&
    'toFacts' in value &&
    typeof value.toFacts === 'function'
  )
}
