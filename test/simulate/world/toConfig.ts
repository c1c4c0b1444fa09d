import type { ConfigInput } from '../../../src/config/ConfigInput.ts'
import { type Deployment, type SimChain, venueId } from './Deployment.ts'
import { bookDefinition, routeDefinition } from './definitions.ts'

/** The config of a seed's world; `urls` has the endpoints of a chain by its name. */
export function toConfig(
  deployment: Deployment,
  database: string,
  urls: (chain: SimChain) => readonly string[],
): ConfigInput {
  const { chains, hasFerry, hasYield } = deployment
  const shares = { share: { initialBps: 8_000, maintenanceBps: 9_000 } }
  return {
    database,
    chains: Object.fromEntries(chains.map((chain) => [chain.name, toChain(chain, urls(chain))])),
    assets: toAssets(deployment),
    feeds: toFeeds(deployment),
    bridges: toBridges(deployment),
    venues: [
      {
        id: venueId,
        vaults: [
          ...chains.map((chain) => toBook(chain, 'usd')),
          ...(hasFerry ? chains.map((chain) => toBook(chain, 'eur')) : []),
          ...toYieldVaults(deployment),
        ],
        risk: {
          collateral: {
            usd: { initialBps: 9_000, maintenanceBps: 9_500 },
            ...(hasYield ? shares : {}),
          },
        },
      },
    ],
  }
}

type Vault = NonNullable<ConfigInput['venues'][number]['vaults']>[number]

function toChain(chain: SimChain, rpc: readonly string[]): ConfigInput['chains'][string] {
  const { id, blockSeconds, hasTags, safeDepth, finalizedDepth, coverage, rangeBlocksMax } = chain
  return {
    id,
    rpc,
    blockTimeMs: blockSeconds * 1_000,
    timeoutMs: 5_000,
    coverage,
    ...(rangeBlocksMax === undefined ? {} : { rangeBlocksMax }),
    finality: { policy: hasTags ? 'tag' : 'depth', safeDepth, finalizedDepth },
  }
}

/** The asset of the custom route's token on a chain: tokens of other decimals are another asset of the group. */
function ferryAsset({ markets }: SimChain): string {
  return `eur${markets.eur.decimals}`
}

function toAssets({ chains, hasFerry, hasYield }: Deployment): ConfigInput['assets'] {
  const ferried = [...new Set(chains.map(ferryAsset))].map((id) => {
    const own = chains.filter((chain) => ferryAsset(chain) === id)
    const decimals = own[0]?.markets.eur.decimals ?? 0
    const tokens = Object.fromEntries(own.map(({ name, markets }) => [name, markets.eur.token]))
    return [id, { symbol: 'EUR', decimals, group: 'eur', tokens }] as const
  })
  return {
    usd: {
      symbol: 'USD',
      decimals: 6,
      tokens: Object.fromEntries(chains.map(({ name, markets }) => [name, markets.usd.token])),
      feeds: ['usd-feed'],
    },
    ...(hasFerry ? Object.fromEntries(ferried) : {}),
    ...(hasYield
      ? {
          share: {
            symbol: 'yUSD',
            decimals: 6,
            tokens: Object.fromEntries(
              chains.flatMap(({ name, yieldVault }) =>
                yieldVault === undefined ? [] : [[name, yieldVault]],
              ),
            ),
            sharesOf: 'usd',
          },
        }
      : {}),
  }
}

function toFeeds({ chains }: Deployment): NonNullable<ConfigInput['feeds']> {
  const feeds = chains.flatMap(({ name, feed }) =>
    feed === undefined
      ? []
      : [{ chain: name, address: feed, startBlock: 0, decimals: 8, heartbeatSeconds: 3_600 }],
  )
  return Object.fromEntries(feeds.map((feed) => ['usd-feed', feed]))
}

function toBridges(deployment: Deployment): NonNullable<ConfigInput['bridges']> {
  const { chains, hasFerry, skewSeconds, stuckAfterSeconds } = deployment
  const policy = { skewSeconds, stuckAfterSeconds, p99Seconds: 20 }
  const ferry = {
    type: 'custom' as const,
    members: chains.map(({ name, markets }) => ({
      chain: name,
      address: markets.eur.carrier,
      startBlock: 0,
    })),
    policy,
    definition: routeDefinition(deployment),
  }
  return {
    warp: {
      type: 'hyperlane',
      asset: 'usd',
      members: chains.map(({ name, mailbox, markets }) => ({
        chain: name,
        mailbox,
        router: markets.usd.carrier,
        token: markets.usd.token,
        startBlock: 0,
      })),
      policy,
    },
    ...(hasFerry ? { ferry } : {}),
  }
}

function toBook(chain: SimChain, family: 'usd' | 'eur'): Vault {
  return {
    type: 'custom',
    chain: chain.name,
    address: chain.markets[family].book,
    startBlock: 0,
    asset: family === 'usd' ? 'usd' : ferryAsset(chain),
    definition: bookDefinition,
  }
}

function toYieldVaults({ chains, hasYield }: Deployment): Vault[] {
  if (!hasYield) return []
  return chains.flatMap(({ name, yieldVault, markets }): Vault[] =>
    yieldVault === undefined
      ? []
      : [
          {
            type: 'erc4626',
            chain: name,
            address: yieldVault,
            startBlock: 0,
            asset: 'share',
            underlying: markets.usd.token,
          },
        ],
  )
}
