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
  const custody = new Set(custom.map(({ chainId, address }) => place(chainId, address)))
  const custodyTokens = new Set(custom.map(({ chainId, token }) => place(chainId, token)))
  const carried = indexCarriers(project)
  return {
    isFollowed: (chainId) => chains.has(chainId),
    asset: (id) => {
      const asset = assets.get(id)
      assert(asset !== undefined, `asset ${id} is not configured`)
      return asset
    },
    assetOfToken: (chainId, token) => tokens.get(place(chainId, token)),
    groupTokenOn: (chainId, asset) =>
      asset.tokens.get(chainId) ??
      project.assets
        .find(({ group, tokens }) => group === asset.group && tokens.has(chainId))
        ?.tokens.get(chainId),
    isCustodian: (chainId, address) => custody.has(place(chainId, address)),
    isCustodyToken: (chainId, token) => custodyTokens.has(place(chainId, token)),
    collateralVenueAt: (chainId, address) =>
      vaults.get(place(chainId, address)) ?? landings.get(place(chainId, address)),
    requestVaultAt: (chainId, address) => requestVaults.get(place(chainId, address)),
    bridge: (id) => bridges.get(id),
    bridgeOfToken: (chainId, token) => carried.get(place(chainId, token)),
    policy: (id) => bridges.get(id)?.policy ?? unknownPolicy,
    bridgeStart: (id, chainId) =>
      bridges.get(id)?.members.find((member) => member.chainId === chainId)?.startBlock,
  }
}

function place(chainId: ChainId, address: Address): string {
  return `${chainId}:${address}`
}

function indexTokens(project: Project): Map<string, AssetConfig> {
  const tokens = new Map<string, AssetConfig>()
  for (const asset of project.assets) {
    for (const [chainId, token] of asset.tokens) tokens.set(place(chainId, token), asset)
  }
  // Shares that wait for redemption are shares, by a name of their own.
  for (const { chainId, share, redeeming } of indexRequestVaults(project).values()) {
    const asset = tokens.get(place(chainId, share))
    if (asset !== undefined) tokens.set(place(chainId, redeeming), asset)
  }
  return tokens
}

function indexRequestVaults(project: Project): ReadonlyMap<string, Erc7540Vault> {
  const vaults = project.venues.flatMap((venue) => venue.vaults)
  return new Map(
    vaults.flatMap((vault) =>
      vault.type === 'erc7540' ? [[place(vault.chainId, vault.address), vault] as const] : [],
    ),
  )
}

function isCustom(vault: VaultConfig): vault is CustomVault {
  return vault.type === 'custom'
}

function indexVaults(project: Project): Map<string, string> {
  const vaults = new Map<string, string>()
  for (const venue of project.venues) {
    for (const vault of venue.vaults) {
      vaults.set(place(vault.chainId, vault.address), venue.id)
    }
  }
  return vaults
}

function indexLandings(project: Project): Map<string, string> {
  const landings = new Map<string, string>()
  for (const venue of project.venues) {
    for (const landing of venue.landings) {
      landings.set(place(landing.chainId, landing.address), venue.id)
    }
  }
  return landings
}

function indexCarriers(project: Project): Map<string, string> {
  const carriers = new Map<string, string>()
  for (const bridge of project.bridges) {
    if (bridge.type !== 'hyperlane') continue
    for (const member of bridge.members)
      carriers.set(place(member.chainId, member.token), bridge.id)
  }
  for (const [token, bridge] of indexProtocols(project))
    if (!carriers.has(token)) carriers.set(token, bridge)
  return carriers
}

/** Tokens of protocols, which carry many: one that two bridges carry names neither. */
function indexProtocols(project: Project): ReadonlyMap<string, string> {
  const bridges = new Map<string, string[]>()
  for (const bridge of project.bridges) {
    if (bridge.type !== 'protocol') continue
    for (const { chainId, tokens } of bridge.members)
      for (const token of tokens.keys()) {
        const key = place(chainId, token)
        bridges.set(key, [...(bridges.get(key) ?? []), bridge.id])
      }
  }
  const single = [...bridges].flatMap(([token, [id, other]]): [string, string][] =>
    id === undefined || other !== undefined ? [] : [[token, id]],
  )
  return new Map(single)
}
