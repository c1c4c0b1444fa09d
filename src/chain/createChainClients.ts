import { createConfig } from '@wagmi/core'
import { type Chain, type Client, defineChain } from 'viem'
import type { ChainConfig } from '../config/ChainConfig.ts'
import type { Env } from '../env/Env.ts'
import { assert } from '../errors/assert.ts'
import type { ChainId } from '../facts/primitives.ts'
import { createRpcPool } from './rpc/createRpcPool.ts'
import { type StrictTransport, strictTransport } from './rpc/strictTransport.ts'

/** viem client of one chain whose transport is our own. */
export type ChainClient = Client<StrictTransport, Chain>

/**
 * Creates one client per chain from one `@wagmi/core` config without storage, wallets or browser. The URLs stay inside
 * the transports; no client, chain or error carries them.
 */
export function createChainClients(
  env: Env,
  configs: readonly ChainConfig[],
): ReadonlyMap<ChainId, ChainClient> {
  const [first, ...others] = configs.map(toViemChain)
  assert(first !== undefined, 'at least one chain is configured')
  const transports: Record<ChainId, StrictTransport> = {}
  for (const config of configs) transports[config.id] = strictTransport(createRpcPool(env, config))
  const wagmi = createConfig({
    chains: [first, ...others],
    transports,
    storage: null,
    ssr: true,
    syncConnectedChain: false,
    multiInjectedProviderDiscovery: false,
  })
  return new Map(configs.map((config) => [config.id, wagmi.getClient({ chainId: config.id })]))
}

/** The URL list is left empty: viem quotes it in errors, and our transport never reads it. */
function toViemChain(config: ChainConfig): Chain {
  return defineChain({
    id: config.id,
    name: config.name,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [] } },
    blockTime: config.blockTimeMs,
  })
}
