import { createEndpoint, type Endpoint } from '../../chain/rpc/createEndpoint.ts'
import { createPin } from '../../chain/rpc/createPin.ts'
import type { ChainConfig } from '../../config/ChainConfig.ts'
import type { Env } from '../../env/Env.ts'

/**
 * The endpoints of a chain one by one, in the order of the config, for questions that each has to answer itself. Each is
 * pinned to what it says first: whether they are of one mind is judged by who compares them. Close them after use.
 */
export function openEndpoints(env: Env, chain: ChainConfig): readonly Endpoint[] {
  const witnesses = [...new Set(chain.endpoints.map(({ witness }) => witness))]
  return chain.endpoints.map((endpoint, position) =>
    createEndpoint(env, chain, {
      endpoint,
      position,
      witness: witnesses.indexOf(endpoint.witness),
      pin: createPin(),
    }),
  )
}
