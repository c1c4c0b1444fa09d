import { createSchema } from 'graphql-yoga'
import type { GraphqlContext } from '../GraphqlContext.ts'
import { typeDefs } from '../generated/typeDefs.ts'
import { resolvers } from './resolvers.ts'

let schema: ReturnType<typeof createSchema<GraphqlContext>> | undefined

/**
 * The schema with its resolvers. It depends on nothing, so that it is built once a process, when the first server wants
 * it: that takes longer than all else of a server, and a simulated world starts some ten of them.
 */
export function getSchema(): ReturnType<typeof createSchema<GraphqlContext>> {
  schema ??= createSchema<GraphqlContext>({ typeDefs, resolvers })
  return schema
}
