import { createFault } from '../world/createFault.ts'
import type { SimWorld } from '../world/SimWorld.ts'

/** Nodes of a kind refuse every range of more than a few blocks, so that a back-fill comes in pieces. */
export function limitRanges(world: SimWorld, kind: string): void {
  const { random, network, trees } = world
  const always = {
    kind: 'rangeLimit',
    fromMs: 0,
    toMs: Number.POSITIVE_INFINITY,
    chance: 1,
  } as const
  for (const { chain, tree } of trees)
    for (const node of network.nodesOf(kind, chain))
      node.faults.push(createFault({ ...always, url: node.url, random, tree }))
}
