import {
  type Abi,
  concat,
  encodeAbiParameters,
  type Hex,
  keccak256,
  pad,
  toHex,
  zeroAddress,
} from 'viem'
import type { TreeLog } from '../../faults/support/encodeBlock.ts'
import { encodeLog } from '../../protocols/logs.ts'
import {
  bookAbi,
  erc20Abi,
  erc4626Abi,
  feedAbi,
  mailboxAbi,
  routeAbi,
  routerAbi,
} from '../oracle/events.ts'
import { addressOf } from './addressOf.ts'
import { moveTokens } from './answerTokens.ts'
import { type ChainState, changeBalance, copyChainState } from './ChainState.ts'
import { carrierOf, chainAt, type Deployment, type SimChain } from './Deployment.ts'
import { executeEconomy } from './executeEconomy.ts'
import { executeGate, isOpen } from './executeGate.ts'
import { executeHeist } from './executeHeist.ts'
import { type Intent, type IntentBody, idOf, type Message } from './Intent.ts'
import type { BackingPlace } from './placesOf.ts'

/** Where an intent is executed: `state` is changed by what it does. */
interface Place {
  deployment: Deployment
  chain: SimChain
  state: ChainState
  /** Of the block, seconds. */
  timestamp: bigint
  /** Escrows and supplies of the chain that somebody watches. */
  watched: readonly BackingPlace[]
}

type Of<kind extends IntentBody['kind']> = Extract<IntentBody, { kind: kind }>

const abis: Abi = [
  ...bookAbi,
  ...routeAbi,
  ...erc20Abi,
  ...erc4626Abi.slice(1),
  ...feedAbi,
  ...mailboxAbi,
  ...routerAbi,
]

/** An intent that this branch does not allow changes nothing and has no logs; returns the state after it. */
export function executeIntent(
  place: Place,
  intent: Intent,
): { state: ChainState; logs: readonly TreeLog[] } | undefined {
  if (place.state.included.has(intent.label)) return undefined
  const state = copyChainState(place.state)
  state.included.add(intent.label)
  const logs: TreeLog[] = []
  for (const body of intent.bodies) {
    const own = execute({ ...place, state }, body)
    if (own === undefined) return undefined
    logs.push(...own)
  }
  if (place.watched.length > 0 && !moveTokens(state, place.watched, logs)) return undefined
  return { state, logs }
}

function execute(place: Place, body: IntentBody): readonly TreeLog[] | undefined {
  switch (body.kind) {
    case 'deposit':
    case 'withdraw':
    case 'settle':
    case 'label':
    case 'stray':
    case 'malformed':
      return executeBook(place, body)
    case 'send':
      return executeSend(place, body)
    case 'credit':
      return executeCredit(place, body)
    case 'step':
      return executeStep(place, body)
    case 'refund':
      return executeRefund(place, body)
    case 'yieldDeposit':
    case 'yieldWithdraw':
    case 'yieldTransfer':
      return executeYield(place, body)
    case 'price':
      return place.chain.feed === undefined
        ? undefined
        : [
            log(place.chain.feed, 'AnswerUpdated', {
              current: body.answer,
              roundId: body.round,
              updatedAt: body.updatedAt,
            }),
          ]
    case 'quote':
    case 'taxed':
    case 'rebased':
    case 'forward':
    case 'position':
    case 'debt':
    case 'cash':
    case 'liquidation':
      return executeEconomy(place, body)
    case 'pause':
    case 'valve':
    case 'limit':
      return executeGate(place, body)
    case 'heist':
    case 'mintLimit':
      return executeHeist(place, body)
  }
}

function executeBook(
  { chain, state }: Place,
  body: Of<'deposit' | 'withdraw' | 'settle' | 'label' | 'stray' | 'malformed'>,
): readonly TreeLog[] | undefined {
  const { account, amount } = body
  const { token, book } = chain.markets[body.family]
  const change = (by: bigint): boolean => changeBalance(state, { contract: book, account }, by)
  switch (body.kind) {
    case 'deposit':
      change(amount)
      return [transfer(token, account, book, amount), log(book, 'Deposited', { account, amount })]
    case 'withdraw':
      if (!change(-amount)) return undefined
      return [
        transfer(token, book, account, amount),
        log(book, 'Withdrawn', { account, to: account, amount }),
      ]
    case 'settle':
      return change(amount) ? [log(book, 'Settled', { account, amount })] : undefined
    case 'label':
      return [log(book, 'Labelled', { account, label: body.label, amount })]
    case 'stray':
      return body.theft === undefined
        ? [transfer(token, account, book, amount)]
        : [transfer(token, chain.markets[body.family][body.theft], account, amount)]
    case 'malformed':
      return [malform(log(book, 'Deposited', { account, amount }), body.way)]
  }
}

function executeSend(
  { deployment, chain, state, timestamp }: Place,
  body: Of<'send'>,
): readonly TreeLog[] | undefined {
  const { family, account, beneficiary, amount, isNamed, version } = body
  const { token, book } = chain.markets[family]
  const carrier = carrierOf(chain, family, version)
  if (!isOpen({ chain, state }, body, { way: 'out', other: body.destination })) return undefined
  if (!changeBalance(state, { contract: book, account }, -amount)) return undefined
  if (version === undefined) state.nonce += 1
  const nonce = version === undefined ? state.nonce : nextTwinNonce(state, body.destination)
  const target = chainAt(deployment, body.destination)
  const recipient = body.isToWallet
    ? addressOf('wallet')
    : ((body.isToLanding === true ? target.landing : undefined) ?? target.markets[family].book)
  const parts = { origin: chain.index, destination: target.index, recipient, amount }
  const ids = toIds(deployment, family, { ...parts, nonce })
  const deadline = body.lifeSeconds === undefined ? undefined : timestamp + body.lifeSeconds
  const people = { account, beneficiary, isNamed }
  const message: Message = { family, ...parts, ...ids, ...people, deadline, version, nonce }
  state.sent.set(idOf(message), message)
  const paid = amount - (body.tax ?? 0n)
  const out = transfer(token, book, token === carrier ? zeroAddress : carrier, paid)
  const booked = isNamed
    ? log(book, 'Sent', { account, messageId: message.key, beneficiary, amount })
    : log(book, 'Withdrawn', { account, to: carrier, amount })
  if (family === 'usd') return [out, ...warpSent(deployment, message, ids.message), booked]
  const args = {
    key: message.key,
    payload: message.payload,
    sender: account,
    recipient,
    destination: BigInt(target.id),
    amount,
  }
  const queued = body.isQueued ? [log(carrier, 'RouteQueued', args)] : []
  const sent =
    deadline === undefined
      ? log(carrier, 'RouteSent', args)
      : log(carrier, 'RouteSentUntil', { ...args, deadline })
  return [out, ...queued, sent, booked]
}

/** The second version numbers its messages as the first did, as long as there are such, and then goes on by itself. */
function nextTwinNonce({ sent }: ChainState, destination: number): number {
  const own = [...sent.values()].filter(({ version }) => version !== undefined)
  const used = new Set(own.map(({ nonce }) => nonce))
  const first = [...sent.values()].find(
    (message) =>
      message.family === 'eur' &&
      message.version === undefined &&
      message.destination === destination &&
      !used.has(message.nonce),
  )
  return first?.nonce ?? own.length + 1
}

/** Key and payload of a message: a warp message commits to all of it, the custom route's key to its number alone. */
export function toIds(
  deployment: Deployment,
  family: Message['family'],
  parts: Pick<Message, 'origin' | 'destination' | 'recipient' | 'amount'> & { nonce: number },
): { key: Hex; payload: Hex; message: Hex } {
  const [from, to] = [chainAt(deployment, parts.origin), chainAt(deployment, parts.destination)]
  const message = concat([
    toHex(3, { size: 1 }),
    toHex(parts.nonce, { size: 4 }),
    toHex(from.id, { size: 4 }),
    pad(from.markets[family].carrier),
    toHex(to.id, { size: 4 }),
    pad(to.markets[family].carrier),
    pad(parts.recipient),
    toHex(parts.amount, { size: 32 }),
  ])
  if (family === 'usd') return { key: keccak256(message), payload: keccak256(message), message }
  const place = [BigInt(from.id), BigInt(to.id), BigInt(parts.nonce)] as const
  const types = [{ type: 'uint256' }, { type: 'uint256' }, { type: 'uint256' }] as const
  return { key: keccak256(encodeAbiParameters(types, place)), payload: keccak256(message), message }
}

function warpSent(deployment: Deployment, message: Message, bytes: Hex): readonly TreeLog[] {
  const [from, to] = [chainAt(deployment, message.origin), chainAt(deployment, message.destination)]
  const { carrier } = from.markets.usd
  const destination = to.id
  return [
    log(from.mailbox, 'Dispatch', {
      sender: carrier,
      destination,
      recipient: pad(to.markets.usd.carrier),
      message: bytes,
    }),
    log(from.mailbox, 'DispatchId', { messageId: message.key }),
    // The real router logs what it sent once the mailbox has taken it.
    log(carrier, 'SentTransferRemote', {
      destination,
      recipient: pad(message.recipient),
      amountOrId: message.amount,
    }),
  ]
}

function executeCredit(
  { deployment, chain, state, timestamp }: Place,
  { message, amount, isForced }: Of<'credit'>,
): readonly TreeLog[] | undefined {
  const { family, key, payload, recipient, beneficiary, isNamed, version } = message
  const id = idOf(message)
  const isLetIn = isOpen({ chain, state }, message, { way: 'in', other: message.origin })
  if (!isForced && (state.credited.has(id) || isOver(message, timestamp) || !isLetIn))
    return undefined
  state.credited.add(id)
  state.arrived.set(id, (state.arrived.get(id) ?? 0n) + amount)
  if (recipient === chain.landing) state.landed.set(id, (state.landed.get(id) ?? 0n) + amount)
  const { token, book } = chain.markets[family]
  const carrier = carrierOf(chain, family, version)
  const from = chainAt(deployment, message.origin)
  const paid = transfer(token, token === carrier ? zeroAddress : carrier, recipient, amount)
  const isBooked = recipient === book
  if (isBooked) changeBalance(state, { contract: book, account: beneficiary }, amount)
  const named = log(book, 'Credited', { account: beneficiary, messageId: key, amount })
  const plain = log(book, 'Deposited', { account: beneficiary, amount })
  const booked = isBooked ? [isNamed ? named : plain] : []
  if (family === 'eur') {
    const args = { key, payload, recipient, origin: BigInt(from.id), amount }
    return [paid, log(carrier, 'RouteCredited', args), ...booked]
  }
  const sender = pad(from.markets.usd.carrier)
  return [
    log(chain.mailbox, 'Process', { origin: from.id, sender, recipient: carrier }),
    log(chain.mailbox, 'ProcessId', { messageId: key }),
    paid,
    log(carrier, 'ReceivedTransferRemote', {
      origin: from.id,
      recipient: pad(recipient),
      amountOrId: amount,
    }),
    ...booked,
  ]
}

function isOver({ deadline }: Message, timestamp: bigint): boolean {
  return deadline !== undefined && timestamp > deadline
}

const stepEvents = {
  attested: 'RouteAttested',
  committed: 'RouteCommitted',
  failed: 'RouteFailed',
  cancelled: 'RouteCancelled',
} as const

function executeStep(
  { deployment, chain }: Place,
  { message, step }: Of<'step'>,
): readonly TreeLog[] | undefined {
  if (message.family !== 'eur') return undefined
  const { key, payload, origin, destination } = message
  const other = chainAt(deployment, step === 'cancelled' ? destination : origin)
  const far = step === 'cancelled' ? 'destination' : 'origin'
  const carrier = carrierOf(chain, 'eur', message.version)
  return [log(carrier, stepEvents[step], { key, payload, [far]: BigInt(other.id) })]
}

function executeRefund(
  { deployment, chain, state, timestamp }: Place,
  { message, amount }: Of<'refund'>,
): readonly TreeLog[] | undefined {
  if (message.family !== 'eur' || state.refunded.has(idOf(message))) return undefined
  // What has a deadline comes back after it, by the origin's own clock.
  if (message.deadline !== undefined && !isOver(message, timestamp)) return undefined
  const { key, payload, account, destination } = message
  const { token, book } = chain.markets.eur
  const carrier = carrierOf(chain, 'eur', message.version)
  state.refunded.add(idOf(message))
  changeBalance(state, { contract: book, account }, amount)
  const target = BigInt(chainAt(deployment, destination).id)
  const args = { key, payload, recipient: book, destination: target, amount }
  return [
    transfer(token, carrier, book, amount),
    log(carrier, 'RouteRefunded', args),
    log(book, 'Deposited', { account, amount }),
  ]
}

function executeYield(
  { chain, state }: Place,
  body: Of<'yieldDeposit' | 'yieldWithdraw' | 'yieldTransfer'>,
): readonly TreeLog[] | undefined {
  const { yieldVault: vault } = chain
  if (vault === undefined) return undefined
  const { account, amount } = body
  const change = (owner: Hex, by: bigint): boolean =>
    changeBalance(state, { contract: vault, account: owner }, by)
  switch (body.kind) {
    case 'yieldDeposit':
      change(account, amount)
      return [
        transfer(vault, zeroAddress, account, amount),
        log(vault, 'Deposit', { sender: account, owner: account, assets: amount, shares: amount }),
      ]
    case 'yieldWithdraw': {
      if (!change(account, -amount)) return undefined
      const parties = { sender: account, receiver: account, owner: account }
      return [
        transfer(vault, account, zeroAddress, amount),
        log(vault, 'Withdraw', { ...parties, assets: amount, shares: amount }),
      ]
    }
    case 'yieldTransfer':
      if (!change(account, -amount)) return undefined
      change(body.to, amount)
      return [transfer(vault, account, body.to, amount)]
  }
}

/** One topic, or one word of data, more than the event has. */
function malform(right: TreeLog, way: 'topic' | 'data'): TreeLog {
  const word = pad('0x01')
  return way === 'topic'
    ? { ...right, topics: [...right.topics, word] }
    : { ...right, data: concat([right.data, word]) }
}

function log(address: Hex, name: string, args: Record<string, unknown>): TreeLog {
  return encodeLog(abis, address, name, args)
}

function transfer(token: Hex, from: Hex, to: Hex, value: bigint): TreeLog {
  return log(token, 'Transfer', { from, to, value })
}
