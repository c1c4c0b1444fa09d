import type { Hex } from 'viem'
import { addressOf } from './world/addressOf.ts'
import { chainAt, type Deployment, type Family } from './world/Deployment.ts'
import type { IntentBody, Message } from './world/Intent.ts'
import type { SimTree } from './world/SimTree.ts'
import type { SimWorld } from './world/SimWorld.ts'

/** What people do: it waits in a chain's mempool until a block takes it. Undefined where the action makes no sense now. */
export interface Wish {
  tree: SimTree
  body: IntentBody
}

/** Every message that a branch anywhere has sent, canonical or not, in the order in which it was first mined. */
export function messagesOf(world: SimWorld): readonly Message[] {
  return world.trees.flatMap(({ messages }) => [...messages.values()])
}

/** Keys that the second version of a route has used: the first may use them too. */
export function sharedKeys(messages: readonly Message[]): ReadonlySet<string> {
  return new Set(messages.flatMap(({ key, version }) => (version === undefined ? [] : [key])))
}

/** Tokens of the custom route have decimals of their own on each chain; what does not divide is the carrier's. */
export function toDestinationUnits(deployment: Deployment, message: Message): bigint {
  const { family, origin, destination, amount } = message
  const [from, to] = [chainAt(deployment, origin), chainAt(deployment, destination)]
  const [a, b] = [from.markets[family].decimals, to.markets[family].decimals]
  return a <= b ? amount * 10n ** BigInt(b - a) : amount / 10n ** BigInt(a - b)
}

export function treeAt(world: SimWorld, number: number): SimTree {
  const tree = world.trees[number % world.trees.length]
  if (tree === undefined) throw new Error('a world has chains')
  return tree
}

export function familyOf({ hasFerry }: Deployment, wanted: Family): Family {
  return hasFerry ? wanted : 'usd'
}

export function traderAt({ traders }: Deployment, number: number): Hex {
  return traders[number % traders.length] ?? addressOf('ann')
}

export function mostOf(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
