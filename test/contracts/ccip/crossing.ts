import type { Hex, Log } from 'viem'
import { invoke } from '../invoke.ts'
import { type Standing, stand } from '../Standing.ts'
import { measure } from '../vault.ts'
import type { CcipSide } from './deployBase.ts'
import { sendOverCcip } from './sendOverCcip.ts'

/** A message, and where it stands by the balances of its two ends. */
export interface Crossing<side extends CcipSide, message> extends Standing {
  message: message
  from: side
  to: side
}

/** Sends `amount` from the book of a vault, or from a wallet, and measures what the payer loses. */
export async function leave<side extends CcipSide, message>(
  [from, to]: readonly [side, side],
  { amount, payer }: { amount: bigint; payer: 'vault' | 'wallet' },
  read: (logs: readonly Log[]) => { key: Hex; message: message },
): Promise<Crossing<side, message>> {
  const { chain, token, vault } = from
  const account = payer === 'vault' ? vault.address : chain.user
  const { result, change } = await measure({ chain, token: token.address, account }, () =>
    sendOverCcip(from, to, { amount, payer }),
  )
  return {
    ...{ ...read(result), from, to, chainId: chain.chainId, sent: -change },
    ...{ isCollateral: payer === 'vault', credited: null, state: 'IN_FLIGHT', stage: 'SENT' },
  }
}

/** Executes a message, and measures what the payee gets. */
export async function arrive<side extends CcipSide, message>(
  crossing: Crossing<side, message>,
  execute: (at: side, message: message) => Promise<unknown>,
): Promise<void> {
  const { to, message, isCollateral } = crossing
  const { chain, token, vault } = to
  const account = isCollateral ? vault.address : chain.user
  const { change } = await measure({ chain, token: token.address, account }, () =>
    execute(to, message),
  )
  crossing.credited = change
  stand(crossing, 'DELIVERED')
}

/** A vault that is closed takes no message, and whoever executes one fails. */
export async function setClosed({ chain, vault }: CcipSide, isClosed: boolean): Promise<void> {
  await invoke(chain, vault, 'setClosed', [isClosed])
}
