import type { BridgeProtocol } from '../../../src/config/BridgeProtocol.ts'
import type { ProtocolBridge, ProtocolMember, RoutePolicy } from '../../../src/config/Project.ts'
import type { LegFact } from '../../../src/facts/BridgeFacts.ts'
import type { Address, ChainId, Hex } from '../../../src/facts/primitives.ts'
import { createProtocolDecoder } from '../../../src/protocols/bridges/createProtocolDecoder.ts'
import { type LogParts, transactionOf } from '../logs.ts'

export const policy: RoutePolicy = {
  stuckAfterSeconds: 600n,
  p99Seconds: 60n,
  skewSeconds: 5n,
  haircutBps: 0n,
}

/** One chain of a test's route: contracts by role, one address or several, and decimals by token. */
export interface MemberParts {
  chainId: ChainId
  domain: string
  contracts: Readonly<Record<string, Address | readonly Address[]>>
  tokens: Readonly<Record<Address, number>>
}

export function bridgeOf(
  protocol: BridgeProtocol,
  members: readonly MemberParts[],
  others: Partial<ProtocolBridge> = {},
): ProtocolBridge {
  return {
    type: 'protocol',
    id: `${protocol.name}:test`,
    protocol,
    members: members.map(toMember),
    policy,
    foreignDomains: new Map(),
    environment: undefined,
    ...others,
  }
}

function toMember({ chainId, domain, contracts, tokens }: MemberParts): ProtocolMember {
  return {
    chainId,
    domain,
    contracts: new Map(
      Object.entries(contracts).map(([role, address]) => [
        role,
        typeof address === 'string' ? [address] : address,
      ]),
    ),
    // CAST: keys of a record of addresses are addresses.
    tokens: new Map(Object.entries(tokens) as [Address, number][]),
    startBlock: 0n,
  }
}

/** The decoder of a bridge on one of its chains. */
export function decoderOf(bridge: ProtocolBridge, chainId: ChainId, rank = 0) {
  const member = bridge.members.find((each) => each.chainId === chainId)
  if (member === undefined) throw new Error(`no member on chain ${chainId}`)
  return createProtocolDecoder({ bridge, member, sourceId: `${chainId}/${bridge.id}`, rank })
}

/** What the bridge says of one transaction on a chain: its legs and the reasons of what it cannot trust. */
export function decodeOn(
  bridge: ProtocolBridge,
  chainId: ChainId,
  logs: readonly LogParts[],
  txHash?: Hex,
) {
  const transaction = transactionOf(logs)
  const stamped =
    txHash === undefined
      ? transaction
      : { ...transaction, txHash, logs: transaction.logs.map((log) => ({ ...log, txHash })) }
  const { facts, quarantined } = decoderOf(bridge, chainId).decode({ ...stamped, chainId })
  return {
    facts,
    legs: facts.flatMap(({ body }): LegFact[] => (body.kind === 'leg' ? [body] : [])),
    reasons: quarantined.map(({ reason }) => reason),
  }
}
