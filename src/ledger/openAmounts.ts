import type { Leg } from '../facts/Leg.ts'
import type { Address, ChainId } from '../facts/primitives.ts'
import { openSends, sortLegs } from './sortLegs.ts'
import type { TransferContext } from './TransferContext.ts'

/** An amount of a token, in its smallest unit. */
export interface OpenAmount {
  chainId: ChainId
  asset: Address
  amount: bigint
}

/** What of a transfer nothing has closed inside the cut, send by send: of a bucket it may be a part. */
export function openAmounts(legs: readonly Leg[], context: TransferContext): readonly OpenAmount[] {
  return openSends(sortLegs(legs, context), context).map(({ at, asset, amount }) => ({
    chainId: at.chainId,
    asset,
    amount,
  }))
}
