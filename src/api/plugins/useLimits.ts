import { type ExecutionArgs, GraphQLError, getOperationAST, parse } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { ALIASES_MAX, COST_MAX, DEPTH_MAX, TOKENS_MAX } from '../limits/limits.ts'
import { measureOperation } from '../limits/measureOperation.ts'

/**
 * Refuses what asks for too much, before any of it runs: documents of too many tokens while they are parsed, operations
 * too deep, too often aliased or too costly once their variables are known. Code TOO_COMPLEX.
 */
export function useLimits(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn(parseBounded)
    },
    onExecute({ args, setResultAndStopExecution }) {
      const refusal = refuse(args)
      if (refusal !== undefined) setResultAndStopExecution({ errors: [refusal] })
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const refusal = refuse(args)
      if (refusal !== undefined) setResultAndStopExecution({ errors: [refusal] })
    },
  }
}

function parseBounded(...[source, options]: Parameters<typeof parse>): ReturnType<typeof parse> {
  try {
    return parse(source, { ...options, maxTokens: TOKENS_MAX })
  } catch (error) {
    const isTooLong = error instanceof GraphQLError && /more tha[nt] \d+ tokens/.test(error.message)
    throw isTooLong ? tooComplex('tokens', TOKENS_MAX + 1, TOKENS_MAX) : error
  }
}

function refuse(args: ExecutionArgs): GraphQLError | undefined {
  const operation = getOperationAST(args.document, args.operationName)
  if (operation == null) return undefined
  const { depth, aliases, cost } = measureOperation({
    schema: args.schema,
    document: args.document,
    operation,
    variables: args.variableValues ?? {},
  })
  if (depth > DEPTH_MAX) return tooComplex('levels', depth, DEPTH_MAX)
  if (aliases > ALIASES_MAX) return tooComplex('aliases', aliases, ALIASES_MAX)
  if (cost > COST_MAX) return tooComplex('fields (estimated)', cost, COST_MAX)
  return undefined
}

function tooComplex(what: string, asked: number, most: number): GraphQLError {
  return new GraphQLError(
    `The operation asks for ${asked} ${what} and may ask for ${most}. Ask for fewer rows or split it.`,
    { extensions: { code: 'TOO_COMPLEX', http: { spec: true, status: 400 } } },
  )
}
