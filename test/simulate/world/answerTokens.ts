import { type Hex, numberToHex, toFunctionSelector, zeroAddress } from 'viem'
import type { TreeBlock } from '../../faults/support/createBlockTree.ts'
import type { TreeLog } from '../../faults/support/encodeBlock.ts'
import { answerMulticall } from '../../faults/support/tokens.ts'
import { createLogReader } from '../oracle/createLogReader.ts'
import { erc20Abi } from '../oracle/events.ts'
import type { ChainState } from './ChainState.ts'
import type { Deployment } from './Deployment.ts'
import { type BackingPlace, placesOf } from './placesOf.ts'
import type { SimTree } from './SimTree.ts'

const readToken = createLogReader(erc20Abi)

/** How much more a router may mint where nobody said anything. */
const mintLeftDefault = 10n ** 40n

/** Moves what is watched of tokens as a transaction's logs say; false where somebody would have less than nothing. */
export function moveTokens(
  state: ChainState,
  places: readonly BackingPlace[],
  logs: readonly TreeLog[],
): boolean {
  for (const log of logs) {
    const here = places.filter(({ token }) => token === log.address)
    const event = here.length === 0 ? undefined : readToken(log)
    if (event === undefined) continue
    const { from, to, value } = event.args
    for (const place of here) {
      const party = place.holder ?? zeroAddress
      const sign = place.holder === undefined ? -1n : 1n
      const change = (to === party ? value : 0n) - (from === party ? value : 0n)
      if (change !== 0n) shift(state, place, sign * change)
    }
  }
  return places.every((place) => amountOf(state, place) >= 0n)
}

/** What the token itself says of an escrow or of its supply. */
export function amountOf(state: ChainState, place: BackingPlace): bigint {
  return place.opening + (state.moved.get(idOf(place)) ?? 0n)
}

export function shift(state: ChainState, place: BackingPlace, change: bigint): void {
  const id = idOf(place)
  state.moved.set(id, (state.moved.get(id) ?? 0n) + change)
}

/** Lets a chain's tokens answer at any block of any branch. */
export function answerTokens(sim: SimTree, deployment: Deployment): void {
  const { chain, tree } = sim
  const places = placesOf(deployment).filter((place) => place.chain.index === chain.index)
  const answer = (
    token: Hex,
    signature: string,
    amountAt: (state: ChainState, data: Hex) => bigint | undefined,
  ): void => {
    const selector = toFunctionSelector(signature)
    tree.answers.set(`${token}:${selector}`, (block: TreeBlock, data) => {
      const amount = amountAt(sim.stateAt(block), data)
      return amount === undefined ? undefined : numberToHex(amount, { size: 32 })
    })
  }
  for (const place of places) {
    const { token, holder } = place
    if (holder === undefined) answer(token, 'totalSupply()', (state) => amountOf(state, place))
    else
      answer(token, 'balanceOf(address)', (state, data) => {
        const asked = places.find(
          (each) =>
            each.token === token &&
            each.holder !== undefined &&
            data.endsWith(each.holder.slice(2)),
        )
        return asked && amountOf(state, asked)
      })
    const left = (state: ChainState): bigint => state.mintLeft ?? mintLeftDefault
    answer(token, 'mintingMaxLimitOf(address)', () => mintLeftDefault)
    answer(token, 'mintingCurrentLimitOf(address)', left)
    answer(token, 'burningMaxLimitOf(address)', () => undefined)
    answer(token, 'burningCurrentLimitOf(address)', () => undefined)
  }
  if (deployment.backing?.hasMulticall === true) answerMulticall(tree)
}

function idOf({ token, holder }: BackingPlace): string {
  return `${token}|${holder}`
}
