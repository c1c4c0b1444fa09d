/**
 * Hyperlane warp route: one router of a route family on one chain, with its mailbox, and optionally the `pausableIsm` and the
 * `pausableHook` that stand in its way.
 *
 * Origin:      `SentTransferRemote(destination, recipient, amountOrId)` of the router has the amount and no id;
 *              `Dispatch(sender, destination, recipient, message)` and `DispatchId(messageId)` of the mailbox have the id.
 * Destination: `Process(origin, sender, recipient)` and `ProcessId(messageId)` of the mailbox have the id;
 *              `ReceivedTransferRemote(origin, recipient, amountOrId)` of the router has the amount.
 *
 * The two sides share `messageId` = keccak256(message). Routers log Sent before Dispatch; both orders are read, because
 * pairs are made by rank. The router's log owns the fact and the mailbox's logs are its siblings.
 *
 * Control:     `Paused(account)` and `Unpaused(account)` of the module stop what arrives, of the hook what leaves.
 *
 * Not read: `CollateralMoved` moves collateral between routers and is no transfer; `GasPayment`, `InsertedIntoTree` and
 * `MessageQueued` say how far a message is, not what it is worth; `DefaultIsmSet` and `IsmSet` change the trust
 * configuration, for which there is no fact yet.
 */
import type { BridgeProtocol, Finding } from '../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../config/BridgeRoute.ts'
import type {
  BridgeMember,
  HyperlaneBridge,
  ProtocolBridge,
  ProtocolMember,
} from '../../config/Project.ts'
import { assert } from '../../errors/assert.ts'
import type { LegFact } from '../../facts/BridgeFacts.ts'
import type { Decoder } from '../../facts/Decoder.ts'
import type { Address } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { bridgeSourceId } from '../bridgeSourceId.ts'
import { fromWord, toWord } from '../toWord.ts'
import { concernsRouter } from './concernsRouter.ts'
import { createProtocolDecoder } from './createProtocolDecoder.ts'
import { type PairedTransfer, pairReceived, pairSent, type RouteView } from './pairHyperlaneLogs.ts'
import { mailboxEvents, readHyperlaneLogs, routerEvents } from './readHyperlaneLogs.ts'
import { pausableEvents, readPausable } from './readPausable.ts'

/** Logs of a shared mailbox that concern other routers are passed over undecoded: there are many. */
export const hyperlane: BridgeProtocol = {
  family: 'protocol',
  name: 'hyperlane',
  version: 1,
  domain: 'hyperlane',
  amounts: 'exact',
  keys: 'unique',
  contracts: {
    mailbox: { topics: mailboxEvents.topics },
    router: { topics: routerEvents.topics },
    pausableIsm: { topics: pausableEvents.topics, isOptional: true },
    pausableHook: { topics: pausableEvents.topics, isOptional: true },
  },
  pausedBy: ['pausableIsm', 'pausableHook'],
  createReader: (route) => {
    const view = toView(route)
    const routerWord = toWord(view.router)
    const isms = route.contractsOf('pausableIsm')
    const hooks = route.contractsOf('pausableHook')
    const isPausable = ({ address }: RawLog) => isms.includes(address) || hooks.includes(address)
    return (logs) => {
      // What a mailbox logs is told by the order of its logs, between which nothing else may stand.
      const own = logs.some(isPausable) ? logs.filter((log) => !isPausable(log)) : logs
      const found = concernsRouter(own, view.router, routerWord) ? toFindings(own, route, view) : []
      if (own === logs) return found
      const ofRole = (addresses: readonly Address[]) =>
        logs.filter(({ address }) => addresses.includes(address))
      return [
        ...found,
        ...readPausable(ofRole(isms), route, 'in'),
        ...readPausable(ofRole(hooks), route, 'out'),
      ]
    }
  },
}

/** Legs of one member of a warp route. */
export function createHyperlaneDecoder(parameters: {
  bridge: HyperlaneBridge
  member: BridgeMember
  rank?: number
}): Decoder {
  const { bridge, member, rank = 0 } = parameters
  const sourceId = bridgeSourceId(bridge, member.chainId)
  assert(sourceId !== undefined, 'a member of a bridge has a source set')
  return createProtocolDecoder({
    bridge: toProtocolBridge(bridge),
    member: toProtocolMember(member),
    sourceId,
    rank,
  })
}

function toFindings(
  logs: readonly RawLog[],
  route: BridgeRoute,
  view: RouteView,
): readonly Finding[] {
  const findings: Finding[] = []
  const read = readHyperlaneLogs(logs, view.router, (log, reason) => findings.push({ log, reason }))
  const sent = pairSent(read.sent, read.dispatched, view)
  const received = pairReceived(read.received, read.processed, view.router)
  const toFinding =
    (step: 'sent' | 'credited') =>
    (pair: PairedTransfer): Finding => {
      const { log } = pair.transfer
      return { log, siblings: pair.siblings, body: toLeg(route, view, step, pair) }
    }
  return [
    ...findings,
    ...sent.unpaired,
    ...received.unpaired,
    ...sent.paired.map(toFinding('sent')),
    ...received.paired.map(toFinding('credited')),
  ]
}

function toLeg(
  route: BridgeRoute,
  { router }: RouteView,
  step: 'sent' | 'credited',
  { transfer, messageId }: PairedTransfer,
): LegFact {
  const { domain, recipient, amount } = transfer
  const [token] = route.tokens.keys()
  // Most domains are EIP-155 chain ids, so an unnamed one is best shown by its own number.
  const other = route.chainOf(domain) ?? domain
  return route.leg({
    step,
    key: messageId,
    asset: token ?? router,
    amount,
    carrierContract: router,
    recipient: fromWord(recipient),
    origin: step === 'sent' ? route.chainId : other,
    destination: step === 'sent' ? other : route.chainId,
  })
}

function toView(route: BridgeRoute): RouteView {
  const [router] = route.contractsOf('router')
  assert(router !== undefined, 'a member of a warp route has a router')
  return {
    router,
    domain: Number(route.domain),
    routerOf: (domain) => route.peersOf(domain, 'router')?.[0],
  }
}

function toProtocolBridge(bridge: HyperlaneBridge): ProtocolBridge {
  const { id, members, policy, foreignDomains } = bridge
  return {
    type: 'protocol',
    id,
    protocol: hyperlane,
    members: members.map(toProtocolMember),
    policy,
    foreignDomains: new Map([...foreignDomains].map(([domain, chainId]) => [`${domain}`, chainId])),
    environment: undefined,
  }
}

function toProtocolMember(member: BridgeMember): ProtocolMember {
  const { chainId, domain, mailbox, router, token, startBlock } = member
  const { pausableIsm, pausableHook } = member
  return {
    chainId,
    domain: `${domain}`,
    contracts: new Map([
      ['mailbox', [mailbox]],
      ['router', [router]],
      ['pausableIsm', pausableIsm === undefined ? [] : [pausableIsm]],
      ['pausableHook', pausableHook === undefined ? [] : [pausableHook]],
    ]),
    // A warp route says amounts in message units, so that nothing here asks for decimals.
    tokens: new Map([[token, 0]]),
    startBlock,
  }
}
