import { ConfigError } from '../../errors/ConfigError.ts'
import type { ChainId } from '../../facts/primitives.ts'
import type {
  AssetConfig,
  BridgeConfig,
  BridgeMember,
  CustomBridge,
  RoutePolicy,
} from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { findNamed } from './findNamed.ts'
import type { ConfigWorld, ParsedChain } from './parseChains.ts'
import { parseProtocolBridge } from './parseProtocolBridge.ts'
import { toFieldPath } from './toFieldPath.ts'

type BridgeValues = ConfigValues['bridges'][string]
type HyperlaneValues = Extract<BridgeValues, { type: 'hyperlane' }>
type CustomValues = Extract<BridgeValues, { type: 'custom' }>

interface Known {
  chains: ReadonlyMap<string, ParsedChain>
  assets: ReadonlyMap<string, AssetConfig>
  world: ConfigWorld
}

/** Resolves the members of bridges: their chains, domains and tokens. Throws `ConfigError`. */
export function parseBridges(
  values: ConfigValues['bridges'],
  known: Known,
): readonly BridgeConfig[] {
  const bridges = Object.entries(values).map(([id, bridge]) => {
    const parsed = parseBridge(id, bridge, known)
    checkPolicy(id, parsed.policy)
    return parsed
  })
  checkDomains(bridges)
  return bridges
}

function parseBridge(id: string, bridge: BridgeValues, known: Known): BridgeConfig {
  switch (bridge.type) {
    case 'hyperlane':
      return parseHyperlane(id, bridge, known)
    case 'custom':
      return parseCustom(id, bridge, known)
    case 'protocol': {
      const parsed = parseProtocolBridge(id, bridge, known)
      if (parsed.members.length === 0) throw noMember(id)
      return parsed
    }
  }
}

function parseHyperlane(id: string, bridge: HyperlaneValues, known: Known): BridgeConfig {
  const asset = findNamed(known.assets, bridge.asset, {
    field: toFieldPath(['bridges', id, 'asset']),
    section: 'assets',
  })
  const members: BridgeMember[] = []
  for (const [i, member] of bridge.members.entries()) {
    const path = ['bridges', id, 'members', i]
    const { config, hyperlaneDomain } = findNamed(known.chains, member.chain, {
      field: toFieldPath([...path, 'chain']),
      section: 'chains',
    })
    const { mailbox, router, startBlock, domain = hyperlaneDomain } = member
    const token = member.token ?? asset.tokens.get(config.id)
    if (token === undefined) {
      throw new ConfigError({
        field: toFieldPath([...path, 'token']),
        problem: `is missing, and asset '${asset.id}' has no token on ${member.chain}`,
        cure: `Write the router's token here, or assets.${asset.id}.tokens.${member.chain}.`,
      })
    }
    checkToken(known, { token, chainId: config.id, asset, path })
    if (members.some((other) => other.chainId === config.id || other.domain === domain)) {
      throw new ConfigError({
        field: toFieldPath(path),
        problem: `chain ${member.chain} or domain ${domain} is already a member`,
        cure: 'Keep one member per chain; another warp route is another bridge.',
      })
    }
    const { pausableIsm, pausableHook } = member
    const pausable = { pausableIsm, pausableHook }
    members.push({ chainId: config.id, domain, mailbox, router, token, ...pausable, startBlock })
  }
  if (members.length === 0) throw noMember(id)
  const foreignDomains = parseForeignDomains(id, bridge, members)
  return { type: 'hyperlane', id, asset: asset.id, members, policy: bridge.policy, foreignDomains }
}

/** The ledger names amounts by their token, so a token that no asset of the group owns would be value without a name. */
function checkToken(
  known: Known,
  parameters: {
    token: string
    chainId: ChainId
    asset: AssetConfig
    path: readonly (string | number)[]
  },
): void {
  const { token, chainId, asset, path } = parameters
  const owner = [...known.assets.values()].find((other) => other.tokens.get(chainId) === token)
  if (owner?.group === asset.group) return
  throw new ConfigError({
    field: toFieldPath([...path, 'token']),
    problem:
      owner === undefined
        ? `${token} is the token of no asset`
        : `${token} is of asset '${owner.id}', which is not in the group '${asset.group}'`,
    cure: `Add it to the tokens of asset '${asset.id}', or of an asset in the same group.`,
  })
}

function parseForeignDomains(
  id: string,
  bridge: HyperlaneValues,
  members: readonly BridgeMember[],
): ReadonlyMap<number, ChainId> {
  const foreign = new Map<number, ChainId>()
  for (const [text, chainId] of Object.entries(bridge.foreignDomains)) {
    const domain = Number(text)
    if (members.some((member) => member.domain === domain)) {
      throw new ConfigError({
        field: toFieldPath(['bridges', id, 'foreignDomains', text]),
        problem: 'is the domain of a member',
        cure: 'Remove it: members are followed.',
      })
    }
    foreign.set(domain, chainId)
  }
  return foreign
}

function parseCustom(id: string, bridge: CustomValues, known: Known): CustomBridge {
  const { definition, policy } = bridge
  const members = bridge.members.map((member, i) => {
    const field = toFieldPath(['bridges', id, 'members', i, 'chain'])
    const { config } = findNamed(known.chains, member.chain, { field, section: 'chains' })
    return { chainId: config.id, address: member.address, startBlock: member.startBlock }
  })
  if (members.length === 0) throw noMember(id)
  return { type: 'custom', id, members, policy, definition }
}

function noMember(id: string): ConfigError {
  return new ConfigError({
    field: toFieldPath(['bridges', id, 'members']),
    problem: 'names no contract',
    cure: 'Write one member per followed chain of the bridge.',
  })
}

/** Mainnet and testnet of a protocol may share domains, and then count their messages alike. */
function checkDomains(bridges: readonly BridgeConfig[]): void {
  const chainIds = new Map<string, ChainId>()
  for (const bridge of bridges) {
    if (bridge.type !== 'protocol') continue
    for (const [i, { domain, chainId }] of bridge.members.entries()) {
      const key = JSON.stringify([bridge.protocol.name, bridge.environment, domain])
      if ((chainIds.get(key) ?? chainId) !== chainId)
        throw new ConfigError({
          field: toFieldPath(['bridges', bridge.id, 'members', i, 'domain']),
          problem: `is ${domain}, which is another chain in another bridge of ${bridge.protocol.name}`,
          cure: "Give the bridge of the test networks an environment, such as 'testnet'.",
        })
      chainIds.set(key, chainId)
    }
  }
}

function checkPolicy(id: string, policy: RoutePolicy): void {
  if (policy.p99Seconds <= policy.stuckAfterSeconds) return
  throw new ConfigError({
    field: toFieldPath(['bridges', id, 'policy', 'p99Seconds']),
    problem: `is ${policy.p99Seconds}, more than stuckAfterSeconds ${policy.stuckAfterSeconds}`,
    cure: 'Write less: the weight falls from p99 to stuck.',
  })
}
