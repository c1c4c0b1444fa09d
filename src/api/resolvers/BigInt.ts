import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

/** Digits of an argument: more than any amount of the EVM has. */
const DIGITS_MAX = 100

const integer = new RegExp(`^-?\\d{1,${DIGITS_MAX}}$`)

/** Any integer, as a decimal string on the wire. Arguments may also be a whole number that JSON keeps exactly. */
export const BigIntScalar = new GraphQLScalarType<bigint, string>({
  name: 'BigInt',
  serialize(value) {
    if (typeof value === 'bigint') return value.toString()
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value.toString()
    throw new GraphQLError(`BigInt cannot spell a value of type ${typeof value}.`)
  },
  parseValue: (value) => parseInteger(Number.isSafeInteger(value) ? String(value) : value),
  parseLiteral: (node) =>
    parseInteger(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : undefined),
})

function parseInteger(value: unknown): bigint {
  if (typeof value === 'string' && integer.test(value)) return BigInt(value)
  throw new GraphQLError('BigInt: write a whole number as a decimal string, such as "1000000".', {
    extensions: { code: 'BAD_CHANGE' },
  })
}
