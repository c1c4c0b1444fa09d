import type { Fact } from '../facts/Fact.ts'
import type { Leg } from '../facts/Leg.ts'
import type { Hash } from '../facts/primitives.ts'
import type { SeriesRow } from '../facts/Series.ts'
import { bindTransaction } from '../ledger/bindTransaction.ts'
import type { Topology } from '../ledger/createTopology.ts'
import { createFold } from '../ledger/fold/foldFacts.ts'
import type { Residual } from '../ledger/residualsOf.ts'
import type { Store } from '../store/Store.ts'
import { groupByTransaction } from './groupByTransaction.ts'

export interface BoundFacts {
  legs: readonly Leg[]
  residuals: readonly Residual[]
}

/** Binds every transaction of a batch. `timestampOf` answers a block hash with its time, seconds. */
export function bindFacts(
  facts: readonly Fact[],
  timestampOf: (hash: Hash) => bigint,
  topology: Topology,
): BoundFacts {
  const legs: Leg[] = []
  const residuals: Residual[] = []
  for (const group of groupByTransaction(facts, ({ at }) => at)) {
    const [first] = group
    if (first === undefined || !group.some((fact) => mayBind(fact, topology))) continue
    const bound = bindTransaction(group, timestampOf(first.at.blockHash), topology)
    legs.push(...bound.legs)
    residuals.push(...bound.residuals)
  }
  return { legs, residuals }
}

/** Loads what the batch touches and folds it into rows. */
export async function foldBatch(
  facts: readonly Fact[],
  residuals: readonly Residual[],
  store: Pick<Store, 'latest'>,
): Promise<readonly SeriesRow[]> {
  const fold = createFold(facts, residuals)
  return fold.rows(await store.latest(fold.keys))
}

/** Whether a transaction with this fact has anything to bind, or a book to hold against token movements. */
function mayBind({ at, body }: Fact, topology: Topology): boolean {
  if (body.kind !== 'balance') return body.kind === 'leg' || body.kind === 'custody'
  const isHeld = body.moved !== undefined && topology.isCustodian(at.chainId, body.contract)
  return isHeld || body.names !== undefined
}
