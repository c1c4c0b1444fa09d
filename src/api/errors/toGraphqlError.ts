import { GraphQLError } from 'graphql'
import type { BaseError } from '../../errors/BaseError.ts'

/**
 * The same error as a GraphQL error: `extensions.code` is its own code, the message its short sentence. HTTP status 200,
 * as for every error of execution.
 */
export function toGraphqlError(error: BaseError): GraphQLError {
  return new GraphQLError(error.shortMessage, {
    extensions: { code: error.code, retryable: error.retryable },
  })
}
