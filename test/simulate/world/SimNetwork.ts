import type { BlockTree } from '../../faults/support/createBlockTree.ts'
import type { Random } from '../../faults/support/createRandom.ts'
import { createScriptedNode, type ScriptedNode } from '../../faults/support/createScriptedNode.ts'
import { chainAt, type Deployment, type SimChain } from './Deployment.ts'
import { tagDepths, tagHead } from './tagHead.ts'

/** The key in every URL of a simulated node, and the domain of every host. */
export const canary = 'canary0123456789abcdef'
export const secretDomain = 'secret-host.example'

/** Of so many nodes one answers batches in another order than it was asked. */
const unorderedEvery = 4

/** Every simulated node of a world. */
export interface SimNetwork {
  byUrl: ReadonlyMap<string, ScriptedNode>
  /** Nodes of a kind on a chain, in the order of the config. */
  nodesOf(kind: string, chain: SimChain): readonly ScriptedNode[]
}

/** Makes nodes on demand, each on a host of its own, healthy and with the chain's own finality. */
export function createSimNetwork(parameters: {
  deployment: Deployment
  trees: readonly BlockTree[]
  random: Random
  nowMs: () => number
}): SimNetwork {
  const { deployment, trees, random, nowMs } = parameters
  const byUrl = new Map<string, ScriptedNode>()
  const known = new Map<string, readonly ScriptedNode[]>()
  const create = (kind: string, chain: SimChain, i: number): ScriptedNode => {
    const scheme = chain.hasSockets === true && kind === 'rpc' ? 'wss' : 'https'
    const url = `${scheme}://${kind}-${i}.${chain.name}.${secretDomain}/v2/${canary}?apikey=${canary}`
    const tree = trees[chainAt(deployment, chain.index).index]
    if (tree === undefined) throw new Error(`chain ${chain.name} has no tree`)
    const node = createScriptedNode({ url, tree, random, nowMs })
    const { hasTags } = chain
    Object.assign(node, { ...tagDepths(chain), hasTags })
    node.tagHead = (head) => tagHead(chain, head)
    // A habit for life, which no answer may depend on.
    node.isUnordered = (deployment.seed + chain.index + i) % unorderedEvery === 0
    byUrl.set(url, node)
    return node
  }
  return {
    byUrl,
    nodesOf(kind, chain) {
      const key = `${kind}.${chain.name}`
      const nodes =
        known.get(key) ?? Array.from({ length: chain.endpoints }, (_, i) => create(kind, chain, i))
      known.set(key, nodes)
      return nodes
    },
  }
}
