import { createEndpoint, type Endpoint } from '../../chain/rpc/createEndpoint.ts'
import { RpcAbortedError, RpcWrongChainError } from '../../chain/rpc/rpcErrors.ts'
import type { ChainConfig } from '../../config/ChainConfig.ts'
import { toFieldPath } from '../../config/parse/toFieldPath.ts'
import type { Env } from '../../env/Env.ts'
import { BaseError } from '../../errors/BaseError.ts'
import { ConfigError } from '../../errors/ConfigError.ts'
import type { Problem } from './PreflightReport.ts'

/** A node that restarts or limits its rate is given this many chances. */
const attempts = 3
const pauseMs = 500

/** Asks every endpoint of a chain for its chain id; returns one problem for each that does not give the right one. */
export async function checkEndpoints(
  chain: ChainConfig,
  parameters: { env: Env; signal: AbortSignal },
): Promise<readonly Problem[]> {
  const { env, signal } = parameters
  const checks = chain.endpoints.map(async ({ url }, position) => {
    const counters = { requests: 0, failures: 0, bytes: 0 }
    const endpoint = createEndpoint(env, chain, { url, position, counters })
    const failure = await ask(endpoint, env, signal)
    if (failure === undefined) return []
    const path = ['chains', chain.name, 'rpc', ...(chain.endpoints.length === 1 ? [] : [position])]
    return [toProblem(chain, toFieldPath(path), failure)]
  })
  return (await Promise.all(checks)).flat()
}

async function ask(
  endpoint: Endpoint,
  env: Env,
  signal: AbortSignal,
): Promise<BaseError | undefined> {
  let failure: BaseError | undefined
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await env.sleep(pauseMs * attempt, signal)
    try {
      const [answer] = await endpoint.send([{ method: 'eth_chainId', params: [] }], {
        lane: 'head',
        signal,
      })
      failure = answer?.error
      if (failure === undefined) return undefined
    } catch (error) {
      if (!(error instanceof BaseError) || error instanceof RpcAbortedError) throw error
      failure = error
      if (error instanceof RpcWrongChainError) return failure
    }
  }
  return failure
}

function toProblem(chain: ChainConfig, field: string, failure: BaseError): Problem {
  const problem = failure.shortMessage.replace(/\.$/, '')
  if (failure instanceof RpcWrongChainError) {
    const cure = `Write an endpoint of chain ${chain.id} there, or correct chains.${chain.name}.id.`
    return { error: new ConfigError({ field, problem, cure }), isOutage: false }
  }
  const cure = 'Start the node, or write an endpoint that answers.'
  return { error: new ConfigError({ field, problem, cure }), isOutage: true }
}
