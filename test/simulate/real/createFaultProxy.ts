import { type RpcProxy, startProxy } from '../../e2e/support/startProxy.ts'
import type { Reply, RpcRequest } from '../../faults/support/Fault.ts'
import type { StagedFault } from './Stage.ts'

/** A proxy in front of a real node that can spoil single answers, as the nodes of the simulated world do. */
export interface FaultProxy extends RpcProxy {
  setFault(fault: StagedFault | undefined): void
}

export async function createFaultProxy(target: string): Promise<FaultProxy> {
  let fault: StagedFault | undefined
  const proxy = await startProxy(target, {
    edit: (request, answer) => (fault === undefined ? answer : spoil(fault, request, answer)),
  })
  return {
    ...proxy,
    setFault(next) {
      fault = next
    },
  }
}

function spoil(fault: StagedFault, request: string, answer: string): string {
  // CAST: the program under test wrote the request, and a real node the answer.
  const calls = JSON.parse(request) as RpcRequest | RpcRequest[]
  // CAST: as above.
  const replies = JSON.parse(answer) as Entry | Entry[]
  const spoilt = [replies].flat().map((entry) => {
    const call = [calls].flat().find(({ id }) => id === entry.id)
    if (call === undefined || fault.methods?.includes(call.method) === false) return entry
    const { id, jsonrpc, ...right } = entry
    const replaced = fault.onCall?.(call, right)
    if (replaced === undefined) return entry
    fault.met += 1
    return { id, jsonrpc, ...replaced }
  })
  return JSON.stringify(Array.isArray(replies) ? spoilt : spoilt[0])
}

type Entry = Reply & { id: unknown; jsonrpc: string }
