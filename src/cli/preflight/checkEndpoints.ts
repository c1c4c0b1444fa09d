import type { ChainConfig } from '../../config/ChainConfig.ts'
import { toFieldPath } from '../../config/parse/toFieldPath.ts'
import type { Env } from '../../env/Env.ts'
import { ConfigError } from '../../errors/ConfigError.ts'
import { askChainId } from './askChainId.ts'
import { openEndpoints } from './openEndpoints.ts'
import type { Problem } from './PreflightReport.ts'

/** Asks every endpoint of a chain for its chain id; returns one problem for each that does not give the right one. */
export async function checkEndpoints(
  chain: ChainConfig,
  parameters: { env: Env; signal: AbortSignal },
): Promise<readonly Problem[]> {
  const checks = openEndpoints(parameters.env, chain).map(async (endpoint, position) => {
    try {
      const failure = await askChainId(endpoint, { chain, ...parameters })
      if (failure === undefined) return []
      const { problem, cure, isOutage } = failure
      const field = endpointField(chain, position)
      return [{ error: new ConfigError({ field, problem, cure }), isOutage }]
    } finally {
      endpoint.close()
    }
  })
  return (await Promise.all(checks)).flat()
}

function endpointField(chain: ChainConfig, position: number): string {
  const place = chain.endpoints.length === 1 ? [] : [position]
  return toFieldPath(['chains', chain.name, 'rpc', ...place])
}
