import type { ChainId } from '../facts/primitives.ts'
import type { Condition } from './Condition.ts'

/** Sources that are recorded in part: on their way in, or no longer followed. */
export interface SourceSights {
  joining: readonly {
    chainId: ChainId
    sourceId: string
    toBlock: bigint | undefined
    targetBlock: bigint
  }[]
  left: readonly { chainId: ChainId; sourceId: string; toBlock: bigint }[]
}

/** What the config added or took away: in both cases nothing of it is in any sum, and the answer says so. */
export function sourceConditions({ joining, left }: SourceSights): readonly Condition[] {
  const base = {
    severity: 'info' as const,
    isConfirmed: true,
    since: undefined,
    evidence: [],
  }
  return [
    ...joining.map(({ chainId, sourceId, toBlock, targetBlock }): Condition => {
      const done = toBlock === undefined ? 'has not begun' : `has come to block ${toBlock}`
      const text = `The past of ${sourceId} is still being read: it ${done} of ${targetBlock}, and nothing of it is in any sum yet.`
      return { ...base, code: 'SOURCE_BACKFILLING', chains: [chainId], subject: sourceId, text }
    }),
    ...left.map(({ chainId, sourceId, toBlock }): Condition => {
      const text = `The config no longer follows ${sourceId}, which is recorded to block ${toBlock}; nothing of it is in any sum.`
      return { ...base, code: 'SOURCE_NOT_FOLLOWED', chains: [chainId], subject: sourceId, text }
    }),
  ]
}
