import type { Condition } from '../../alerts/Condition.ts'
import type { GraphqlContext } from '../GraphqlContext.ts'
import type { QueryConditionsArgs } from '../generated/resolverTypes.ts'
import { PAGE_ROWS_MAX } from '../limits/limits.ts'
import { toFirst } from '../paging/toFirst.ts'
import { toCutRequest } from '../readers/toCutRequest.ts'
import type { Cut } from '../views/cut/Cut.ts'

const ranks: Record<Condition['severity'], number> = { critical: 0, warning: 1, info: 2 }

/** What is wrong at a cut, worst first and otherwise in the order of the views. */
export async function readConditions(
  args: QueryConditionsArgs,
  { readers }: GraphqlContext,
): Promise<{ nodes: readonly Condition[]; totalCount: number; cut: Cut }> {
  const first = toFirst(args.first, PAGE_ROWS_MAX)
  const reader = await readers.open(toCutRequest(args.at))
  const conditions = reader
    .conditions()
    .filter(({ severity }) => args.severity == null || severity === args.severity)
    .toSorted((a, b) => ranks[a.severity] - ranks[b.severity])
  return { nodes: conditions.slice(0, first), totalCount: conditions.length, cut: reader.cut }
}
