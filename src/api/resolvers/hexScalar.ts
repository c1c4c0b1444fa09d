import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'
import type { ApiErrorCode } from '../errors/ApiError.ts'

/**
 * Makes a scalar of 0x-prefixed hex. Arguments are checked by `isValid` and lower-cased; what fails is refused under
 * `code`, with the sentence `expected`.
 */
export function hexScalar(parameters: {
  name: string
  code: ApiErrorCode
  expected: string
  isValid(text: string): boolean
}): GraphQLScalarType<string, string> {
  const { name, code, expected, isValid } = parameters
  function parseHex(value: unknown): string {
    if (typeof value === 'string' && isValid(value)) return value.toLowerCase()
    throw new GraphQLError(`${name}: ${quote(value)} is not ${expected}.`, { extensions: { code } })
  }
  return new GraphQLScalarType({
    name,
    serialize: (value) => String(value),
    parseValue: parseHex,
    parseLiteral: (node) => parseHex(node.kind === Kind.STRING ? node.value : undefined),
  })
}

/** Characters of a refused value that are shown again: an address and a little more. */
const QUOTED_LENGTH_MAX = 80

function quote(value: unknown): string {
  if (typeof value !== 'string') return 'a value that is not a string'
  return value.length > QUOTED_LENGTH_MAX ? `"${value.slice(0, QUOTED_LENGTH_MAX)}…"` : `"${value}"`
}
