import type { Fact, FactBody } from '../../facts/Fact.ts'
import type { ChainId } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { toFact } from '../toFact.ts'

/** What a fact says and the log that owns it. */
export interface OwnedBody {
  log: RawLog
  body: FactBody
  siblings?: readonly RawLog[]
}

/** Bodies as facts in log order; those of one log are ranked from `rank` on, in the order given. */
export function toOwnedFacts(
  owned: readonly OwnedBody[],
  { decoder, chainId, rank }: { decoder: string; chainId: ChainId; rank: number },
): readonly Fact[] {
  let last: RawLog | undefined
  let k = rank
  return owned
    .toSorted((a, b) => a.log.logIndex - b.log.logIndex)
    .map(({ log, body, siblings = [] }) => {
      k = log === last ? k + 1 : rank
      last = log
      return toFact({ decoder, chainId, log, k, body, siblings })
    })
}
