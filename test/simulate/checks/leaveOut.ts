import type { Hex } from 'viem'
import { refuse } from '../../faults/support/evaluateCall.ts'
import { callFault, type Fault } from '../../faults/support/Fault.ts'

/** Logs of `address` are missing in every answer, and receipts are not to be had. */
export function leaveOut(address: Hex): Fault {
  const methods = ['eth_getLogs', 'eth_getBlockReceipts']
  return callFault('late logs', { methods }, ({ method }, right) => {
    if (method === 'eth_getBlockReceipts') return refuse(-32_601, 'the method is not available')
    if (!('result' in right) || !Array.isArray(right.result)) return undefined
    return { result: right.result.filter((log: { address?: unknown }) => log.address !== address) }
  })
}
