import type { BackingAction } from './Action.ts'
import { familyOf, treeAt, type Wish } from './lookUp.ts'
import type { SimWorld } from './world/SimWorld.ts'
import { toUnits } from './world/toUnits.ts'

/** What happens to tokens beside bridges; undefined in a world in which nobody watches what backs them. */
export function toBackingWish(world: SimWorld, action: BackingAction): Wish | undefined {
  const { deployment } = world
  if (deployment.backing === undefined) return undefined
  const tree = treeAt(world, action.chain)
  if (action.type === 'mintLimit') {
    const left = toUnits(deployment, tree.chain, 'usd', action.amount)
    return { tree, body: { kind: 'mintLimit', left: action.isLifted ? undefined : left } }
  }
  const family = familyOf(deployment, action.family)
  const amount = toUnits(deployment, tree.chain, family, action.amount)
  if (amount === 0n) return undefined
  return { tree, body: { kind: 'heist', family, way: action.way, amount } }
}
