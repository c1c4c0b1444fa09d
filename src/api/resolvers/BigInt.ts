import { GraphQLError, GraphQLScalarType } from 'graphql'

/** Any integer, as a decimal string on the wire. Nothing in the schema takes one as an argument. */
export const BigIntScalar = new GraphQLScalarType<never, string>({
  name: 'BigInt',
  serialize(value) {
    if (typeof value === 'bigint') return value.toString()
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value.toString()
    throw new GraphQLError(`BigInt cannot spell a value of type ${typeof value}.`)
  },
})
