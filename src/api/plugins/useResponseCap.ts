import { type ExecutionResult, GraphQLError } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { RESPONSE_BYTES_MAX } from '../limits/limits.ts'

/** Yoga serialises a result with its own `stringify` where it has one. */
interface Stringified extends ExecutionResult {
  stringify?: (result: ExecutionResult) => string
}

/** Answers with RESPONSE_TOO_LARGE instead of more than the cap; it counts while serialising, not twice. */
export function useResponseCap(): Plugin {
  return {
    onExecutionResult({ result }) {
      if (result === undefined || Array.isArray(result) || isAsyncIterable(result)) return
      const stringified: Stringified = result
      stringified.stringify = stringifyCapped
    },
  }
}

function stringifyCapped(result: ExecutionResult): string {
  const text = JSON.stringify(result)
  if (Buffer.byteLength(text) <= RESPONSE_BYTES_MAX) return text
  const error = new GraphQLError(
    `The answer is longer than ${RESPONSE_BYTES_MAX} bytes. Ask for fewer rows or fewer fields.`,
    { extensions: { code: 'RESPONSE_TOO_LARGE' } },
  )
  return JSON.stringify({ data: null, errors: [error] })
}
