import { GraphQLError } from 'graphql'
import type { Env } from '../../env/Env.ts'
import { BaseError } from '../../errors/BaseError.ts'
import type { Log } from '../../utils/Log.ts'
import { toErrorText } from './toErrorText.ts'
import { toGraphqlError } from './toGraphqlError.ts'

/**
 * Decides what a client sees of an error. Typed errors and GraphQL's own pass; anything else is a bug of ours: it is
 * logged once with a trace id, and the client gets the id and nothing more.
 */
export function createErrorMask(parameters: {
  env: Env
  log: Log
}): (error: unknown) => GraphQLError {
  const { env, log } = parameters
  return function maskError(error) {
    const origin = innermost(error)
    if (origin instanceof BaseError) return located(toGraphqlError(origin), error)
    if (error instanceof GraphQLError && origin instanceof GraphQLError) return error
    const traceId = createTraceId(env)
    log.error({ traceId, error: toErrorText(origin) }, 'A GraphQL operation failed.')
    const masked = new GraphQLError('Something went wrong here. The log names it by traceId.', {
      extensions: { code: 'INTERNAL', traceId },
    })
    return located(masked, error)
  }
}

/** The first cause: execution wraps what a resolver threw, sometimes twice. */
function innermost(error: unknown): unknown {
  let current = error
  while (current instanceof GraphQLError && current.originalError !== undefined) {
    current = current.originalError
  }
  return current
}

/** Keeps the place in the query that the wrapping error knew. */
function located(error: GraphQLError, wrapper: unknown): GraphQLError {
  if (!(wrapper instanceof GraphQLError)) return error
  const { nodes, path } = wrapper
  const { extensions } = error
  return new GraphQLError(error.message, { nodes: nodes ?? null, path: path ?? null, extensions })
}

/** 12 hex digits: enough to find one line in a log, and no more than that. */
function createTraceId(env: Env): string {
  const digits = Array.from({ length: 12 }, () => Math.floor(env.random() * 16).toString(16))
  return digits.join('')
}
