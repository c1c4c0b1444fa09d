import type { BlockTree } from '../../faults/support/createBlockTree.ts'
import { evaluateCall, rangeOf, refuse } from '../../faults/support/evaluateCall.ts'
import { callFault, exchangeFault, type Fault } from '../../faults/support/Fault.ts'
import { mangle } from '../../faults/support/mangle.ts'
import { rangeRefusals } from '../../faults/support/rangeLimits.ts'
import type { FaultKind } from '../Action.ts'
import { pick } from './Deployment.ts'

/** What an endpoint does instead of answering, for a while; `lag` and `oldFork` are set on its backends instead. */
export function createFault(parameters: {
  kind: Exclude<FaultKind, 'lag' | 'oldFork'>
  url: string
  /** Virtual ms. */
  fromMs: number
  toMs: number
  /** Share of the requests that it takes. */
  chance: number
  random: () => number
  tree: BlockTree
}): Fault {
  const { kind, url, fromMs, toMs, chance, random, tree } = parameters
  const scope = { fromMs, toMs, chance }
  switch (kind) {
    case 'refuse':
      return exchangeFault(kind, scope, () => ({ type: 'fail', failure: 'unreachable' }))
    case 'rateLimit':
      return exchangeFault(kind, scope, () => ({
        type: 'answer',
        answer: { status: 429, headers: new Map([['retry-after', '1']]), body: '' },
      }))
    case 'hang':
      return exchangeFault(kind, scope, () => ({ type: 'hang' }))
    case 'slow':
      return exchangeFault(kind, scope, ({ right }) => ({
        type: 'answer',
        answer: right,
        delayMs: Math.floor(random() * 4_000),
      }))
    case 'garbage':
      return exchangeFault(kind, scope, (exchange) => mangle(exchange, random, url))
    case 'rangeLimit': {
      const refusal = pick(random, rangeRefusals)
      const cap = 1 + Math.floor(random() * 5)
      return callFault(kind, { ...scope, methods: ['eth_getLogs'] }, (call) => {
        const range = rangeOf(call)
        if (range === undefined || range.blocks <= cap) return undefined
        return refuse(refusal.code, refusal.text({ from: range.from, to: range.to, cap }))
      })
    }
    case 'wrongChain':
      return callFault(kind, { ...scope, methods: ['eth_chainId'] }, () => ({ result: '0x1' }))
    case 'nullBlocks':
      return callFault(
        kind,
        {
          ...scope,
          methods: ['eth_getBlockByNumber', 'eth_getBlockByHash', 'eth_getBlockReceipts'],
        },
        () => ({ result: null }),
      )
    case 'missingLogs':
      return callFault(kind, { ...scope, methods: ['eth_getLogs'] }, () => ({ result: [] }))
    case 'oldTags':
      // Both tags name the first block: a node that takes back what it called final.
      return callFault(kind, { ...scope, methods: ['eth_getBlockByNumber'] }, (call) => {
        if (call.params[0] !== 'safe' && call.params[0] !== 'finalized') return undefined
        const depths = { safeDepth: 0, finalizedDepth: 0 }
        const flags = { hasBlockTimestamp: true, hasTags: true }
        const view = { tree, chainId: tree.chainId, head: tree.tip, ...depths, ...flags }
        return evaluateCall(view, { ...call, params: ['0x0', false] })
      })
    case 'noTags':
      return callFault(kind, { ...scope, methods: ['eth_getBlockByNumber'] }, ({ params }) =>
        params[0] === 'safe' || params[0] === 'finalized'
          ? refuse(-32_602, 'invalid argument 0: unknown block tag')
          : undefined,
      )
  }
}
