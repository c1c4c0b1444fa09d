import type { ChainConfig } from '../../config/ChainConfig.ts'
import type { Env } from '../../env/Env.ts'
import type { ChainStatus } from '../ChainStatus.ts'
import type { ChainClient } from '../createChainClients.ts'

/** What every step of one follower shares. `status` is written in place. */
export interface FollowContext {
  env: Env
  config: ChainConfig
  client: ChainClient
  signal: AbortSignal
  status: ChainStatus
}
