import type { Hex } from 'viem'
import type { Message } from './Intent.ts'

/** What a chain's contracts hold after a block of one branch. */
export interface ChainState {
  /** By contract and account. */
  balances: Map<string, bigint>
  /** Messages that were sent on this branch, by key. */
  sent: Map<Hex, Message>
  /** Keys credited on this branch. */
  credited: Set<Hex>
  /** What was credited of a key, and what of it waits at a landing contract; units of this chain. */
  arrived: Map<Hex, bigint>
  landed: Map<Hex, bigint>
  /** Keys that the origin has given back. */
  refunded: Set<Hex>
  /** What stops bridges on this branch. */
  stops: Set<string>
  /** What came to watched escrows and supplies, by token and holder, in a world that watches them. */
  moved: Map<string, bigint>
  /** What a router may still mint; undefined where nothing limits it. */
  mintLeft: bigint | undefined
  /** Transactions that this branch includes. */
  included: Set<string>
  nonce: number
}

export function createChainState(): ChainState {
  return {
    balances: new Map(),
    sent: new Map(),
    credited: new Set(),
    arrived: new Map(),
    landed: new Map(),
    refunded: new Set(),
    stops: new Set(),
    moved: new Map(),
    mintLeft: undefined,
    included: new Set(),
    nonce: 0,
  }
}

export function copyChainState(state: ChainState): ChainState {
  return {
    balances: new Map(state.balances),
    sent: new Map(state.sent),
    credited: new Set(state.credited),
    arrived: new Map(state.arrived),
    landed: new Map(state.landed),
    refunded: new Set(state.refunded),
    stops: new Set(state.stops),
    moved: new Map(state.moved),
    mintLeft: state.mintLeft,
    included: new Set(state.included),
    nonce: state.nonce,
  }
}

export function balanceOf(state: ChainState, contract: Hex, account: Hex): bigint {
  return state.balances.get(`${contract}|${account}`) ?? 0n
}

/** Changes a balance; false, and nothing, where it would fall below zero. */
export function changeBalance(
  state: ChainState,
  place: { contract: Hex; account: Hex },
  change: bigint,
): boolean {
  const balance = balanceOf(state, place.contract, place.account) + change
  if (balance < 0n) return false
  state.balances.set(`${place.contract}|${place.account}`, balance)
  return true
}
