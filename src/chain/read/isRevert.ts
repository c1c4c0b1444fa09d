import type { RpcError } from '../rpc/rpcErrors.ts'

/** geth's code for a revert with data; other nodes say it in words under -32000 or -32015. */
const revertCode = 3

/** Whether the contract itself refused the call: the same on every node, so it is an answer and not a failure. */
export function isRevert(error: RpcError): boolean {
  if (error.rpcCode === revertCode) return true
  return /revert|invalid opcode|opcode .{0,20}not defined|invalid jump|stack (under|over)flow|out of gas|vm exception/i.test(
    error.text,
  )
}
