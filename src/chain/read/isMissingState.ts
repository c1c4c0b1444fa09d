import { RpcError } from '../rpc/rpcErrors.ts'

/** EIP-4444's "pruned history unavailable". */
const prunedCode = 4444

/**
 * Whether a node said that it no longer keeps the state of a block: it will not find it by being asked again, and a
 * backfill would wait at every range. A text that is not known here only costs the attempts.
 */
export function isMissingState(error: unknown): boolean {
  if (!(error instanceof RpcError)) return false
  return (
    error.rpcCode === prunedCode ||
    /missing trie node|pruned|state .{0,60}not available|historical state|block ?out ?of ?range/i.test(
      error.text,
    )
  )
}
