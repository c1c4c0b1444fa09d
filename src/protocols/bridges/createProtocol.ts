import type { Abi } from 'viem'
import type { BridgeProtocol, Finding, MatchingRules } from '../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../config/BridgeRoute.ts'
import type { Address } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { decodeStrict, type StrictDecoder, type StrictEvent } from '../decodeStrict.ts'

/** A contract of a protocol. Two roles may be one address. */
interface ContractParameters {
  /** The events that are read of it; none where only its address matters, such as one that holds what is sent. */
  abi?: Abi
  /** Whether a chain may be without it. Default: every chain has it. */
  isOptional?: boolean
  /**
   * Makes it the role of the route's tokens, with `Transfer` as its event, for a protocol whose own logs do not say what was
   * paid. Fetched are payments by contracts of these roles, and mints.
   */
  paidBy?: readonly string[]
  /** Payments to contracts of these roles are fetched as well, where the protocol does not log what it took. */
  paidTo?: readonly string[]
  /** Of the route's tokens what is burnt is fetched as well, for a protocol whose senders burn and nobody logs it. */
  isBurnt?: boolean
}

export type ProtocolContracts = Readonly<Record<string, ContractParameters>>

/** A decoded event with the role of the contract that logged it: tell them apart by `role` or by `name`. */
export type ProtocolEvent<contracts extends ProtocolContracts> = {
  [role in keyof contracts & string]: StrictEvent<AbiOf<contracts[role]>> & {
    role: role
    log: RawLog
  }
}[keyof contracts & string]

type AbiOf<contract extends ContractParameters> = contract extends { abi: infer abi extends Abi }
  ? abi
  : readonly []

export interface ProtocolParameters<contracts extends ProtocolContracts>
  extends Partial<MatchingRules>,
    Pick<BridgeProtocol, 'name' | 'domain' | 'policy' | 'isPair' | 'isFilled' | 'hasStrangers'> {
  /** Roles whose events say when they stop transfers and when they let them pass again. */
  pausedBy?: readonly (keyof contracts & string)[]
  /** Raise it when the same logs give other facts: they are then decoded again. Default 1. */
  version?: number
  contracts: contracts
  /**
   * Findings in one transaction. `events` are those of the route's own contracts, in log order; what cannot be decoded is
   * quarantined before. Pure; what is of another route or of a token that is not carried is passed over.
   */
  toFindings(events: readonly ProtocolEvent<contracts>[], route: BridgeRoute): readonly Finding[]
}

/**
 * Makes a bridge protocol of its contracts' events and a pure function to legs. Unless said, both sides of a transfer
 * carry exactly the same, and a key is one transfer.
 *
 * @throws {ConfigError} when an event cannot be decoded.
 */
export function createProtocol<const contracts extends ProtocolContracts>(
  parameters: ProtocolParameters<contracts>,
): BridgeProtocol {
  const { name, version = 1, domain, contracts, toFindings } = parameters
  const { amounts = 'exact', keys = 'unique', policy, isPair, isFilled, hasStrangers } = parameters
  const { pausedBy } = parameters
  const decoders = Object.entries(contracts).flatMap(([role, { abi }]) =>
    abi === undefined ? [] : [{ role, ...decodeStrict(abi) }],
  )
  const topicsOf = (role: string) => decoders.find((each) => each.role === role)?.topics ?? []
  return {
    family: 'protocol',
    name,
    version,
    domain,
    amounts,
    keys,
    policy,
    isPair,
    isFilled,
    hasStrangers,
    pausedBy,
    contracts: Object.fromEntries(
      Object.entries(contracts).map(([role, { abi: _, isOptional, ...payments }]) => [
        role,
        {
          topics: topicsOf(role),
          isOptional: isOptional ?? payments.paidBy !== undefined,
          ...payments,
        },
      ]),
    ),
    createReader: (route) => {
      const decode = createLogDecoder(decoders, route)
      return (logs) => {
        const malformed: Finding[] = []
        const events: unknown[] = []
        for (const log of logs) {
          const decoded = decode(log)
          if (typeof decoded === 'string') malformed.push({ log, reason: decoded })
          else if (decoded !== undefined) events.push(decoded)
        }
        if (events.length === 0) return malformed
        // CAST: each event was decoded with the ABI of its role, so that it is one of the union over `contracts`.
        return [...malformed, ...toFindings(events as readonly ProtocolEvent<contracts>[], route)]
      }
    },
  }
}

type RoleDecoder = StrictDecoder<Abi> & { role: string }

/**
 * Dispatches by emitter and topic0: the event, or the reason why the log cannot be trusted. A log that no role of its
 * emitter knows is left alone.
 */
function createLogDecoder(decoders: readonly RoleDecoder[], route: BridgeRoute) {
  const byEmitter = new Map<Address, readonly RoleDecoder[]>()
  const decodersOf = (address: Address): readonly RoleDecoder[] => {
    const roles = route.rolesOf(address)
    return decoders.filter(({ role }) => roles.includes(role))
  }
  return (log: RawLog) => {
    const { address, topics } = log
    const known = byEmitter.get(address) ?? decodersOf(address)
    byEmitter.set(address, known)
    const decoder = known.find((each) => each.topics.some((topic) => topic === topics[0]))
    if (decoder === undefined) return undefined
    const event = decoder.decode(log)
    if (event.name === undefined) return event.reason
    return { ...event, role: decoder.role, log }
  }
}
