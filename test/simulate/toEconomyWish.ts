import type { EconomyAction } from './Action.ts'
import {
  familyOf,
  messagesOf,
  mostOf,
  toDestinationUnits,
  traderAt,
  treeAt,
  type Wish,
} from './lookUp.ts'
import { balanceOf } from './world/ChainState.ts'
import { marketIds } from './world/Economy.ts'
import { idOf, type Message } from './world/Intent.ts'
import type { SimTree } from './world/SimTree.ts'
import type { SimWorld } from './world/SimWorld.ts'
import { toUnits } from './world/toUnits.ts'

type Of<type extends EconomyAction['type']> = Extract<EconomyAction, { type: type }>

/** What an action on prices, odd tokens, landing contracts or markets asks of which chain, as things stand at the tips. */
export function toEconomyWish(
  world: SimWorld,
  action: EconomyAction & { salt: number },
): Wish | undefined {
  switch (action.type) {
    case 'quote':
      return toQuoteWish(world, action)
    case 'oddToken':
      return toOddTokenWish(world, action)
    case 'forward':
      return toForwardWish(world, action)
    case 'part':
      return toPartWish(world, action)
    case 'trade':
    case 'debt':
    case 'cash':
    case 'liquidate':
      return toMarketWish(world, action)
  }
}

/** An age below zero is a feed whose clock is ahead; a round is never counted on, so that late ones come as they like. */
function toQuoteWish(
  world: SimWorld,
  { feed: number, cents, ageSeconds, isElsewhere, salt }: Of<'quote'> & { salt: number },
): Wish | undefined {
  const feeds = world.deployment.economy?.feeds ?? []
  const feed = feeds[number % Math.max(feeds.length, 1)]
  if (feed === undefined) return undefined
  const { id, decimals } = feed
  const updatedAt = BigInt(Math.floor(world.clock.now() / 1_000) - ageSeconds)
  const answer = (BigInt(cents) * 10n ** BigInt(decimals)) / 100n
  const quote = { answer, round: BigInt(salt), updatedAt, isElsewhere }
  return { tree: treeAt(world, feed.chain), body: { kind: 'quote', feed: id, ...quote } }
}

function toOddTokenWish(world: SimWorld, action: Of<'oddToken'>): Wish | undefined {
  const { deployment } = world
  const family = familyOf(deployment, action.family)
  const tree = treeAt(world, action.chain)
  const account = traderAt(deployment, action.account)
  const wanted = toUnits(deployment, tree.chain, family, action.amount)
  const kept = wanted / 97n
  if (action.way === 'taxedNet' || action.way === 'taxedGross') {
    const isGross = action.way === 'taxedGross'
    if (kept === 0n) return undefined
    return { tree, body: { kind: 'taxed', family, account, amount: wanted, tax: kept, isGross } }
  }
  const has = balanceOf(tree.stateAt(tree.tree.tip), tree.chain.markets[family].book, account)
  const amount = has < wanted ? has : wanted
  if (amount === 0n) return undefined
  const drift = action.way === 'rebasedUp' ? kept : mostOf(-kept, -amount)
  return { tree, body: { kind: 'rebased', family, account, amount, drift } }
}

function toForwardWish(world: SimWorld, { pick }: Of<'forward'>): Wish | undefined {
  const waits = (message: Message): boolean => {
    const { tree, stateAt } = treeAt(world, message.destination)
    return stateAt(tree.tip).landed.has(idOf(message))
  }
  const message = oneOf(messagesOf(world).filter(waits), pick)
  if (message === undefined) return undefined
  return { tree: treeAt(world, message.destination), body: { kind: 'forward', message } }
}

/** A bridge that is broken: what it should credit once, it credits in two parts. */
function toPartWish(world: SimWorld, { pick }: Of<'part'>): Wish | undefined {
  const restOf = (message: Message): bigint => {
    const { tree, stateAt } = treeAt(world, message.destination)
    const arrived = stateAt(tree.tip).arrived.get(idOf(message)) ?? 0n
    const due = toDestinationUnits(world.deployment, message)
    return arrived === 0n ? due / 2n : mostOf(due - arrived, 0n)
  }
  const message = oneOf(
    messagesOf(world).filter((each) => restOf(each) > 0n),
    pick,
  )
  if (message === undefined) return undefined
  const tree: SimTree = treeAt(world, message.destination)
  return { tree, body: { kind: 'credit', message, amount: restOf(message), isForced: true } }
}

/** Sizes and values are stated to 18 decimals, debts and cash in the market's token. */
const thousandth = 10n ** 15n

function toMarketWish(
  world: SimWorld,
  action: Of<'trade' | 'debt' | 'cash' | 'liquidate'>,
): Wish | undefined {
  const { deployment } = world
  const chains = deployment.economy?.marketChains ?? []
  const index = chains[action.chain % Math.max(chains.length, 1)]
  if (index === undefined) return undefined
  const tree = treeAt(world, index)
  const unit = { account: traderAt(deployment, action.account), pocket: action.pocket }
  switch (action.type) {
    case 'trade': {
      const market = marketIds[action.market % marketIds.length] ?? marketIds[0]
      const [size, entry] = [BigInt(action.size) * thousandth, BigInt(action.entry) * thousandth]
      return { tree, body: { kind: 'position', ...unit, market, size, entry } }
    }
    case 'debt':
    case 'cash': {
      const amount = toUnits(deployment, tree.chain, 'usd', action.amount)
      return { tree, body: { kind: action.type, ...unit, amount } }
    }
    case 'liquidate':
      return { tree, body: { kind: 'liquidation', ...unit, isRunning: action.isRunning } }
  }
}

function oneOf<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % Math.max(items.length, 1)]
}
