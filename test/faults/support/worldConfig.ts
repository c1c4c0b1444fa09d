import type { CustomDefinition } from '../../../src/config/CustomDefinition.ts'
import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { chainIds, contracts } from './protocol.ts'
import { blockSeconds, type ChainName } from './scenario.ts'

/** What a test may say about a chain beyond its endpoints. */
export type ChainOverrides = Partial<Omit<ConfigInput['chains'][string], 'id' | 'rpc'>>

export interface WorldConfigParameters {
  database: string
  rpc: Record<ChainName, ConfigInput['chains'][string]['rpc']>
  chains?: Partial<Record<ChainName, ChainOverrides>> | undefined
  /** What the custom vaults are decoded by. */
  book: CustomDefinition
  /** Bridges besides the route. */
  lanes?: ConfigInput['bridges'] | undefined
  /** Feeds besides the one, and what they price. */
  oracles?: Oracles | undefined
  /** What is held against what. */
  backing?: ConfigInput['backing']
  /** How vaults are asked about accounts. */
  audit?: ConfigInput['audit']
}

/** Feeds besides `usd-feed`, and assets besides those of the world or in their place. */
export interface Oracles {
  feeds: NonNullable<ConfigInput['feeds']>
  assets?: ConfigInput['assets']
  /** Feeds of the dollar, primary first. */
  usdFeeds?: readonly string[]
}

/** The config of the scripted world: a yield vault, a feed and a custom vault on harbor, a custom vault on island, one route. */
export function worldConfig(parameters: WorldConfigParameters): ConfigInput {
  const { database, rpc, chains, book, lanes, oracles, backing, audit } = parameters
  const { harbor, island } = contracts
  const chainOf = (name: ChainName) => ({
    id: chainIds[name],
    rpc: rpc[name],
    blockTimeMs: blockSeconds * 1_000,
    timeoutMs: 5_000,
    ...chains?.[name],
    // The depths of the nodes' own tags, so that both sources of finality name the same blocks.
    finality: { safeDepth: 10, finalizedDepth: 20, ...chains?.[name]?.finality },
  })
  return {
    database,
    ...(backing === undefined ? {} : { backing }),
    ...(audit === undefined ? {} : { audit }),
    chains: { harbor: chainOf('harbor'), island: chainOf('island') },
    assets: {
      usd: {
        symbol: 'USD',
        decimals: 6,
        tokens: { harbor: harbor.usd, island: island.router },
        feeds: oracles?.usdFeeds ?? ['usd-feed'],
      },
      share: {
        symbol: 'yUSD',
        decimals: 6,
        tokens: { harbor: harbor.yieldVault },
        sharesOf: 'usd',
      },
      ...oracles?.assets,
    },
    feeds: {
      'usd-feed': {
        chain: 'harbor',
        address: harbor.feed,
        startBlock: 0,
        decimals: 8,
        heartbeatSeconds: 3_600,
      },
      ...oracles?.feeds,
    },
    bridges: {
      ...lanes,
      route: {
        type: 'hyperlane',
        asset: 'usd',
        members: [
          { chain: 'harbor', mailbox: harbor.mailbox, router: harbor.router, startBlock: 0 },
          {
            chain: 'island',
            mailbox: island.mailbox,
            router: island.router,
            token: island.router,
            startBlock: 0,
          },
        ],
        policy: { stuckAfterSeconds: 600, p99Seconds: 60, skewSeconds: 60, haircutBps: 0 },
      },
    },
    venues: [
      {
        id: 'lab',
        vaults: [
          {
            type: 'erc4626',
            chain: 'harbor',
            address: harbor.yieldVault,
            startBlock: 0,
            asset: 'share',
            underlying: harbor.usd,
          },
          {
            type: 'custom',
            chain: 'harbor',
            address: harbor.book,
            startBlock: 0,
            asset: 'usd',
            definition: book,
          },
          {
            type: 'custom',
            chain: 'island',
            address: island.book,
            startBlock: 0,
            asset: 'usd',
            definition: book,
          },
        ],
        risk: {
          collateral: {
            usd: { initialBps: 9_000, maintenanceBps: 9_500 },
            share: { initialBps: 8_000, maintenanceBps: 9_000 },
          },
        },
      },
    ],
  }
}
