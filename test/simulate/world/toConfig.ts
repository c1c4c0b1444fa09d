import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { carrierOf, type Deployment, type SimChain, venueId } from './Deployment.ts'
import { bookDefinition, routeDefinition } from './definitions.ts'
import { gateOf } from './drawGates.ts'
import { ferryAsset } from './ferryAsset.ts'
import { marketDefinition } from './marketDefinition.ts'
import { riskOf } from './riskOf.ts'
import { multicallOf, toBackingConfig } from './toBackingConfig.ts'

/** The config of a seed's world; `urls` has the endpoints of a chain by its name. */
export function toConfig(
  deployment: Deployment,
  database: string,
  urls: (chain: SimChain) => readonly string[],
): ConfigInput {
  const { chains, hasFerry } = deployment
  return {
    database,
    chains: Object.fromEntries(
      chains.map((chain) => [
        chain.name,
        {
          ...toChain(chain, urls(chain)),
          ...toSequencer(deployment, chain),
          ...multicallOf(deployment),
        },
      ]),
    ),
    assets: toAssets(deployment),
    feeds: toFeeds(deployment),
    bridges: toBridges(deployment),
    backing: toBackingConfig(deployment),
    audit,
    venues: [
      {
        id: venueId,
        vaults: [
          ...chains.map((chain) => toBook(chain, 'usd')),
          ...(hasFerry ? chains.map((chain) => toBook(chain, 'eur')) : []),
          ...toYieldVaults(deployment),
        ],
        markets: toMarkets(deployment),
        landings: chains.flatMap(({ name, landing }) =>
          landing === undefined ? [] : [{ chain: name, address: landing }],
        ),
        risk: riskOf(deployment),
      },
    ],
  }
}

/** Often enough that most accounts are audited within a seed. */
const audit = { everySeconds: 20, callsMax: 3 }

type Vault = NonNullable<ConfigInput['venues'][number]['vaults']>[number]
type Market = NonNullable<ConfigInput['venues'][number]['markets']>[number]

/** Of the share token, whatever its underlying has. */
export const shareDecimals = 6

/** Price factor 1. */
const parE18 = '1000000000000000000'

function toChain(chain: SimChain, rpc: readonly string[]): ConfigInput['chains'][string] {
  const { id, blockSeconds, hasTags, safeDepth, finalizedDepth, coverage, rangeBlocksMax } = chain
  const { onViolation = 'halt' } = chain
  return {
    id,
    rpc,
    blockTimeMs: blockSeconds * 1_000,
    timeoutMs: 5_000,
    coverage,
    ...(rangeBlocksMax === undefined ? {} : { rangeBlocksMax }),
    finality: { policy: hasTags ? 'tag' : 'depth', safeDepth, finalizedDepth, onViolation },
  }
}

function toSequencer(
  { economy }: Deployment,
  { index }: SimChain,
): Pick<ConfigInput['chains'][string], 'sequencer'> {
  const feed = economy?.uptimes?.feeds[index]
  if (feed === undefined) return {}
  return { sequencer: { feed, startBlock: 0, graceSeconds: economy?.uptimes?.graceSeconds ?? 0 } }
}

function toAssets(deployment: Deployment): ConfigInput['assets'] {
  const { chains, hasFerry, hasYield, economy } = deployment
  const ferried = [...new Set(chains.map(ferryAsset))].map((id) => {
    const there = chains.filter((chain) => ferryAsset(chain) === id)
    const decimals = there[0]?.markets.eur.decimals ?? 0
    const tokens = Object.fromEntries(there.map(({ name, markets }) => [name, markets.eur.token]))
    const priced = {
      feeds: economy?.eurFeeds ?? [],
      pegE18: economy?.eurPegsE18[decimals] ?? parE18,
    }
    const own = { symbol: 'EUR', decimals, group: 'eur', tokens, ...priced }
    return [id, { ...own, ...amountsOf(id, deployment) }] as const
  })
  return {
    usd: {
      symbol: 'USD',
      decimals: chains[0]?.markets.usd.decimals ?? 0,
      tokens: Object.fromEntries(chains.map(({ name, markets }) => [name, markets.usd.token])),
      feeds: economy?.usdFeeds ?? ['usd-feed'],
      ...amountsOf('usd', deployment),
    },
    // What a market trades and nobody holds.
    ...(economy === undefined || economy.goldFeeds.length === 0
      ? {}
      : { gold: { symbol: 'XAU', decimals: 18, tokens: {}, feeds: economy.goldFeeds } }),
    ...(hasFerry ? Object.fromEntries(ferried) : {}),
    ...(hasYield
      ? {
          share: {
            symbol: 'yUSD',
            decimals: shareDecimals,
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

/** What the operator says of a token that takes a fee on transfer or rebases. */
function amountsOf(id: string, { bridging }: Deployment): { amounts?: 'elastic' } {
  return bridging?.elastic.includes(id) === true ? { amounts: 'elastic' } : {}
}

function toFeeds({ chains, economy }: Deployment): NonNullable<ConfigInput['feeds']> {
  if (economy !== undefined)
    return Object.fromEntries(
      economy.feeds.map(({ id, chain, address, decimals, heartbeatSeconds, deadAfterSeconds }) => {
        const name = chains[chain]?.name ?? ''
        return [
          id,
          { chain: name, address, startBlock: 0, decimals, heartbeatSeconds, deadAfterSeconds },
        ]
      }),
    )
  const feeds = chains.flatMap(({ name, feed }) =>
    feed === undefined
      ? []
      : [{ chain: name, address: feed, startBlock: 0, decimals: 8, heartbeatSeconds: 3_600 }],
  )
  return Object.fromEntries(feeds.map((feed) => ['usd-feed', feed]))
}

function toBridges(deployment: Deployment): NonNullable<ConfigInput['bridges']> {
  const { chains, hasFerry, skewSeconds, stuckAfterSeconds, economy, bridging, gates } = deployment
  const { p99Seconds = 20, haircutBps = 0 } = economy ?? {}
  const policy = { skewSeconds, stuckAfterSeconds, p99Seconds, haircutBps }
  const ferryOf = (version: 2 | undefined) => ({
    type: 'custom' as const,
    members: chains.map((chain) => ({
      chain: chain.name,
      address: carrierOf(chain, 'eur', version),
      startBlock: 0,
    })),
    policy,
    definition: routeDefinition(deployment),
  })
  return {
    warp: {
      type: 'hyperlane',
      asset: 'usd',
      members: chains.map((chain) => ({
        chain: chain.name,
        mailbox: chain.mailbox,
        router: chain.markets.usd.carrier,
        token: chain.markets.usd.token,
        startBlock: 0,
        pausableIsm: gateOf(gates, chain, 'ism'),
        pausableHook: gateOf(gates, chain, 'hook'),
      })),
      policy,
    },
    ...(hasFerry ? { ferry: ferryOf(undefined) } : {}),
    ...(hasFerry && bridging?.hasTwin === true ? { ferry2: ferryOf(2) } : {}),
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

function toMarkets({ chains, economy }: Deployment): Market[] {
  return chains.flatMap(({ name, index, market }): Market[] =>
    market === undefined || economy?.marketChains.includes(index) !== true
      ? []
      : [
          {
            type: 'custom',
            chain: name,
            address: market,
            startBlock: 0,
            asset: 'usd',
            definition: marketDefinition,
          },
        ],
  )
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
