import type { ChainConfig } from '../../../src/config/ChainConfig.ts'
import type {
  AssetConfig,
  BridgeConfig,
  Project,
  RoutePolicy,
  VenueConfig,
} from '../../../src/config/Project.ts'
import type { Address, ChainId, Hex } from '../../../src/facts/primitives.ts'
import { createTopology } from '../../../src/ledger/createTopology.ts'

/** Repeats a byte to a 20-byte address. */
export const address = (byte: number): Address =>
  `0x${byte.toString(16).padStart(2, '0').repeat(20)}`

/** Repeats a byte to 32 bytes. */
export const word = (byte: number): Hex => `0x${byte.toString(16).padStart(2, '0').repeat(32)}`

/** Three followed chains: on 1 the router locks the token, on 2 and 3 it is the token. */
export const chainIds = [1, 2, 3] as const

export const alice = address(0xa1)
export const bob = address(0xb2)
export const carol = address(0xc3)
export const stranger = address(0xee)

export const vaultOf = (chainId: ChainId): Address => address(0x10 + chainId)
export const otherVaultOf = (chainId: ChainId): Address => address(0x20 + chainId)
export const landingOf = (chainId: ChainId): Address => address(0x30 + chainId)
export const routerOf = (chainId: ChainId): Address => address(0x40 + chainId)
export const tokenOf = (chainId: ChainId): Address =>
  chainId === 1 ? address(0x51) : routerOf(chainId)
/** A token of the same group with 18 decimals, on every chain. */
export const wideTokenOf = (chainId: ChainId): Address => address(0x60 + chainId)
/** Another of 18 decimals, on chain 2 alone. */
export const localToken = address(0x6a)
export const strangeToken = address(0x77)

export const route = 'hyperlane:usd'
export const customRoute = 'custom:usd'

export const policy: RoutePolicy = {
  stuckAfterSeconds: 600n,
  p99Seconds: 60n,
  skewSeconds: 5n,
  haircutBps: 100n,
}

const definition = {
  family: 'vault',
  name: 'test',
  version: 1,
  abi: [],
  events: [],
  toFacts: () => [],
} as const

function tokens(of: (chainId: ChainId) => Address): ReadonlyMap<ChainId, Address> {
  return new Map(chainIds.map((chainId) => [chainId, of(chainId)]))
}

const usd: AssetConfig = {
  id: 'usd',
  symbol: 'USD',
  decimals: 6,
  group: 'usd',
  tokens: tokens(tokenOf),
  sharesOf: undefined,
  feeds: [],
  pegE18: 10n ** 18n,
}

const wide: AssetConfig = {
  ...usd,
  id: 'wide',
  symbol: 'wUSD',
  decimals: 18,
  tokens: tokens(wideTokenOf),
}

const local: AssetConfig = {
  ...wide,
  id: 'local',
  symbol: 'lUSD',
  tokens: new Map([[2, localToken]]),
}

const bridges: readonly BridgeConfig[] = [
  {
    type: 'hyperlane',
    id: route,
    asset: 'usd',
    members: chainIds.map((chainId) => ({
      chainId,
      domain: chainId,
      mailbox: address(0x70 + chainId),
      router: routerOf(chainId),
      token: tokenOf(chainId),
      startBlock: 0n,
    })),
    policy,
    foreignDomains: new Map(),
  },
  {
    type: 'custom',
    id: customRoute,
    members: [1, 2].map((chainId) => ({
      chainId,
      address: address(0x80 + chainId),
      startBlock: 0n,
    })),
    policy,
    definition: { ...definition, family: 'bridge' },
  },
]

function venue(id: string, vault: (chainId: ChainId) => Address): VenueConfig {
  return {
    id,
    vaults: chainIds.map((chainId) => ({
      type: 'custom',
      chainId,
      address: vault(chainId),
      startBlock: 0n,
      asset: 'usd',
      token: tokenOf(chainId),
      definition,
    })),
    markets: [],
    landings:
      id === 'lab' ? chainIds.map((chainId) => ({ chainId, address: landingOf(chainId) })) : [],
    links: [],
    risk: { boundary: '<', warningBps: 10_000n, collateral: new Map(), markets: new Map() },
  }
}

function chain(id: ChainId): ChainConfig {
  return {
    name: `chain-${id}`,
    id,
    endpoints: [],
    coverage: 'unverified',
    bloom: 'untrusted',
    blockTimeMs: 1000,
    finality: { policy: 'depth', safeDepth: 1n, finalizedDepth: 2n, onViolation: 'halt' },
    staleAfterSeconds: 10,
    concurrency: 1,
    rangeBlocksMax: 1000n,
    timeoutMs: 1000,
  }
}

export const project: Project = {
  database: ':memory:',
  reserveBytes: 0,
  rawLogs: 'keep',
  chains: chainIds.map(chain),
  assets: [usd, wide, local],
  feeds: [],
  bridges,
  venues: [venue('lab', vaultOf), venue('other', otherVaultOf)],
}

export const topology = createTopology(project)
