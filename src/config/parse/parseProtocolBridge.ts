import { ConfigError } from '../../errors/ConfigError.ts'
import type { Address, ChainId } from '../../facts/primitives.ts'
import type { BridgeProtocol } from '../BridgeProtocol.ts'
import type { Domain } from '../BridgeRoute.ts'
import type { AssetConfig, ProtocolBridge, ProtocolMember, RoutePolicy } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { findNamed } from './findNamed.ts'
import type { ConfigWorld, ParsedChain } from './parseChains.ts'
import { toFieldPath } from './toFieldPath.ts'

type ProtocolValues = Extract<ConfigValues['bridges'][string], { type: 'protocol' }>
type MemberValues = ProtocolValues['members'][number]
type Path = readonly (string | number)[]

interface Known {
  chains: ReadonlyMap<string, ParsedChain>
  assets: ReadonlyMap<string, AssetConfig>
  world: Pick<ConfigWorld, 'presets' | 'protocols'>
}

/** What holds where neither the config nor the protocol says anything, as for the other bridges. */
const policyDefault: RoutePolicy = {
  stuckAfterSeconds: 1_800n,
  p99Seconds: 600n,
  skewSeconds: 60n,
  haircutBps: 0n,
}

/** Resolves the protocol, its contracts by role, domains and tokens. Throws `ConfigError`. */
export function parseProtocolBridge(
  id: string,
  bridge: ProtocolValues,
  known: Known,
): ProtocolBridge {
  const path = ['bridges', id]
  const protocol = findProtocol(bridge.protocol, known, path)
  const assets = bridge.assets.map((name, i) => {
    const field = toFieldPath([...path, 'assets', i])
    return findNamed(known.assets, name, { field, section: 'assets' })
  })
  const members: ProtocolMember[] = []
  for (const [i, values] of bridge.members.entries()) {
    const place = [...path, 'members', i]
    const member = parseMember(values, protocol, assets, { known, path: place })
    if (
      members.some(({ chainId, domain }) => chainId === member.chainId || domain === member.domain)
    )
      throw new ConfigError({
        field: toFieldPath(place),
        problem: `chain ${values.chain} or domain ${member.domain} is already a member`,
        cure: 'Keep one member per chain, with all its contracts.',
      })
    members.push(member)
  }
  checkPair(protocol, members, path)
  const { environment, policy } = bridge
  const foreignDomains = parseForeignDomains(bridge, protocol, known)
  for (const { domain } of members) foreignDomains.delete(domain)
  return {
    type: 'protocol',
    id,
    protocol,
    members,
    policy: { ...policyDefault, ...protocol.policy, ...withoutUndefined(policy) },
    foreignDomains,
    environment,
  }
}

/** With a third chain nobody could say where a transfer comes from. */
function checkPair({ name, isPair }: BridgeProtocol, members: readonly unknown[], path: Path) {
  if (isPair !== true || members.length <= 2) return
  throw new ConfigError({
    field: toFieldPath([...path, 'members', 2]),
    problem: `is a third chain, and the contracts of ${name} serve two and name neither`,
    cure: 'Write a bridge of its own for each pair of chains, with the contracts of that pair.',
  })
}

function findProtocol(
  value: ProtocolValues['protocol'],
  { world }: Known,
  path: Path,
): BridgeProtocol {
  if (typeof value !== 'string') return value
  const known = new Map(Object.entries(world.protocols ?? {}))
  const protocol = known.get(value)
  if (protocol !== undefined) return protocol
  throw new ConfigError({
    field: toFieldPath([...path, 'protocol']),
    problem: `'${value}' is not a known protocol`,
    cure: `Write one of: ${[...known.keys()].join(', ')}, or what \`defineProtocol\` returns.`,
  })
}

function parseMember(
  values: MemberValues,
  protocol: BridgeProtocol,
  assets: readonly AssetConfig[],
  { known, path }: { known: Known; path: Path },
): ProtocolMember {
  const { config, domains } = findNamed(known.chains, values.chain, {
    field: toFieldPath([...path, 'chain']),
    section: 'chains',
  })
  const preset = protocol.domain === 'chainId' ? config.id : domains[protocol.domain]
  const domain = values.domain ?? (preset === undefined ? undefined : String(preset))
  if (domain === undefined)
    throw new ConfigError({
      field: toFieldPath([...path, 'domain']),
      problem: `is missing, and no preset says what ${protocol.name} calls ${values.chain}`,
      cure: 'Write the domain of this chain, or give the chain a preset that has it.',
    })
  const tokens = assets.flatMap(({ decimals, tokens }): [Address, number][] => {
    const token = tokens.get(config.id)
    return token === undefined ? [] : [[token, decimals]]
  })
  return {
    chainId: config.id,
    domain,
    contracts: parseContracts(values, protocol, path),
    tokens: new Map(tokens),
    startBlock: values.startBlock,
  }
}

function parseContracts(
  { contracts }: MemberValues,
  protocol: BridgeProtocol,
  path: Path,
): ReadonlyMap<string, readonly Address[]> {
  const roles = Object.keys(protocol.contracts)
  const unknown = Object.keys(contracts).find((role) => !roles.includes(role))
  if (unknown !== undefined)
    throw new ConfigError({
      field: toFieldPath([...path, 'contracts', unknown]),
      problem: `is no contract of ${protocol.name}`,
      cure: `Remove it, or write one of: ${roles.join(', ')}.`,
    })
  for (const [role, { isOptional }] of Object.entries(protocol.contracts)) {
    if (isOptional === true || contracts[role] !== undefined) continue
    throw new ConfigError({
      field: toFieldPath([...path, 'contracts', role]),
      problem: 'is missing',
      cure: `Write the address of the ${role} of ${protocol.name} on this chain.`,
    })
  }
  return new Map(Object.entries(contracts))
}

/** Presets name mainnets: in another environment their domains are other chains'. */
function parseForeignDomains(
  { foreignDomains, environment }: ProtocolValues,
  { domain }: BridgeProtocol,
  { world }: Known,
): Map<Domain, ChainId> {
  const presets = environment === undefined ? Object.values(world.presets) : []
  const known = presets.flatMap(({ id, domains }): [Domain, ChainId][] => {
    const number = domain === 'chainId' ? undefined : domains[domain]
    return number === undefined ? [] : [[String(number), id]]
  })
  return new Map([...known, ...Object.entries(foreignDomains)])
}

function withoutUndefined(policy: ProtocolValues['policy']): Partial<RoutePolicy> {
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined))
}
