import { zeroAddress } from 'viem'
import type { TreeLog } from '../../faults/support/encodeBlock.ts'
import { encodeLog } from '../../protocols/logs.ts'
import { erc20Abi } from '../oracle/events.ts'
import { addressOf } from './addressOf.ts'
import { shift } from './answerTokens.ts'
import type { ChainState } from './ChainState.ts'
import type { Deployment, SimChain } from './Deployment.ts'
import type { BackingBody } from './Intent.ts'
import { placesOf } from './placesOf.ts'

/** Logs of what happens to tokens beside bridges; undefined where this chain has nothing of the kind. */
export function executeHeist(
  { deployment, chain, state }: { deployment: Deployment; chain: SimChain; state: ChainState },
  body: BackingBody,
): readonly TreeLog[] | undefined {
  if (body.kind === 'mintLimit') {
    // A token logs nothing of what is left of a limit.
    state.mintLeft = body.left
    return []
  }
  const { family, way, amount } = body
  const [place] = placesOf(deployment).filter(
    (each) => each.chain.index === chain.index && each.family === family,
  )
  if (place === undefined) return undefined
  const { token, holder } = place
  const thief = addressOf('thief')
  const transfer = (from: `0x${string}`, to: `0x${string}`): readonly TreeLog[] => [
    encodeLog(erc20Abi, token, 'Transfer', { from, to, value: amount }),
  ]
  switch (way) {
    case 'taken':
      return holder === undefined ? undefined : transfer(holder, thief)
    case 'given':
      return holder === undefined ? transfer(thief, zeroAddress) : transfer(thief, holder)
    case 'forged':
      return transfer(zeroAddress, thief)
    case 'unsaid':
      shift(state, place, amount % 2n === 0n ? amount : -amount)
      return []
  }
}
