import type { HaltSight } from '../../../alerts/routeConditions.ts'
import { unknownChain } from '../../../facts/primitives.ts'
import { routeHealth, stuckStates } from '../../../ledger/routeHealth.ts'
import type { TransferView } from '../../../ledger/TransferView.ts'
import { groupBy } from '../../../utils/groupBy.ts'
import type { ReadContext } from '../ReadContext.ts'
import { lastDelivered } from '../routes/lastDelivered.ts'
import type { Confirmation } from './createConfirmation.ts'

/** Transfers that a halted route names as its evidence; all of them are conditions of their own. */
const EVIDENCE_MAX = 100

/** Routes of which several transfers are stuck and nothing that was sent later has arrived, by `routeOf`. */
export function readHalts(
  context: ReadContext,
  transfers: readonly TransferView[],
  isConfirmed: Confirmation,
): ReadonlyMap<string, HaltSight> {
  const stuck = transfers.filter(
    ({ state, sentAt, origin, destination }) =>
      stuckStates.has(state) &&
      sentAt !== undefined &&
      origin !== unknownChain &&
      destination !== unknownChain,
  )
  const halts = [...groupBy(stuck, routeOf)].flatMap(([route, own]) => {
    const halt = readHalt(context, own, isConfirmed)
    return halt === undefined ? [] : [[route, halt] as const]
  })
  return new Map(halts)
}

/** What transfers of one way of a bridge share. */
export function routeOf({ bridge, origin, destination }: TransferView): string {
  return `${bridge}:${origin}:${destination}`
}

function readHalt(
  context: ReadContext,
  stuck: readonly [TransferView, ...TransferView[]],
  isConfirmed: Confirmation,
): HaltSight | undefined {
  const [{ bridge, origin, destination }] = stuck
  const oldestStuckAt = stuck.reduce<bigint | undefined>(
    (oldest, { sentAt }) =>
      sentAt !== undefined && (oldest === undefined || sentAt < oldest) ? sentAt : oldest,
    undefined,
  )
  const { health, reason = '' } = routeHealth({
    unsound: 0,
    stuck: stuck.length,
    oldestStuckAt,
    lastDeliveredSentAt: lastDelivered(context, { bridge, origin, destination }),
    notCovered: undefined,
  })
  if (health !== 'HALTED') return undefined
  return {
    ...{ bridge, origin, destination, reason },
    since: oldestStuckAt,
    isConfirmed: stuck.every(isConfirmed),
    evidence: stuck.slice(0, EVIDENCE_MAX).map(({ key }) => key),
  }
}
