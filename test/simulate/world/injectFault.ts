import { pickIndex } from '../../faults/support/createRandom.ts'
import type { Backend, ScriptedNode } from '../../faults/support/createScriptedNode.ts'
import type { Action, BackendFault, FaultKind } from '../Action.ts'
import { createFault, type EndpointFault } from './createFault.ts'
import type { SimTree } from './SimTree.ts'
import type { SimWorld } from './SimWorld.ts'

type FaultAction = Extract<Action, { type: 'fault' }>

const healthy: Backend = { lag: 0, tip: undefined }

/** Lets an endpoint of a chain misbehave for a while; false where the fault means nothing there. */
export function injectFault(world: SimWorld, sim: SimTree, action: FaultAction): boolean {
  const nodes = world.network.nodesOf('rpc', sim.chain)
  const node = nodes[action.endpoint % nodes.length]
  if (node === undefined || !isFitting(world, nodes, node, action.kind)) return false
  const { kind } = action
  if (isBackendFault(kind)) setBackends(world, sim, { node, nodes, action, kind })
  else addFault(world, node, { ...action, kind })
  return true
}

function isBackendFault(kind: FaultKind): kind is BackendFault {
  return kind === 'lag' || kind === 'farBehind' || kind === 'oldFork' || kind === 'rivalFork'
}

const socketFaults: readonly FaultKind[] = [
  'silentSocket',
  'lostHeads',
  'closedSocket',
  'oddFrames',
]

function isFitting(
  { clock }: SimWorld,
  nodes: readonly ScriptedNode[],
  { url }: ScriptedNode,
  kind: FaultKind,
): boolean {
  if (socketFaults.includes(kind)) return url.startsWith('wss:')
  const nowMs = clock.monotonic()
  const isActive = ({ toMs = 0 }: { toMs?: number }) => toMs > nowMs
  const isHiding = nodes.some(({ faults }) =>
    faults.some((fault) => fault.name === 'hiddenLogs' && isActive(fault)),
  )
  if (kind !== 'hiddenLogs') return !isHiding
  // What one reading hides, another must show: without receipts, and with nobody else, a lie is the truth.
  return nodes.every(
    ({ faults, backends }) =>
      backends.every(({ lag, tip }) => lag === 0 && tip === undefined) &&
      faults.every((fault) => !isActive(fault) && !lastingFaults.includes(fault.name)),
  )
}

/** What a client remembers of them outlasts them: receipts are not asked for again for a while. */
export const lastingFaults: readonly string[] = [
  'noMethod',
  'pruned',
  'garbage',
  'nullBlocks',
  'unknownBlocks',
]

function addFault(
  world: SimWorld,
  node: ScriptedNode,
  { kind, ms, percent }: Pick<FaultAction, 'ms' | 'percent'> & { kind: EndpointFault },
): void {
  const fromMs = world.clock.monotonic()
  const { url, tree } = node
  const scope = { fromMs, toMs: fromMs + ms, chance: percent / 100 }
  node.faults.push(createFault({ kind, url, tree, random: world.random, ...scope }))
}

interface BackendChange {
  node: ScriptedNode
  nodes: readonly ScriptedNode[]
  action: FaultAction
  kind: BackendFault
}

/** Backends that one URL may have beside a healthy one. */
const oddBackendsMax = 3

/** One or several of the machines behind the URL are odd; with 100 percent all are. */
function setBackends(world: SimWorld, sim: SimTree, change: BackendChange): void {
  const { node, action } = change
  const count = 1 + pickIndex(world.random, oddBackendsMax)
  const odd = Array.from({ length: count }, () => createBackend(world, sim, change))
  node.backends = action.percent === 100 ? odd : [healthy, ...odd]
  const mine = node.backends
  world.clock.at(world.clock.monotonic() + action.ms, () => {
    if (node.backends === mine) node.backends = [healthy]
  })
}

/** More blocks than any chain here has. */
const farBlocks = 1_000

function createBackend(world: SimWorld, sim: SimTree, change: BackendChange): Backend {
  switch (change.kind) {
    case 'lag':
      return { lag: 1 + pickIndex(world.random, 4), tip: undefined }
    case 'farBehind':
      return { lag: farBlocks, tip: undefined }
    case 'oldFork':
      return { lag: 0, tip: sim.tree.tip }
    case 'rivalFork':
      return { lag: 0, tip: rivalTip(world, sim, change) }
  }
}

/** Blocks below the finalized height at which a lying endpoint may leave the chain. */
const violatingBlocksMax = 6

/**
 * End of a branch that nobody else has. Where another endpoint can contradict it, it may leave the chain below what is
 * final (F032); an endpoint that stands alone is the truth for whoever asks only it.
 */
function rivalTip({ random }: SimWorld, sim: SimTree, { node, nodes }: BackendChange) {
  const { tree, finalized } = sim
  const isContradicted = nodes.length > 1 && node === nodes.at(-1)
  const mayViolate = isContradicted && sim.chain.onViolation !== 'repair'
  const most = tree.tip.number - finalized + (mayViolate ? violatingBlocksMax : 0)
  const depth = Math.min(1 + pickIndex(random, Math.max(most, 1)), tree.tip.number - 1)
  const parent = tree.at(tree.tip.number - depth) ?? tree.tip
  const plans = Array.from({ length: Math.max(depth, 1) }, () => ({
    salt: 500 + pickIndex(random, 400),
  }))
  sim.rivals += 1
  return tree.branch(parent, plans)
}
