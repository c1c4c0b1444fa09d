import type { FollowContext } from '../follow/FollowContext.ts'
import type { RpcAnswers, RpcCall, RpcLane } from '../rpc/RpcCall.ts'

/** Whose word is wanted: one endpoint's, or that of any witness but one. */
export interface EndpointChoice {
  only?: string | undefined
  exceptWitness?: number | undefined
}

/** Asks one endpoint for all `calls`; the first error of a call is thrown. Throws the classes of `rpcErrors.ts`. */
export async function askEndpoints(
  { client, signal }: FollowContext,
  calls: readonly RpcCall[],
  { lane, choice }: { lane: RpcLane; choice?: EndpointChoice | undefined },
): Promise<RpcAnswers> {
  const asked = await client.transport.ask(calls, { lane, signal, ...choice })
  for (const { error } of asked.answers) if (error !== undefined) throw error
  return asked
}

/** Label of the endpoint that an error came from, undefined where it is no single one's. */
export function labelOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('label' in error)) return undefined
  return typeof error.label === 'string' ? error.label : undefined
}
