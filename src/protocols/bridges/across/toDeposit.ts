import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { toWord } from '../../toWord.ts'
import { messageHashOf, type Relay } from './relay.ts'

export interface Deposit {
  log: RawLog
  relay: Relay
}

/** What both signatures of a deposit say alike. */
interface DepositEvent {
  log: RawLog
  inputAmount: bigint
  outputAmount: bigint
  destinationChainId: bigint
  fillDeadline: number
  exclusivityDeadline: number
  message: Hex
}

type Accounts = Pick<
  Relay,
  'inputToken' | 'outputToken' | 'depositor' | 'recipient' | 'exclusiveRelayer'
>

export function fromDeposit(
  event: DepositEvent & Accounts & { depositId: bigint },
  route: BridgeRoute,
): Deposit {
  return toDeposit(event, event, event.depositId, route)
}

/** Before accounts had 32 bytes. */
export function fromLegacyDeposit(
  event: DepositEvent & Record<keyof Accounts, Address> & { depositId: number },
  route: BridgeRoute,
): Deposit {
  const accounts: Accounts = {
    inputToken: toWord(event.inputToken),
    outputToken: toWord(event.outputToken),
    depositor: toWord(event.depositor),
    recipient: toWord(event.recipient),
    exclusiveRelayer: toWord(event.exclusiveRelayer),
  }
  return toDeposit(event, accounts, BigInt(event.depositId), route)
}

function toDeposit(
  event: DepositEvent,
  accounts: Accounts,
  depositId: bigint,
  { chainId }: BridgeRoute,
): Deposit {
  const { inputToken, outputToken, depositor, recipient, exclusiveRelayer } = accounts
  const { log, inputAmount, outputAmount, destinationChainId } = event
  const { fillDeadline, exclusivityDeadline, message } = event
  const relay: Relay = {
    depositor,
    recipient,
    exclusiveRelayer,
    inputToken,
    outputToken,
    inputAmount,
    outputAmount,
    originChainId: BigInt(chainId),
    depositId,
    fillDeadline,
    exclusivityDeadline,
    messageHash: messageHashOf(message),
    destinationChainId,
  }
  return { log, relay }
}
