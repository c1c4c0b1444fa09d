import type { BlockTree } from './createBlockTree.ts'
import { canary, secretDomain } from './createCaptured.ts'
import type { Random } from './createRandom.ts'
import { createScriptedNode, type ScriptedNode } from './createScriptedNode.ts'
import type { ChainName } from './scenario.ts'

export type Transport = 'http' | 'ws'

/** Scripted nodes by chain, in the order of the config. */
export type Nodes = Record<ChainName, ScriptedNode[]>

/** Every scripted node of a world. */
export interface Network {
  byUrl: ReadonlyMap<string, ScriptedNode>
  /** Adds nodes of a kind, each on a host of its own: one over HTTP per chain where nothing is said. */
  add(kind: string, endpoints?: Partial<Record<ChainName, readonly Transport[]>>): Nodes
}

export function createNetwork(parameters: {
  trees: Record<ChainName, BlockTree>
  random: Random
  nowMs: () => number
}): Network {
  const { trees, random, nowMs } = parameters
  const byUrl = new Map<string, ScriptedNode>()
  const addTo = (chain: ChainName, kind: string, transports: readonly Transport[] = ['http']) =>
    transports.map((transport, i) => {
      const url = `${transport}s://${kind}-${i}.${chain}.${secretDomain}/v2/${canary}?apikey=${canary}`
      const node = createScriptedNode({ url, tree: trees[chain], random, nowMs })
      byUrl.set(url, node)
      return node
    })
  return {
    byUrl,
    add: (kind, endpoints = {}) => ({
      harbor: addTo('harbor', kind, endpoints.harbor),
      island: addTo('island', kind, endpoints.island),
    }),
  }
}
