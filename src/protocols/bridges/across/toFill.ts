import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { toWord } from '../../toWord.ts'
import {
  messageHashOf,
  type Relay,
  type RelayAccounts,
  type RelayTerms,
  toRelay,
  toWords,
} from './relay.ts'

export interface Fill {
  log: RawLog
  relay: Relay
  /** Who paid, where no pool did; 32 bytes. */
  relayer: Hex
  /** Who was paid, 32 bytes: the depositor may have changed the recipient. */
  paidTo: Hex
  /** In units of the output token. */
  paidAmount: bigint
  /** 0 by a relayer, 1 by a relayer where a slow fill had been asked for, 2 by the pool. */
  fillType: number
}

/** What both signatures of a fill say alike; accounts have 32 bytes, 20 in the old one. */
interface FillEvent<account extends Hex> extends RelayTerms {
  log: RawLog
  originChainId: bigint
  relayer: account
  relayExecutionInfo: {
    updatedRecipient: account
    updatedOutputAmount: bigint
    fillType: number
  }
}

export function fromFill(
  event: FillEvent<Hex> & RelayAccounts & { depositId: bigint; messageHash: Hex },
  route: BridgeRoute,
): Fill {
  const relay = toRelay(event, event, {
    ...chainsOf(event, route),
    depositId: event.depositId,
    messageHash: event.messageHash,
  })
  return toFill(event, relay)
}

/** Before accounts had 32 bytes; the whole message was logged. */
export function fromLegacyFill(
  event: FillEvent<Address> & RelayAccounts<Address> & { depositId: number; message: Hex },
  route: BridgeRoute,
): Fill {
  const relay = toRelay(event, toWords(event), {
    ...chainsOf(event, route),
    depositId: BigInt(event.depositId),
    messageHash: messageHashOf(event.message),
  })
  const { relayExecutionInfo: execution } = event
  return toFill(
    {
      ...event,
      relayer: toWord(event.relayer),
      relayExecutionInfo: {
        ...execution,
        updatedRecipient: toWord(execution.updatedRecipient),
      },
    },
    relay,
  )
}

function chainsOf({ originChainId }: FillEvent<Hex>, { chainId }: BridgeRoute) {
  return { originChainId, destinationChainId: BigInt(chainId) }
}

function toFill({ log, relayer, relayExecutionInfo }: FillEvent<Hex>, relay: Relay): Fill {
  const { updatedRecipient: paidTo, updatedOutputAmount: paidAmount, fillType } = relayExecutionInfo
  return { log, relay, relayer, paidTo, paidAmount, fillType }
}
