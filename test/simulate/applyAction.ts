import type { Hex } from 'viem'
import { pickIndex } from '../faults/support/createRandom.ts'
import type { Action } from './Action.ts'
import {
  familyOf,
  messagesOf,
  mostOf,
  toDestinationUnits,
  traderAt,
  treeAt,
  type Wish,
} from './lookUp.ts'
import { toBackingWish } from './toBackingWish.ts'
import { toEconomyWish } from './toEconomyWish.ts'
import { toGateWish } from './toGateWish.ts'
import { addressOf } from './world/addressOf.ts'
import { balanceOf } from './world/ChainState.ts'
import type { Deployment, Family } from './world/Deployment.ts'
import { toIds } from './world/executeIntent.ts'
import { type Intent, idOf, type Message } from './world/Intent.ts'
import type { SimTree } from './world/SimTree.ts'
import type { SimWorld } from './world/SimWorld.ts'
import { toUnits } from './world/toUnits.ts'

type BookAction = Extract<
  Action,
  { type: 'deposit' | 'withdraw' | 'settle' | 'label' | 'stray' | 'malformed' }
>

/** What an action of people or thieves asks of which chain, as things stand at the tips. */
export function toWish(world: SimWorld, action: Action): Wish | undefined {
  switch (action.type) {
    case 'deposit':
    case 'withdraw':
    case 'settle':
    case 'label':
    case 'stray':
    case 'malformed':
      return toBookWish(world, action)
    case 'yield':
      return toYieldWish(world, action)
    case 'price':
      return toPriceWish(world, action)
    case 'send':
      return toSendWish(world, action)
    case 'deliver':
    case 'duplicate':
    case 'orphanCredit':
    case 'tamper':
      return toCreditWish(world, action)
    case 'forge':
      return toForgedWish(world, action)
    case 'step':
      return toStepWish(world, action)
    case 'quote':
    case 'oddToken':
    case 'forward':
    case 'part':
    case 'trade':
    case 'debt':
    case 'cash':
    case 'liquidate':
      return toEconomyWish(world, action)
    case 'pause':
    case 'valve':
    case 'limit':
      return toGateWish(world, action)
    case 'heist':
    case 'mintLimit':
      return toBackingWish(world, action)
    case 'mine':
    case 'tick':
    case 'sequencerDown':
    case 'bundle':
    case 'reorg':
    case 'fault':
    case 'crash':
    case 'tear':
    case 'powerCut':
    case 'diskFull':
    case 'rot':
    case 'intrude':
    case 'query':
    case 'ask':
    case 'askTooMuch':
    case 'page':
    case 'subscribe':
    case 'leave':
    case 'hush':
      return undefined
  }
}

function toBookWish(world: SimWorld, action: BookAction): Wish | undefined {
  const { deployment } = world
  const family = familyOf(deployment, action.family)
  const tree = treeAt(world, action.chain)
  const account = traderAt(deployment, action.account)
  const amount = toUnits(deployment, tree.chain, family, action.amount)
  if (amount === 0n) return undefined
  switch (action.type) {
    case 'deposit':
      return { tree, body: { kind: 'deposit', family, account, amount } }
    case 'stray': {
      const { theft = 'none' } = action
      const stray = { kind: 'stray' as const, family, account, amount }
      return { tree, body: theft === 'none' ? stray : { ...stray, theft } }
    }
    case 'malformed':
      return { tree, body: { kind: 'malformed', family, account, amount, way: action.way } }
    case 'label':
      return { tree, body: { kind: 'label', family, account, amount, label: action.label } }
    case 'withdraw':
    case 'settle': {
      const { book } = tree.chain.markets[family]
      const has = balanceOf(tree.stateAt(tree.tree.tip), book, account)
      const change = action.type === 'withdraw' ? leastOf(amount, has) : mostOf(amount, -has)
      return change === 0n
        ? undefined
        : { tree, body: { kind: action.type, family, account, amount: change } }
    }
  }
}

function toYieldWish(
  world: SimWorld,
  action: Extract<Action, { type: 'yield' }>,
): Wish | undefined {
  const { deployment } = world
  const tree = treeAt(world, 0)
  const { yieldVault } = tree.chain
  if (yieldVault === undefined || !deployment.hasYield) return undefined
  const account = traderAt(deployment, action.account)
  const to = traderAt(deployment, action.to)
  const amount = BigInt(action.amount)
  if (action.op === 'deposit') return { tree, body: { kind: 'yieldDeposit', account, amount } }
  const has = leastOf(amount, balanceOf(tree.stateAt(tree.tree.tip), yieldVault, account))
  if (has === 0n) return undefined
  return action.op === 'withdraw'
    ? { tree, body: { kind: 'yieldWithdraw', account, amount: has } }
    : { tree, body: { kind: 'yieldTransfer', account, to, amount: has } }
}

function toPriceWish(world: SimWorld, action: Extract<Action, { type: 'price' }>): Wish {
  const tree = treeAt(world, 0)
  const seconds = Math.floor(world.clock.now() / 1_000) - action.ageSeconds
  const round = BigInt(action.salt)
  return {
    tree,
    body: { kind: 'price', answer: BigInt(action.answer), round, updatedAt: BigInt(seconds) },
  }
}

function toSendWish(world: SimWorld, action: Extract<Action, { type: 'send' }>): Wish | undefined {
  const { deployment } = world
  const family = familyOfSend(deployment, action)
  const tree = treeAt(world, action.chain)
  const account = traderAt(deployment, action.account)
  const { book } = tree.chain.markets[family]
  const has = balanceOf(tree.stateAt(tree.tree.tip), book, account)
  const wanted = toUnits(deployment, tree.chain, family, action.amount)
  const amount = leastOf(wanted, has)
  if (wanted === 0n) return undefined
  // Who has nothing yet brings something first.
  if (amount === 0n) return { tree, body: { kind: 'deposit', family, account, amount: wanted } }
  const { isNamed, isToWallet, isQueued, isToLanding } = action
  const tax = (amount * BigInt(action.tax ?? 0)) / 1_000n
  const beneficiary = isNamed ? beneficiaryOf(deployment, action) : account
  const destination = otherChain(deployment, tree.chain.index, action.hop)
  const lifeSeconds = lifeOf(deployment, family, action.salt)
  const version = isTwin(deployment, family, action.salt) ? (2 as const) : undefined
  const flags = { isNamed, isToWallet, isQueued, isToLanding, tax, lifeSeconds, version }
  return {
    tree,
    body: { kind: 'send', family, destination, account, beneficiary, amount, ...flags },
  }
}

/** Of so many sends that name somebody one is for a newcomer, who never had anything at the venue. */
const newcomerEvery = 5

/** People that come anew in one world. */
const newcomers = 3

function beneficiaryOf(
  deployment: Deployment,
  { beneficiary, salt }: Extract<Action, { type: 'send' }>,
): Hex {
  return salt % newcomerEvery === 0
    ? addressOf(`newcomer-${Math.floor(salt / newcomerEvery) % newcomers}`)
    : traderAt(deployment, beneficiary)
}

/** Where bridges are busy, the custom route is used more often. */
function familyOfSend(
  deployment: Deployment,
  { family, salt }: Action & { family: Family },
): Family {
  return familyOf(deployment, deployment.bridging !== undefined && salt % 2 === 0 ? 'eur' : family)
}

function isTwin({ bridging }: Deployment, family: Family, salt: number): boolean {
  return bridging?.hasTwin === true && family === 'eur' && (salt >> 3) % 2 === 0
}

/** Seconds within which some messages of the custom route must arrive. */
const livesSeconds = [4, 15, 60] as const

/** Follows from the action's salt alone, so that every other draw keeps its meaning. */
function lifeOf({ bridging }: Deployment, family: Family, salt: number): bigint | undefined {
  const seconds = livesSeconds[(salt >> 1) % (livesSeconds.length + 1)]
  if (bridging?.hasDeadlines !== true || family !== 'eur' || seconds === undefined) return undefined
  return BigInt(seconds)
}

function toCreditWish(
  world: SimWorld,
  action: Extract<Action, { type: 'deliver' | 'duplicate' | 'orphanCredit' | 'tamper' }>,
): Wish | undefined {
  // A nonce that was used again after a reorg stands for another message: of the first one the key alone is left.
  const isSent = (message: Message): boolean => {
    const { tree, stateAt } = treeAt(world, message.origin)
    return stateAt(tree.tip).sent.get(idOf(message))?.payload === message.payload
  }
  const isCredited = (message: Message): boolean => {
    const { tree, stateAt } = treeAt(world, message.destination)
    return stateAt(tree.tip).credited.has(idOf(message))
  }
  const isFitting = (message: Message): boolean => {
    switch (action.type) {
      case 'deliver':
      case 'tamper':
        return isSent(message) && !isCredited(message)
      case 'duplicate':
        return isCredited(message)
      case 'orphanCredit':
        return !isSent(message) && !isCredited(message)
    }
  }
  const candidates = messagesOf(world).filter(isFitting)
  const message = candidates[action.pick % Math.max(candidates.length, 1)]
  if (message === undefined) return undefined
  const due = toDestinationUnits(world.deployment, message)
  const fee = action.type === 'deliver' && mayKeep(world, message) ? BigInt(action.fee) : 0n
  const tree = treeAt(world, message.destination)
  const tampered =
    action.type === 'tamper'
      ? toUnits(world.deployment, tree.chain, message.family, action.amount)
      : undefined
  const wanted = tampered ?? mostOf(due - fee, 0n)
  if (wanted === 0n) return undefined
  return {
    tree,
    body: { kind: 'credit', message, amount: wanted, isForced: action.type === 'duplicate' },
  }
}

/** A custom route keeps a fee; a token that takes one on every transfer lets no route deliver what was sent. */
function mayKeep({ deployment }: SimWorld, { family }: Message): boolean {
  return family === 'eur' || deployment.bridging?.elastic.includes(family) === true
}

function toForgedWish(world: SimWorld, action: Extract<Action, { type: 'forge' }>): Wish {
  const { deployment } = world
  const family = familyOf(deployment, action.family)
  const tree = treeAt(world, action.chain)
  const origin = otherChain(deployment, tree.chain.index, action.hop)
  const twin = isTwin(deployment, 'eur', action.salt) ? toTwinWish(world, tree) : undefined
  if (twin !== undefined) return twin
  const { book: recipient } = tree.chain.markets[family]
  const amount = toUnits(deployment, tree.chain, family, action.amount)
  const parts = { origin, destination: tree.chain.index, recipient, amount }
  // A number that no honest chain of this size reaches.
  const ids = toIds(deployment, family, { ...parts, nonce: 1_000_000 + (action.salt % 1_000_000) })
  const account = traderAt(deployment, action.account)
  const people = { account, beneficiary: account, isNamed: action.isNamed }
  const { key, payload } = ids
  const message: Message = { family, ...parts, key, payload, ...people }
  const { onlyStep = 'none' } = action
  return onlyStep === 'none'
    ? { tree, body: { kind: 'credit', message, amount, isForced: false } }
    : { tree, body: { kind: 'step', message, step: onlyStep } }
}

/** What the first version sent, the second pays out: the same key, content and amount, and nobody sent it there. */
function toTwinWish(world: SimWorld, tree: SimTree): Wish | undefined {
  const message = messagesOf(world).find(
    ({ family, version, destination }) =>
      family === 'eur' && version === undefined && destination === tree.chain.index,
  )
  if (message === undefined) return undefined
  const amount = toDestinationUnits(world.deployment, message)
  if (amount === 0n) return undefined
  const forged: Message = { ...message, version: 2 }
  return { tree, body: { kind: 'credit', message: forged, amount, isForced: false } }
}

function toStepWish(world: SimWorld, action: Extract<Action, { type: 'step' }>): Wish | undefined {
  const messages = messagesOf(world).filter(({ family }) => family === 'eur')
  const expired = action.step === 'refund' ? messages.filter((each) => isExpired(world, each)) : []
  const candidates = expired.length > 0 ? expired : messages
  const message = candidates[action.pick % Math.max(candidates.length, 1)]
  if (message === undefined) return undefined
  const { origin, destination, amount } = message
  switch (action.step) {
    case 'refund':
      return { tree: treeAt(world, origin), body: { kind: 'refund', message, amount } }
    case 'cancelled':
      return { tree: treeAt(world, origin), body: { kind: 'step', message, step: 'cancelled' } }
    case 'attested':
    case 'committed':
    case 'failed':
      return {
        tree: treeAt(world, destination),
        body: { kind: 'step', message, step: action.step },
      }
  }
}

/** Its deadline is over at both ends, and nobody has credited it or given it back. */
function isExpired(world: SimWorld, message: Message): boolean {
  const { origin, destination, deadline } = message
  const [from, to] = [treeAt(world, origin), treeAt(world, destination)]
  const isOver = ({ tree }: SimTree): boolean =>
    deadline !== undefined && tree.tip.timestamp > deadline
  return (
    isOver(from) &&
    isOver(to) &&
    !from.stateAt(from.tree.tip).refunded.has(idOf(message)) &&
    !to.stateAt(to.tree.tip).credited.has(idOf(message))
  )
}

function otherChain({ chains }: Deployment, index: number, hop: number): number {
  return (index + 1 + (hop % (chains.length - 1))) % chains.length
}

function leastOf(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

/** The waiting intents of a chain become one transaction. */
export function bundle({ mempool }: SimTree): void {
  const waiting = mempool.splice(0)
  if (waiting.length === 0) return
  const label = waiting.map((intent) => intent.label).join('+')
  mempool.push({ label, bodies: waiting.flatMap(({ bodies }) => bodies) })
}

/** A clock that is fast by less than a run takes to come to rest. */
export const aheadSeconds = 20

/** Time of the next block, seconds, as the chain's profile has it. */
export function nextTimestamp(world: SimWorld, { chain, isCalm }: SimTree, parent: bigint): bigint {
  const now = BigInt(Math.floor(world.clock.now() / 1_000))
  const even = mostOf(parent, now)
  switch (chain.times) {
    case 'even':
      return even
    case 'equal':
      return world.random() < 0.6 ? parent : even
    case 'backwards':
      return world.random() < 0.4 ? parent - BigInt(pickIndex(world.random, 6)) : even
    case 'bursts':
      // The sequencer was down, and what it then makes at once has the time of its return.
      return world.random() < 0.85 ? parent : even
    case 'ahead':
      return isCalm ? even : mostOf(parent, now + BigInt(pickIndex(world.random, aheadSeconds)))
  }
}

export function enqueue(action: Action, { tree, body }: Wish, index: number): void {
  const intent: Intent = { label: `${action.salt}-${index}`, bodies: [body] }
  tree.mempool.push(intent)
}
