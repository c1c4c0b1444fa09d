import type { Endpoint } from '../../chain/rpc/createEndpoint.ts'
import { RpcAbortedError, RpcWrongChainError } from '../../chain/rpc/rpcErrors.ts'
import type { ChainConfig } from '../../config/ChainConfig.ts'
import type { Env } from '../../env/Env.ts'
import { BaseError } from '../../errors/BaseError.ts'

/** A node that restarts or limits its rate is given this many chances. */
const attempts = 3
const pauseMs = 500

/** Why an endpoint cannot be used. */
export interface EndpointFailure {
  /** Half a sentence without the full stop. */
  problem: string
  cure: string
  /** It gave no answer at all, which may pass by itself. */
  isOutage: boolean
}

/** Asks an endpoint for its chain id; undefined when it serves the right chain. Throws only `RpcAbortedError`. */
export async function askChainId(
  endpoint: Endpoint,
  parameters: { chain: ChainConfig; env: Env; signal: AbortSignal },
): Promise<EndpointFailure | undefined> {
  const { chain, env, signal } = parameters
  let failure: BaseError | undefined
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await env.sleep(pauseMs * attempt, signal)
    failure = await askOnce(endpoint, signal)
    if (failure === undefined) return undefined
    if (failure instanceof RpcWrongChainError) break
  }
  return failure === undefined ? undefined : toFailure(chain, failure)
}

async function askOnce(endpoint: Endpoint, signal: AbortSignal): Promise<BaseError | undefined> {
  try {
    const call = { method: 'eth_chainId', params: [] }
    const [answer] = await endpoint.send([call], { lane: 'head', signal })
    return answer?.error
  } catch (error) {
    if (!(error instanceof BaseError) || error instanceof RpcAbortedError) throw error
    return error
  }
}

function toFailure(chain: ChainConfig, failure: BaseError): EndpointFailure {
  const problem = failure.shortMessage.replace(/\.$/, '')
  if (failure instanceof RpcWrongChainError) {
    const cure = `Write an endpoint of chain ${chain.id} there, or correct chains.${chain.name}.id.`
    return { problem, cure, isOutage: false }
  }
  return { problem, cure: 'Start the node, or write an endpoint that answers.', isOutage: true }
}
