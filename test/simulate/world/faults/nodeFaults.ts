import { evaluateCall, refuse, toBlockJson } from '../../../faults/support/evaluateCall.ts'
import { callFault, type Fault, type RpcRequest } from '../../../faults/support/Fault.ts'
import { pick } from '../Deployment.ts'
import { type FaultParts, scopeOf } from './FaultParts.ts'

/**
 * A node that is another one from now on: its connection breaks once, so that whoever recognises nodes looks again. `say`
 * is what it then answers.
 */
function becomeOther(
  name: string,
  parts: FaultParts,
  methods: readonly string[],
  say: (call: RpcRequest) => unknown,
): Fault {
  let isBroken = false
  const fault = callFault(name, { ...scopeOf(parts) }, (call) =>
    methods.includes(call.method) ? { result: say(call) } : undefined,
  )
  return {
    ...fault,
    onExchange: () => {
      if (isBroken) return undefined
      isBroken = true
      return { type: 'fail', failure: 'unreachable' }
    },
  }
}

/** Another chain answers behind the URL (F030). */
export function beAnotherChain(parts: FaultParts): Fault {
  return becomeOther('wrongChain', { ...parts, chance: 1 }, ['eth_chainId'], () => '0x1')
}

const syncStates = [
  true,
  { startingBlock: '0x0', currentBlock: '0x1', highestBlock: '0x100' },
  { msgCount: '0x1', batchSeen: '0x2' },
]

/** It syncs, and says so in one of several shapes (F079). */
export function sync(parts: FaultParts): Fault {
  const state = pick(parts.random, syncStates)
  return becomeOther('syncing', { ...parts, chance: 1 }, ['eth_syncing'], () => state)
}

const blockMethods = ['eth_getBlockByNumber', 'eth_getBlockByHash', 'eth_getBlockReceipts']

/** It announces blocks that it then does not have (F024). */
export function forgetBlocks(parts: FaultParts): Fault {
  return callFault('nullBlocks', { ...scopeOf(parts), methods: blockMethods }, () => ({
    result: null,
  }))
}

/** A gateway quotes whom it asked, key and all. */
const unknownTexts = (url: string) => [
  'header not found',
  `Block not found by ${url}`,
  'missing trie node 5f3a',
  `unknown block (upstream ${url})`,
]

/** The same, as an error (F077). */
export function denyBlocks(parts: FaultParts): Fault {
  const methods = ['eth_getLogs', 'eth_call', ...blockMethods]
  const text = pick(parts.random, unknownTexts(parts.url))
  return callFault('unknownBlocks', { ...scopeOf(parts), methods }, () => refuse(-32_000, text))
}

/** It keeps the newest few blocks only (F044, F078). */
export function prune(parts: FaultParts): Fault {
  const methods = ['eth_getLogs', 'eth_getBlockReceipts', 'eth_call']
  const kept = 1 + Math.floor(parts.random() * 20)
  return callFault('pruned', { ...scopeOf(parts), methods }, ({ params: [first] }) => {
    const from = Number(
      typeof first === 'object' && first !== null && 'fromBlock' in first
        ? first.fromBlock
        : Number.NaN,
    )
    return from < parts.tree.tip.number - kept
      ? refuse(4444, 'pruned history unavailable')
      : undefined
  })
}

const denials = [
  { code: -32_601, message: 'the method eth_getBlockReceipts does not exist/is not available' },
  { code: -32_004, message: 'this request method is not supported' },
] as const

/** Its plan has no receipts (F076). */
export function lackReceipts(parts: FaultParts): Fault {
  const methods = ['eth_getBlockReceipts']
  const { code, message } = pick(parts.random, denials)
  return callFault('noMethod', { ...scopeOf(parts), chance: 1, methods }, () =>
    refuse(code, `${message}: ${parts.url}`),
  )
}

/** A contract that is there answers nothing (F080). */
export function callNothing(parts: FaultParts): Fault {
  return callFault('emptyCalls', { ...scopeOf(parts), methods: ['eth_call'] }, () => ({
    result: '0x',
  }))
}

const tagMethods = ['eth_getBlockByNumber']

function isTag({ params: [name] }: RpcRequest): boolean {
  return name === 'safe' || name === 'finalized'
}

/** It knows no tags, by an error or by null (F045). */
export function lackTags(parts: FaultParts): Fault {
  const isNull = parts.random() < 0.5
  return callFault('noTags', { ...scopeOf(parts), methods: tagMethods }, (call) => {
    if (!isTag(call)) return undefined
    return isNull ? { result: null } : refuse(-32_602, 'invalid argument 0: unknown block tag')
  })
}

/** Both tags name the first block: a node that takes back what it called final (F047). */
export function takeTagsBack(parts: FaultParts): Fault {
  const { tree } = parts
  return callFault('oldTags', { ...scopeOf(parts), methods: tagMethods }, (call) => {
    if (!isTag(call)) return undefined
    const depths = { safeDepth: 0, finalizedDepth: 0 }
    const flags = { hasBlockTimestamp: true, hasTags: true }
    const view = { tree, chainId: tree.chainId, head: tree.tip, ...depths, ...flags }
    return evaluateCall(view, { ...call, params: ['0x0', false] })
  })
}

/** Tags are answered by a backend that is ahead of the one that names the head (F049). */
export function runTagsAhead(parts: FaultParts): Fault {
  const { tree } = parts
  return callFault('tagsAhead', { ...scopeOf(parts), methods: tagMethods }, (call) => {
    if (!isTag(call)) return undefined
    const rival = tree.branch(tree.tip, [{ salt: 77 }])
    return { result: toBlockJson(rival) }
  })
}

/** Tags name a block of a branch that never was (F049). */
export function tagElsewhere(parts: FaultParts): Fault {
  const { tree } = parts
  return callFault('tagsElsewhere', { ...scopeOf(parts), methods: tagMethods }, (call) => {
    if (!isTag(call)) return undefined
    const parent = tree.at(Math.max(tree.tip.number - 4, 0)) ?? tree.tip
    return { result: toBlockJson(tree.branch(parent, [{ salt: 78 }])) }
  })
}
