import type { CustomDefinition } from '../config/CustomDefinition.ts'
import type { FeedConfig } from '../config/FeedConfig.ts'
import type {
  BridgeConfig,
  MarketConfig,
  Project,
  ProtocolBridge,
  VaultConfig,
  VenueConfig,
} from '../config/Project.ts'
import { assert } from '../errors/assert.ts'
import { ConfigError } from '../errors/ConfigError.ts'
import type { Decoder } from '../facts/Decoder.ts'
import type { Address, ChainId } from '../facts/primitives.ts'
import { createBackingDecoders } from './backing/createBackingDecoders.ts'
import { bridgeSourceId } from './bridgeSourceId.ts'
import { createProtocolDecoder } from './bridges/createProtocolDecoder.ts'
import { createHyperlaneDecoder } from './bridges/hyperlane.ts'
import { createCustomDecoder } from './custom.ts'
import { factRank, feedRank, sharedMarketRank } from './factRank.ts'
import { createLendingDecoders } from './lending/createLendingDecoders.ts'
import { createChainlinkDecoder } from './oracles/chainlink.ts'
import { createPythDecoder } from './oracles/pyth.ts'
import { createSequencerDecoder } from './oracles/sequencerUptime.ts'
import { createPerpetualDecoders } from './perpetuals/createPerpetualDecoders.ts'
import { createOrderlyLedgerDecoder } from './perpetuals/orderly/orderlyLedger.ts'
import { createCustodyDecoder } from './vaults/custody.ts'
import { createErc4626Decoder } from './vaults/erc4626.ts'
import { createErc7540Decoder } from './vaults/erc7540.ts'
import { createShareRateDecoder } from './vaults/shareRate.ts'

/** Rank for the next decoder of a family on a contract, see `factRank`. */
type RankOf = (
  family: 'vault' | 'market' | 'bridge' | 'sharedMarket',
  chainId: ChainId,
  address: Address,
) => number

/**
 * All decoder instances of a project, over all its chains. A source id holds the chain and the address, so that it
 * survives restarts and reordering.
 *
 * @throws {ConfigError} when two entries would follow one contract for one purpose.
 */
export function createDecoders(
  project: Pick<Project, 'feeds' | 'sequencers' | 'bridges' | 'venues' | 'rates' | 'backing'>,
): readonly Decoder[] {
  const rankOf = createRanks()
  const vaults = project.venues.flatMap((venue) => venue.vaults)
  const custom = vaults.filter((vault) => vault.type === 'custom')
  const bridged = project.bridges.map((bridge) => ({
    bridge: bridge.id,
    legs: createBridgeDecoders(bridge, rankOf),
  }))
  const decoders = [
    ...createFeedDecoders(project.feeds),
    ...(project.sequencers ?? []).map(createSequencerDecoder),
    ...project.venues.flatMap((venue) => createVenueDecoders(venue, rankOf)),
    ...(project.rates ?? []).map(createShareRateDecoder),
    ...bridged.flatMap(({ legs }) => legs),
    ...[...new Set(custom.map((vault) => vault.chainId))].map((chainId) =>
      createCustodyDecoder({ chainId, vaults: custom, rank: factRank('custody', 0) }),
    ),
    ...createBackingDecoders(project.backing, bridged),
  ]
  assertDistinct(decoders)
  return decoders
}

/** Feeds of one contract may draw from one log, such as one with all prices: each has a rank of its own there. */
function createFeedDecoders(feeds: readonly FeedConfig[]): readonly Decoder[] {
  const counts = new Map<string, number>()
  return feeds.map((feed) => {
    const place = `${feed.chainId}:${feed.address}`
    const instance = counts.get(place) ?? 0
    counts.set(place, instance + 1)
    return createFeedDecoder(feed, instance)
  })
}

function createFeedDecoder(feed: FeedConfig, instance: number): Decoder {
  const { id, chainId, address, startBlock, source } = feed
  switch (source?.type) {
    case undefined:
    case 'proxy':
      return createChainlinkDecoder(feed)
    case 'pyth':
      return createPythDecoder(feed, source.priceId)
    case 'custom':
      return createCustomDecoder({
        definition: assertFamily(source.definition, 'feed'),
        chainId,
        contract: address,
        venue: '',
        token: undefined,
        bridge: undefined,
        feed: id,
        sourceId: `${chainId}/feed:${address}:${id}`,
        startBlock,
        rank: feedRank(instance),
      })
  }
}

function createVenueDecoders(venue: VenueConfig, rankOf: RankOf): readonly Decoder[] {
  const vaults = venue.vaults.map((vault) => createVaultDecoder(venue.id, vault, rankOf))
  const markets = venue.markets.map((market) => createMarketDecoder(venue.id, market, rankOf))
  return [...vaults, ...markets, ...createOwnDecoders(venue, rankOf)]
}

/** Of the protocol that is the venue by itself. */
function createOwnDecoders(
  { id: venue, lending: pool, perpetual: exchange }: VenueConfig,
  rankOf: RankOf,
): readonly Decoder[] {
  if (pool !== undefined) {
    const rank = () =>
      pool.type === 'eulerV2'
        ? // Venues of one connector have collateral in common, too.
          rankOf('sharedMarket', pool.chainId, pool.evc)
        : rankOf('market', pool.chainId, pool.pool)
    return createLendingDecoders({ venue, pool, rank })
  }
  if (exchange === undefined) return []
  const rank = rankOf('market', exchange.chainId, exchange.pool)
  return createPerpetualDecoders({ venue, exchange, rank })
}

function createMarketDecoder(venue: string, market: MarketConfig, rankOf: RankOf): Decoder {
  const { chainId, address, startBlock } = market
  const rank = rankOf('market', chainId, address)
  if (market.type === 'orderly') return createOrderlyLedgerDecoder({ venue, ledger: market, rank })
  return createCustomDecoder({
    definition: assertFamily(market.definition, 'market'),
    chainId,
    contract: address,
    venue,
    token: market.token,
    bridge: undefined,
    sourceId: `${chainId}/market:${address}:${venue}`,
    startBlock,
    rank,
  })
}

function createVaultDecoder(venue: string, vault: VaultConfig, rankOf: RankOf): Decoder {
  const { chainId, address, startBlock } = vault
  const rank = rankOf('vault', chainId, address)
  if (vault.type === 'erc4626') return createErc4626Decoder({ venue, vault, rank })
  if (vault.type === 'erc7540') return createErc7540Decoder({ venue, vault, rank })
  return createCustomDecoder({
    definition: assertFamily(vault.definition, 'vault'),
    chainId,
    contract: address,
    venue,
    token: vault.token,
    bridge: undefined,
    // One contract may keep several tokens, each an entry of its own.
    sourceId: `${chainId}/vault:${address}:${venue}:${vault.asset}`,
    startBlock,
    rank,
  })
}

function createBridgeDecoders(bridge: BridgeConfig, rankOf: RankOf): readonly Decoder[] {
  if (bridge.type === 'hyperlane')
    return bridge.members.map((member) => {
      const rank = rankOf('bridge', member.chainId, member.router)
      return createHyperlaneDecoder({ bridge, member, rank })
    })
  if (bridge.type === 'protocol') return createProtocolDecoders(bridge, rankOf)
  return bridge.members.map(({ chainId, address, startBlock }) =>
    createCustomDecoder({
      definition: assertFamily(bridge.definition, 'bridge'),
      chainId,
      contract: address,
      venue: '',
      token: undefined,
      bridge: bridge.id,
      sourceId: `${chainId}/bridge:${address}:${bridge.id}`,
      startBlock,
      rank: rankOf('bridge', chainId, address),
    }),
  )
}

function createProtocolDecoders(bridge: ProtocolBridge, rankOf: RankOf): readonly Decoder[] {
  return bridge.members.map((member) => {
    const { chainId, contracts } = member
    // Two bridges may share contracts, such as a messenger of two assets; their facts differ by the rank on the first.
    const [contract] = [...contracts.values()].flat()
    const sourceId = bridgeSourceId(bridge, chainId)
    assert(contract !== undefined && sourceId !== undefined, 'a member of a bridge has a contract')
    const rank = rankOf('bridge', chainId, contract)
    return createProtocolDecoder({ bridge, member, sourceId, rank })
  })
}

function createRanks(): RankOf {
  const counts = new Map<string, number>()
  return (family, chainId, address) => {
    const key = `${family}:${chainId}:${address}`
    const instance = counts.get(key) ?? 0
    counts.set(key, instance + 1)
    return family === 'sharedMarket' ? sharedMarketRank(instance) : factRank(family, instance)
  }
}

function assertFamily(
  definition: CustomDefinition,
  family: CustomDefinition['family'],
): CustomDefinition {
  if (definition.family === family) return definition
  throw new ConfigError({
    field: `definition ${definition.name}`,
    problem: `it describes a ${definition.family} and stands where a ${family} is expected`,
    cure: 'Move it to the matching list, or describe the contract with the other define function.',
  })
}

function assertDistinct(decoders: readonly Decoder[]): void {
  const ids = new Set<string>()
  for (const { source } of decoders) {
    if (ids.has(source.id))
      throw new ConfigError({
        field: source.id,
        problem: 'this contract is configured twice for the same purpose',
        cure: 'Remove one of the entries.',
      })
    ids.add(source.id)
  }
}
