import { RpcError } from './rpcErrors.ts'

/** Whether an endpoint said that it does not know the block that was asked for (reorged, or not there yet). */
export function isUnknownBlock(error: unknown): boolean {
  return (
    error instanceof RpcError &&
    /(header|block)[^.]{0,80}not found|unknown (block|header)|not (currently )?canonical|blocknotfound/i.test(
      error.text,
    )
  )
}
