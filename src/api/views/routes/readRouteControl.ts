import { type Controls, isOnRoute } from '../../../ledger/controls.ts'
import { saysPauses } from '../../../protocols/saysPauses.ts'
import type { Route } from '../../../store/Snapshot.ts'
import type { ReadContext } from '../ReadContext.ts'
import type { RouteControl } from '../Views.ts'
import { limitLeft, readRouteLimits } from './readRouteLimits.ts'
import { toPause } from './toPause.ts'

/** What the contracts at both ends of a route say about letting transfers pass, at the context's cut. */
export function readRouteControl(
  context: ReadContext,
  route: Route,
  notCovered: string | undefined,
): RouteControl {
  const controls = context.controls.get(route.bridge) ?? noControls
  const pauses = controls.pauses.filter((pause) => isOnRoute(pause, route))
  const limits = readRouteLimits(context, route, controls)
  return {
    pauses: pauses.map((pause) => toPause(context, pause)),
    limits,
    ...isPaused(context, route, pauses.length > 0, notCovered),
    ...limitLeft(limits, context, notCovered),
  }
}

const noControls: Controls = { pauses: [], limits: [] }

/** That nothing stops it is a claim: both ends must log it, and be covered. */
function isPaused(
  { project }: ReadContext,
  { bridge, origin, destination }: Route,
  isAny: boolean,
  notCovered: string | undefined,
): Pick<RouteControl, 'isPaused' | 'pausedUnknown'> {
  if (isAny) return { isPaused: true, pausedUnknown: undefined }
  const config = project.bridges.find(({ id }) => id === bridge)
  const ends = [origin, destination]
  const isSaid = (chainId: number) => config !== undefined && saysPauses(config, chainId)
  // The two chains of a pair have different contracts, and often only one side can be stopped.
  const isPair = config?.type === 'protocol' && config.protocol.isPair === true
  const isRead = isPair ? ends.some(isSaid) : ends.every(isSaid)
  if (!isRead) return { isPaused: undefined, pausedUnknown: 'NOT_READ' }
  if (notCovered !== undefined) return { isPaused: undefined, pausedUnknown: 'NOT_COVERED' }
  return { isPaused: false, pausedUnknown: undefined }
}
