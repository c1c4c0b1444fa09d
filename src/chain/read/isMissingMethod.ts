import { RpcError } from '../rpc/rpcErrors.ts'

/** JSON-RPC 2.0's "method not found" and EIP-1474's "method not supported". */
const missingMethodCodes: readonly number[] = [-32601, -32004]

/** Whether every endpoint said that it does not offer the method: asking again would only hold the chain up. */
export function isMissingMethod(error: unknown): boolean {
  return error instanceof RpcError && missingMethodCodes.includes(error.rpcCode)
}
