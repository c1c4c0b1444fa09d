/**
 * Hyperlane warp route: one router of a route family on one chain, with its mailbox.
 *
 * Origin:      `SentTransferRemote(destination, recipient, amountOrId)` of the router has the amount and no id;
 *              `Dispatch(sender, destination, recipient, message)` and `DispatchId(messageId)` of the mailbox have the id.
 * Destination: `Process(origin, sender, recipient)` and `ProcessId(messageId)` of the mailbox have the id;
 *              `ReceivedTransferRemote(origin, recipient, amountOrId)` of the router has the amount.
 *
 * The two sides share `messageId` = keccak256(message). Routers log Sent before Dispatch; both orders are read, because
 * pairs are made by rank. The router's log owns the fact and the mailbox's logs are its siblings.
 */
import type { BridgeMember, HyperlaneBridge } from '../../config/Project.ts'
import type { Decoder, QuarantinedLog } from '../../facts/Decoder.ts'
import type { LegFact } from '../../facts/Fact.ts'
import { factDecoder } from '../../facts/factDecoder.ts'
import type { Address, ChainId } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { toFact } from '../toFact.ts'
import { fromWord, toWord } from '../toWord.ts'
import { concernsRouter } from './concernsRouter.ts'
import { type PairedTransfer, pairReceived, pairSent } from './pairHyperlaneLogs.ts'
import { mailboxEvents, readHyperlaneLogs, routerEvents } from './readHyperlaneLogs.ts'

const name = 'hyperlane@1'

const nothing = { facts: [], reads: [], quarantined: [] }

/** Legs of one member of a warp route. Logs of a shared mailbox that concern other routers are passed over. */
export function createHyperlaneDecoder(parameters: {
  bridge: HyperlaneBridge
  member: BridgeMember
  rank?: number
}): Decoder {
  const { bridge, member, rank = 0 } = parameters
  const { chainId, mailbox, router, startBlock, domain } = member
  const id = `${chainId}/hyperlane:${router}`
  const decoder = factDecoder(name, id)
  const route = { router, domain, routers: toRouters(bridge) }
  const chainIds = toChainIds(bridge)
  const routerWord = toWord(router)
  const filters = [
    { addresses: [mailbox], topics: [mailboxEvents.topics] },
    { addresses: [router], topics: [routerEvents.topics] },
  ] as const

  return {
    name,
    source: { id, chainId, startBlock, filters },
    decode(transaction) {
      if (!concernsRouter(transaction.logs, router, routerWord)) return nothing
      const quarantined: QuarantinedLog[] = []
      const quarantine = (log: RawLog, reason: string) =>
        quarantined.push({ chainId, log, sourceId: id, reason })
      const logs = readHyperlaneLogs(transaction.logs, router, quarantine)
      const sent = pairSent(logs.sent, logs.dispatched, route)
      const received = pairReceived(logs.received, logs.processed, router)
      for (const pairing of [sent, received])
        for (const { log, reason } of pairing.unpaired) quarantine(log, reason)

      const toLegFact = (step: 'sent' | 'credited') => (pair: PairedTransfer) => {
        const body = toLeg({ bridge, member, chainIds, step, pair })
        const { log } = pair.transfer
        return toFact({ decoder, chainId, log, k: rank, body, siblings: pair.siblings })
      }
      const facts = [
        ...sent.paired.map(toLegFact('sent')),
        ...received.paired.map(toLegFact('credited')),
      ].sort((a, b) => a.at.logIndex - b.at.logIndex)
      return { facts, reads: [], quarantined }
    },
  }
}

function toLeg(parameters: {
  bridge: HyperlaneBridge
  member: BridgeMember
  chainIds: ReadonlyMap<number, ChainId>
  step: 'sent' | 'credited'
  pair: PairedTransfer
}): LegFact {
  const { bridge, member, chainIds, step, pair } = parameters
  const { domain, recipient, amount } = pair.transfer
  // Most domains are EIP-155 chain ids, so an unnamed one is best shown by its own number.
  const other = chainIds.get(domain) ?? domain
  return {
    kind: 'leg',
    step,
    bridge: bridge.id,
    key: pair.messageId,
    payloadHash: pair.messageId,
    asset: member.token,
    amount,
    carrierContract: member.router,
    recipient: fromWord(recipient),
    origin: step === 'sent' ? member.chainId : other,
    destination: step === 'sent' ? other : member.chainId,
  }
}

function toRouters(bridge: HyperlaneBridge): ReadonlyMap<number, Address> {
  return new Map(bridge.members.map((member) => [member.domain, member.router]))
}

function toChainIds(bridge: HyperlaneBridge): ReadonlyMap<number, ChainId> {
  const followed = bridge.members.map((member) => [member.domain, member.chainId] as const)
  return new Map([...bridge.foreignDomains, ...followed])
}
