import type { Log } from 'viem'
import { type Standing, stand } from '../Standing.ts'
import { measure } from '../vault.ts'
import type { OftSide } from './deployOft.ts'
import type { SentPacket } from './packet.ts'
import { deliver, handOver, sendFromVault, sendFromWallet, verify } from './roles.ts'

/** A packet, and where it stands by the balances of its two ends. */
export interface Crossing extends Standing {
  packet: SentPacket
  to: OftSide
}

/** Sends `amount` from the book of a vault, or from a wallet, and measures what the payer loses. */
export async function leave(
  [from, to]: readonly [OftSide, OftSide],
  amount: bigint,
  payer: 'vault' | 'wallet' = 'vault',
): Promise<Crossing> {
  const isCollateral = payer === 'vault'
  const account = isCollateral ? from.vault.address : from.chain.user
  const { chain, token } = from
  const send = isCollateral ? sendFromVault : sendFromWallet
  const { result: packet, change } = await measure({ chain, token, account }, () =>
    send(from, to, amount),
  )
  const stands = { state: 'IN_FLIGHT', stage: 'SENT', credited: null, sent: -change }
  return { packet, to, key: packet.guid, chainId: chain.chainId, isCollateral, ...stands }
}

/** Delivers what was verified, and measures what the payee gets. What goes to a vault waits at its composer. */
export async function arrive(crossing: Crossing): Promise<readonly Log[]> {
  const { to, isCollateral, packet } = crossing
  const account = isCollateral ? to.composer : to.chain.user
  const { chain, token } = to
  const { result: logs, change } = await measure({ chain, token, account }, () =>
    deliver(to, packet),
  )
  crossing.credited = change
  stand(crossing, isCollateral ? 'IN_FLIGHT' : 'DELIVERED', isCollateral ? 'LANDED' : null)
  return logs
}

/** Verifies, delivers and, on the way to a vault, hands over to the composer. */
export async function cross(crossing: Crossing): Promise<void> {
  await verify(crossing.to, crossing.packet)
  const logs = await arrive(crossing)
  if (crossing.isCollateral) await handOver(crossing.to, logs)
  stand(crossing, 'DELIVERED')
}
