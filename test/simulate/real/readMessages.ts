import { type Abi, decodeEventLog, type Hex, keccak256, pad } from 'viem'
import { mailboxAbi, routeAbi } from '../oracle/events.ts'
import { addressOf } from '../world/addressOf.ts'
import { chainAt, type Deployment, type SimChain } from '../world/Deployment.ts'
import type { Intent, IntentBody, Message } from '../world/Intent.ts'
import type { StagedLog } from './Stage.ts'

type Send = Extract<IntentBody, { kind: 'send' }>

interface Ids {
  key: Hex
  payload: Hex
}

/** The messages that a mined transaction sent, in order, as the chain's own logs name them; notes the bytes of each. */
export function readMessages(
  mined: {
    deployment: Deployment
    chainId: number
    intent: Intent
    logs: readonly StagedLog[]
  },
  bytes: Map<Hex, Hex>,
): readonly Message[] {
  const { deployment, chainId, intent, logs } = mined
  const chain = deployment.chains.find(({ id }) => id === chainId)
  if (chain === undefined) throw new Error(`the scripts have no chain ${chainId}`)
  const ids = logs.flatMap((log) => readIds(chain, log, bytes) ?? [])
  const sends = intent.bodies.filter((body): body is Send => body.kind === 'send')
  // A transaction that was refused sent nothing.
  return ids.length === 0 ? [] : sends.map((send, i) => toMessage(deployment, chain, send, ids[i]))
}

function readIds(chain: SimChain, log: StagedLog, bytes: Map<Hex, Hex>): Ids | undefined {
  const { usd, eur } = chain.markets
  if (log.address === chain.mailbox) {
    const event = decode(mailboxAbi, log)
    if (event.eventName !== 'Dispatch' || log.topics[1] !== pad(usd.carrier)) return undefined
    // CAST: the event's own type, which a list of topics hides.
    const { message } = event.args as unknown as { message: Hex }
    const key = keccak256(message)
    bytes.set(key, message)
    return { key, payload: key }
  }
  if (log.address !== eur.carrier) return undefined
  const event = decode(routeAbi, log)
  if (event.eventName !== 'RouteSent') return undefined
  // CAST: as above.
  return event.args as unknown as Ids
}

function decode(abi: Abi, { topics, data }: StagedLog) {
  // CAST: a log that an event made has a first topic.
  return decodeEventLog({ abi, topics: topics as [Hex, ...Hex[]], data })
}

function toMessage(
  deployment: Deployment,
  chain: SimChain,
  send: Send,
  ids: Ids | undefined,
): Message {
  if (ids === undefined) throw new Error('a transaction sent less than it should')
  const { family, account, beneficiary, amount, isNamed, isToWallet, destination } = send
  const { book } = chainAt(deployment, destination).markets[family]
  const recipient = isToWallet ? addressOf('wallet') : book
  const places = { origin: chain.index, destination, recipient }
  return { family, ...ids, ...places, account, beneficiary, amount, isNamed }
}
