import type { OracleState } from '../oracle/Oracle.ts'
import type { GraphqlReaders } from './GraphqlReaders.ts'
import type { Subscriber } from './Subscriber.ts'

/** A list that somebody pages through while the chains move. */
export interface Paging {
  list: 'transfers' | 'accounts'
  order: 'ASC' | 'DESC'
  rowsPerPage: number
  checkpoint: string
  after: string
  /** What the whole list had at the first page's cut, row by row, spelled. */
  wanted: readonly string[]
  given: readonly string[]
}

/** Those who read through GraphQL, over all programs of a run. */
export interface ReaderState {
  /** Of the program that runs now; undefined until somebody reads. */
  graphql: GraphqlReaders | undefined
  paging: Map<Paging['list'], Paging>
  /** What was answered of a moment that cannot change any more, by its time in seconds. */
  settled: Map<bigint, readonly string[]>
  /** What was answered at a checkpoint by the program that runs now. */
  served: Map<string, readonly string[]>
  /** Subscriptions of a program that died: who had them comes back to the next one. */
  lost: Subscriber['plan'][]
  /** The oracle at cuts that subscribers were told of. */
  recalled: Map<string, OracleState>
}

export function createReaderState(): ReaderState {
  return {
    graphql: undefined,
    paging: new Map(),
    settled: new Map(),
    served: new Map(),
    lost: [],
    recalled: new Map(),
  }
}
