import type { Condition } from '../../../alerts/Condition.ts'
import { haltConditions, pauseConditions } from '../../../alerts/routeConditions.ts'
import { transferConditions } from '../../../alerts/transferConditions.ts'
import type { ReadContext } from '../ReadContext.ts'
import { toPause } from '../routes/toPause.ts'
import { judgeLegs } from '../transfers/readTransfers.ts'
import { pausesBefore } from '../transfers/toReading.ts'
import { createConfirmation } from './createConfirmation.ts'
import { readHalts, routeOf } from './readHalts.ts'

/** What is wrong with transfers and with the routes that they go over. */
export function readBridgeConditions(context: ReadContext): readonly Condition[] {
  const { snapshot, heights, controls } = context
  const transfers = judgeLegs(context, snapshot.legs({ of: 'open', venue: undefined, at: heights }))
  const isConfirmed = createConfirmation(context)
  const halts = readHalts(context, transfers, isConfirmed)
  const pauses = [...controls.values()].flatMap((each) => each.pauses)
  return [
    ...haltConditions([...halts.values()]),
    ...pauseConditions(pauses.map((pause) => toPause(context, pause))),
    ...transferConditions(transfers, isConfirmed, (transfer) => ({
      isHalted: halts.has(routeOf(transfer)),
      pauses: pausesBefore(context, transfer).map((pause) => toPause(context, pause)),
    })),
  ]
}
