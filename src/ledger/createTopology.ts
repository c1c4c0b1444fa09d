import type { Erc7540Vault } from '../config/Erc7540Vault.ts'
import type {
  AssetConfig,
  BridgeConfig,
  CustomVault,
  Project,
  RoutePolicy,
  VaultConfig,
} from '../config/Project.ts'
import { assert } from '../errors/assert.ts'
import type { Address, ChainId } from '../facts/primitives.ts'
import { PlaceMap } from './PlaceMap.ts'

/** The configured world as the ledger asks for it: who stands where. Built once per config. */
export interface Topology {
  isFollowed(chainId: ChainId): boolean
  asset(id: string): AssetConfig
  assetOfToken(chainId: ChainId, token: Address): AssetConfig | undefined
  /** The asset's token on a chain, or where it has none there that of another asset of its group. */
  groupTokenOn(chainId: ChainId, asset: AssetConfig): Address | undefined
  /** Whether the token movements of this address are followed: a vault whose book must account for each of them. */
  isCustodian(chainId: ChainId, address: Address): boolean
  /** Whether movements of this token at the chain's custodians are followed. */
  isCustodyToken(chainId: ChainId, token: Address): boolean
  /** The venue whose collateral arrives at this address: a vault or a landing contract. */
  collateralVenueAt(chainId: ChainId, address: Address): string | undefined
  /** The vault that takes requests and stands at this address. */
  requestVaultAt(chainId: ChainId, address: Address): Erc7540Vault | undefined
  bridge(id: string): BridgeConfig | undefined
  /** The bridge that carries this token on this chain, for credits that name only a key. */
  bridgeOfToken(chainId: ChainId, token: Address): string | undefined
  policy(bridge: string): RoutePolicy
  /** Chains on which the bridge is followed, with the first covered block. */
  bridgeStart(bridge: string, chainId: ChainId): bigint | undefined
}

/** Route policy of a bridge that the config no longer has: the careful choice. */
const unknownPolicy: RoutePolicy = {
  stuckAfterSeconds: 1800n,
  p99Seconds: 600n,
  skewSeconds: 60n,
  haircutBps: 10_000n,
}

/** Indexes a project by address, so that binding and evaluation are lookups. */
export function createTopology(project: Project): Topology {
  const chains = new Set(project.chains.map((chain) => chain.id))
  const assets = new Map(project.assets.map((asset) => [asset.id, asset]))
  const bridges = new Map(project.bridges.map((bridge) => [bridge.id, bridge]))
  const tokens = indexTokens(project)
  const vaults = indexVaults(project)
  const landings = indexLandings(project)
  const custom = project.venues.flatMap((venue) => venue.vaults).filter(isCustom)
  const requestVaults = indexRequestVaults(project)
  const custody = new PlaceMap<CustomVault>()
  const custodyTokens = new PlaceMap<CustomVault>()
  for (const vault of custom) {
    custody.set(vault.chainId, vault.address, vault)
    custodyTokens.set(vault.chainId, vault.token, vault)
  }
  const carried = indexCarriers(project)
  return {
    isFollowed: (chainId) => chains.has(chainId),
    asset: (id) => {
      const asset = assets.get(id)
      assert(asset !== undefined, `asset ${id} is not configured`)
      return asset
    },
    assetOfToken: (chainId, token) => tokens.get(chainId, token),
    groupTokenOn: (chainId, asset) =>
      asset.tokens.get(chainId) ??
      project.assets
        .find(({ group, tokens }) => group === asset.group && tokens.has(chainId))
        ?.tokens.get(chainId),
    isCustodian: (chainId, address) => custody.get(chainId, address) !== undefined,
    isCustodyToken: (chainId, token) => custodyTokens.get(chainId, token) !== undefined,
    collateralVenueAt: (chainId, address) =>
      vaults.get(chainId, address) ?? landings.get(chainId, address),
    requestVaultAt: (chainId, address) => requestVaults.get(chainId, address),
    bridge: (id) => bridges.get(id),
    bridgeOfToken: (chainId, token) => carried.get(chainId, token),
    policy: (id) => bridges.get(id)?.policy ?? unknownPolicy,
    bridgeStart: (id, chainId) =>
      bridges.get(id)?.members.find((member) => member.chainId === chainId)?.startBlock,
  }
}

function indexTokens(project: Project): PlaceMap<AssetConfig> {
  const tokens = new PlaceMap<AssetConfig>()
  for (const asset of project.assets) {
    for (const [chainId, token] of asset.tokens) tokens.set(chainId, token, asset)
  }
  // Shares that wait for redemption are shares, by a name of their own.
  for (const { chainId, share, redeeming } of indexRequestVaults(project).values()) {
    const asset = tokens.get(chainId, share)
    if (asset !== undefined) tokens.set(chainId, redeeming, asset)
  }
  return tokens
}

function indexRequestVaults(project: Project): PlaceMap<Erc7540Vault> {
  const vaults = new PlaceMap<Erc7540Vault>()
  for (const vault of project.venues.flatMap((venue) => venue.vaults))
    if (vault.type === 'erc7540') vaults.set(vault.chainId, vault.address, vault)
  return vaults
}

function isCustom(vault: VaultConfig): vault is CustomVault {
  return vault.type === 'custom'
}

function indexVaults(project: Project): PlaceMap<string> {
  const vaults = new PlaceMap<string>()
  for (const venue of project.venues)
    for (const { chainId, address } of venue.vaults) vaults.set(chainId, address, venue.id)
  return vaults
}

function indexLandings(project: Project): PlaceMap<string> {
  const landings = new PlaceMap<string>()
  for (const venue of project.venues)
    for (const { chainId, address } of venue.landings) landings.set(chainId, address, venue.id)
  return landings
}

/** Protocols carry many tokens: one that two of them carry names neither. A warp route's token is its own. */
function indexCarriers(project: Project): PlaceMap<string | undefined> {
  const carriers = new PlaceMap<string | undefined>()
  const taken = new PlaceMap<true>()
  for (const { id, type, members } of project.bridges) {
    if (type !== 'protocol') continue
    for (const { chainId, tokens } of members)
      for (const token of tokens.keys()) {
        carriers.set(chainId, token, taken.get(chainId, token) ? undefined : id)
        taken.set(chainId, token, true)
      }
  }
  for (const { id, type, members } of project.bridges)
    if (type === 'hyperlane')
      for (const { chainId, token } of members) carriers.set(chainId, token, id)
  return carriers
}
