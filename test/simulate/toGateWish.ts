import type { GateAction } from './Action.ts'
import { treeAt, type Wish } from './lookUp.ts'
import { chainAt } from './world/Deployment.ts'
import type { SimWorld } from './world/SimWorld.ts'
import { toUnits } from './world/toUnits.ts'

/** What an operator asks of a chain's bridges; undefined in a world whose bridges cannot be stopped. */
export function toGateWish(world: SimWorld, action: GateAction): Wish | undefined {
  const { deployment } = world
  const tree = treeAt(world, action.chain)
  if (deployment.gates === undefined) return undefined
  if (action.type === 'pause') {
    const { gate, isPaused } = action
    return { tree, body: { kind: 'pause', gate, isPaused } }
  }
  const { index } = tree.chain
  const other = chainAt(deployment, index + 1 + (action.hop % (deployment.chains.length - 1)))
  const lane = action.hop === 0 ? undefined : other.index
  const version = action.isTwin && deployment.bridging?.hasTwin === true ? (2 as const) : undefined
  const place = { way: action.way, lane, version }
  if (action.type === 'valve')
    return { tree, body: { kind: 'valve', ...place, isStopped: action.isStopped } }
  const most = action.isLifted ? undefined : toUnits(deployment, tree.chain, 'eur', action.amount)
  return { tree, body: { kind: 'limit', ...place, per: action.per, most } }
}
