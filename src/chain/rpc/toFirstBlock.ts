import { isRecord } from './parseAnswers.ts'
import { parseQuantity } from './parseHex.ts'
import type { RpcCall } from './RpcCall.ts'

/** The lowest block whose logs or receipts a call needs; undefined where it names none by number. */
export function toFirstBlock({ method, params }: RpcCall): bigint | undefined {
  const [first] = params
  if (method === 'eth_getLogs') return isRecord(first) ? parseQuantity(first.fromBlock) : undefined
  return method === 'eth_getBlockReceipts' ? parseQuantity(first) : undefined
}
