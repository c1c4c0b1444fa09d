import type { Plugin } from 'graphql-yoga'
import type { GraphqlContext } from '../GraphqlContext.ts'

/**
 * Releases an operation's readers when it has ended, well or badly. A subscription opens none: its events are values that
 * the watches read.
 */
export function useReaders(): Plugin<GraphqlContext> {
  return {
    onExecute({ executeFn, setExecuteFn, context: { readers } }) {
      setExecuteFn(async (args) => {
        try {
          return await executeFn(args)
        } finally {
          readers.release()
        }
      })
    },
    onSubscribe({ context: { readers } }) {
      readers.release()
    },
  }
}
