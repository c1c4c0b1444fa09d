import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

/** A chain id outgrows GraphQL's 32-bit Int; it is a JSON number all the same. */
export const ChainId = new GraphQLScalarType<number, number>({
  name: 'ChainId',
  serialize: parseChainId,
  parseValue: parseChainId,
  parseLiteral: (node) => parseChainId(node.kind === Kind.INT ? Number(node.value) : undefined),
})

function parseChainId(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value
  throw new GraphQLError('ChainId: a chain id is a positive whole number, such as 8453.', {
    extensions: { code: 'BAD_WHERE' },
  })
}
