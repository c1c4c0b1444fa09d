import { concatHex, numberToHex } from 'viem'
import type { BridgeRoute, Domain } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import { toWord } from '../../toWord.ts'

/** What both gateways log of a deposit. `parent` is undefined where that chain is not followed. */
export function depositKeyOf(
  parent: Domain | undefined,
  deposit: { l1Token: Address; _from: Address; _to: Address; _amount: bigint },
): Hex {
  const { l1Token, _from, _to, _amount } = deposit
  const parties = [l1Token, _from, _to].map(toWord)
  return keccak256(concatHex([wordOf(parent), ...parties, numberToHex(_amount, { size: 32 })]))
}

/** The place of a withdrawal among all messages that leave the rollup. */
export function withdrawalKeyOf(child: Domain | undefined, position: bigint): Hex {
  return keccak256(concatHex([wordOf(child), numberToHex(position, { size: 32 })]))
}

/** The rollup's token of a token of the parent: the tokens of both chains stand in the order of the bridge's assets. */
export function childTokenOf(l1Token: Address, route: BridgeRoute): Address | undefined {
  const parents = route.peer === undefined ? undefined : route.peerTokens(route.peer)
  const own = [...route.tokens.keys()]
  if (parents === undefined) return own.length === 1 ? own[0] : undefined
  const index = [...parents.keys()].indexOf(l1Token)
  return parents.size === own.length ? own[index] : undefined
}

/** Whether the bridge carries a token of the parent; where the parent is not followed nobody says. */
export function isCarried(l1Token: Address, route: BridgeRoute): boolean {
  const parents = route.peer === undefined ? undefined : route.peerTokens(route.peer)
  return parents === undefined || parents.has(l1Token)
}

/** Why `childTokenOf` has no answer. */
export const noChildToken =
  'The config does not say which token of this chain stands for the one that crosses: give every asset a token on both chains.'

/** The chain of the other side. */
export function peerChainOf(route: BridgeRoute) {
  return route.peer === undefined ? undefined : route.chainOf(route.peer)
}

function wordOf(domain: Domain | undefined): Hex {
  return numberToHex(Number(domain ?? 0), { size: 32 })
}
