import { stringToHex } from 'viem'
import type { BridgeRoute, Domain, LegParameters } from '../../config/BridgeRoute.ts'
import type { ProtocolBridge, ProtocolMember } from '../../config/Project.ts'
import type { Address, Hex } from '../../facts/primitives.ts'
import { keccak256 } from '../../utils/keccak256.ts'
import { toLegFact } from './toLegFact.ts'

/** What a protocol is told of one member of a bridge, and of the others. */
export function createRoute(bridge: ProtocolBridge, member: ProtocolMember): BridgeRoute {
  const { chainId, domain, contracts, tokens } = member
  const members = new Map(bridge.members.map((each) => [each.domain, each]))
  const chainIds = new Map([
    ...bridge.foreignDomains,
    ...bridge.members.map((each) => [each.domain, each.chainId] as const),
  ])
  const others = bridge.members.filter((each) => each.chainId !== chainId)
  const roles = indexRoles(bridge, member)
  const toKey = createKeys(bridge.environment)
  const chainOf = (other: Domain | number | bigint) =>
    chainIds.get(String(other)) ?? chainIdOf(bridge, other)
  return {
    chainId,
    domain,
    tokens,
    contractsOf: (role) => contracts.get(role) ?? [],
    rolesOf: (contract) => roles.get(contract) ?? [],
    peersOf: (peer, role) => {
      const other = members.get(String(peer))
      return other && (other.contracts.get(role) ?? [])
    },
    peerTokens: (peer) => members.get(String(peer))?.tokens,
    peer: others.length === 1 ? others[0]?.domain : undefined,
    chainOf,
    leg: (leg) => toLegFact(bridge.id, { ...leg, ...toKey(leg) }),
    control: ({ contract, way = 'both', lanes, change }) => ({
      kind: 'control',
      bridge: bridge.id,
      contract,
      way,
      lanes: lanes?.flatMap((lane) => chainOf(lane) ?? []),
      change,
    }),
  }
}

/** A protocol that goes by chain ids names chains that no config does. */
function chainIdOf({ protocol }: ProtocolBridge, domain: Domain | number | bigint) {
  const id = Number(domain)
  return protocol.domain === 'chainId' && Number.isSafeInteger(id) ? id : undefined
}

function indexRoles(
  { protocol }: ProtocolBridge,
  { contracts, tokens }: ProtocolMember,
): ReadonlyMap<Address, readonly string[]> {
  const roles = new Map<Address, string[]>()
  for (const [role, { paidBy }] of Object.entries(protocol.contracts))
    for (const address of (paidBy ? [...tokens.keys()] : contracts.get(role)) ?? [])
      roles.set(address, [...(roles.get(address) ?? []), role])
  return roles
}

/** Networks that share domains count their messages alike, so that their keys must differ by something else. */
function createKeys(environment: string | undefined) {
  if (environment === undefined) return () => ({})
  const salt = stringToHex(environment)
  const toSalted = (key: Hex): Hex => keccak256(`${salt}${key.slice(2)}`)
  return ({
    key,
    alias,
    payloadHash = key,
  }: Pick<LegParameters, 'key' | 'alias' | 'payloadHash'>) => ({
    key: toSalted(key),
    alias: alias && toSalted(alias),
    // A payload that is the key, because the key commits to it, goes on being it.
    payloadHash: payloadHash === key ? toSalted(key) : payloadHash,
  })
}
