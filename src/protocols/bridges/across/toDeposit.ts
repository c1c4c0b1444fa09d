import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import {
  messageHashOf,
  type Relay,
  type RelayAccounts,
  type RelayTerms,
  toRelay,
  toWords,
} from './relay.ts'

export interface Deposit {
  log: RawLog
  relay: Relay
}

/** What both signatures of a deposit say alike. */
interface DepositEvent extends RelayTerms {
  log: RawLog
  destinationChainId: bigint
  message: Hex
}

export function fromDeposit(
  event: DepositEvent & RelayAccounts & { depositId: bigint },
  route: BridgeRoute,
): Deposit {
  return toDeposit(event, event, event.depositId, route)
}

/** Before accounts had 32 bytes. */
export function fromLegacyDeposit(
  event: DepositEvent & RelayAccounts<Address> & { depositId: number },
  route: BridgeRoute,
): Deposit {
  return toDeposit(event, toWords(event), BigInt(event.depositId), route)
}

function toDeposit(
  event: DepositEvent,
  accounts: RelayAccounts,
  depositId: bigint,
  { chainId }: BridgeRoute,
): Deposit {
  const { log, destinationChainId, message } = event
  const relay = toRelay(event, accounts, {
    originChainId: BigInt(chainId),
    destinationChainId,
    depositId,
    messageHash: messageHashOf(message),
  })
  return { log, relay }
}
