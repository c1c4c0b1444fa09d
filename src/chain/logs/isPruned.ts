import { RpcError, RpcPrunedError } from '../rpc/rpcErrors.ts'

/** EIP-4444: history that the node no longer keeps. */
const prunedHistoryCode = 4444

/** Whether an endpoint said that it has pruned what was asked for; vaguer texts are met by checking receipts. */
export function isPruned(error: unknown): boolean {
  if (error instanceof RpcPrunedError) return true
  if (!(error instanceof RpcError)) return false
  return (
    error.rpcCode === prunedHistoryCode ||
    /\bpruned\b|history[^.]{0,40}(unavailable|not available|expired)/i.test(error.text)
  )
}
