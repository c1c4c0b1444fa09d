import type { HttpAnswer } from '../../../src/env/Env.ts'
import type { BlockTree, TreeBlock } from './createBlockTree.ts'
import type { Random } from './createRandom.ts'
import { evaluateCall, type NodeView } from './evaluateCall.ts'
import { type Fault, isDue, type Outcome, type Reply, type RpcRequest } from './Fault.ts'

/** One of the machines behind a URL. */
export interface Backend {
  /** Blocks that it is behind its branch. */
  lag: number
  /** End of the branch that it holds for canonical; undefined follows the tree. */
  tip: TreeBlock | undefined
}

/** A URL of a scripted chain. Its fields may be changed while the program runs. */
export interface ScriptedNode {
  url: string
  tree: BlockTree
  chainId: number
  /** Each request is answered by one of them, drawn from the seed. */
  backends: Backend[]
  safeDepth: number
  finalizedDepth: number
  hasTags: boolean
  /** Number that its tags are reckoned from; the head where it is left out. */
  tagHead?: (head: number) => number
  hasBlockTimestamp: boolean
  /** Answers of a batch come in the order in which they are ready: the last call's first. */
  isUnordered: boolean
  latencyMs: number
  faults: Fault[]
  /** Calls answered so far, by method. */
  calls: Map<string, number>
  answer(body: string): Outcome
  /** Head that a backend names now. */
  head(): TreeBlock
}

/** Creates a healthy node with one backend at the tree's tip. */
export function createScriptedNode(parameters: {
  url: string
  tree: BlockTree
  random: Random
  nowMs: () => number
}): ScriptedNode {
  const { url, tree, random, nowMs } = parameters
  const node: ScriptedNode = {
    url,
    tree,
    chainId: tree.chainId,
    backends: [{ lag: 0, tip: undefined }],
    safeDepth: 10,
    finalizedDepth: 20,
    hasTags: true,
    hasBlockTimestamp: true,
    isUnordered: false,
    latencyMs: 20,
    faults: [],
    calls: new Map(),
    head: () => viewOf(node, random).head,
    answer(body) {
      const parsed: unknown = JSON.parse(body)
      const isBatch = Array.isArray(parsed)
      const calls = (isBatch ? parsed : [parsed]).map(readCall)
      const view = viewOf(node, random)
      const at = { nowMs: nowMs(), random }
      const entries = calls.map((call) => ({
        jsonrpc: '2.0',
        id: call.id,
        ...replyTo(node, view, call, at),
      }))
      if (node.isUnordered) entries.reverse()
      const right = toAnswer(isBatch ? entries : entries[0])
      const methods = calls.map(({ method }) => method)
      for (const fault of node.faults) {
        if (fault.onExchange === undefined || !isDue(fault, methods, at)) continue
        const outcome = fault.onExchange({ calls, isBatch, right })
        if (outcome === undefined) continue
        fault.met += 1
        return outcome
      }
      return { type: 'answer', answer: right }
    },
  }
  return node
}

/** A 200 with a JSON body. */
export function toAnswer(body: unknown): HttpAnswer {
  return {
    status: 200,
    headers: new Map([['content-type', 'application/json']]),
    body: JSON.stringify(body),
  }
}

function replyTo(
  node: ScriptedNode,
  view: NodeView,
  call: RpcRequest,
  at: { nowMs: number; random: Random },
): Reply {
  node.calls.set(call.method, (node.calls.get(call.method) ?? 0) + 1)
  let reply = evaluateCall(view, call)
  for (const fault of node.faults) {
    if (fault.onCall === undefined || !isDue(fault, [call.method], at)) continue
    const replaced = fault.onCall(call, reply)
    if (replaced === undefined) continue
    fault.met += 1
    reply = replaced
  }
  return reply
}

/** One request is answered by one backend, so that a batch never mixes two. */
function viewOf(node: ScriptedNode, random: Random): NodeView {
  const { tree, chainId, safeDepth, finalizedDepth, hasBlockTimestamp, hasTags, tagHead } = node
  const backend = node.backends[Math.floor(random() * node.backends.length)]
  if (backend === undefined) throw new Error(`the node of chain ${chainId} has no backend`)
  const tip = backend.tip ?? tree.tip
  const head = tree.get(Math.max(tip.number - backend.lag, 0), tip)
  return { tree, chainId, head, safeDepth, finalizedDepth, hasBlockTimestamp, hasTags, tagHead }
}

function readCall(entry: unknown): RpcRequest {
  const { id, method, params }: Partial<Record<string, unknown>> = { ...toObject(entry) }
  if (typeof method !== 'string') throw new Error('the program sent a call without a method')
  return { id, method, params: Array.isArray(params) ? params : [] }
}

function toObject(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('the program sent no object')
  return value
}
