import { toQuantity } from '../../../chain/rpc/parseHex.ts'
import type { BaseError } from '../../../errors/BaseError.ts'
import type { Probe } from '../Probe.ts'
import type { EndpointContext } from './EndpointContext.ts'

export interface ReceiptsFacts {
  refusal: BaseError | undefined
  isList: boolean
}

/** Whether all receipts of a block can be asked for at once. */
export const receiptsProbe: Probe<EndpointContext, ReceiptsFacts> = {
  check: 'blockReceipts',
  async ask(asker, { head }) {
    const { result, failure } = await asker.ask('eth_getBlockReceipts', [toQuantity(head.number)])
    return { refusal: failure, isList: Array.isArray(result) }
  },
  judge({ refusal, isList }, { chain }) {
    if (isList) return [{ status: 'pass', text: 'eth_getBlockReceipts is answered.' }]
    const why = refusal === undefined ? 'with no list' : `with: ${refusal.shortMessage}`
    const text = `eth_getBlockReceipts is answered ${why}`
    if (chain.coverage === 'proven') {
      const cure = `Take an endpoint that has it, or set chains.${chain.name}.coverage to 'verified'.`
      return [{ status: 'fail', text, cure }]
    }
    const cure =
      'Have one endpoint with it: a block whose logs are refused is read from its receipts.'
    return [{ status: 'warn', text, cure }]
  },
}
