import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { toWord } from '../../toWord.ts'
import { messageHashOf, type Relay } from './relay.ts'

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

type Accounts = Pick<
  Relay,
  'inputToken' | 'outputToken' | 'depositor' | 'recipient' | 'exclusiveRelayer'
> & { relayer: Hex; updatedRecipient: Hex }

/** What both signatures of a fill say alike. */
interface FillEvent {
  log: RawLog
  inputAmount: bigint
  outputAmount: bigint
  originChainId: bigint
  fillDeadline: number
  exclusivityDeadline: number
}

interface Execution {
  updatedOutputAmount: bigint
  fillType: number
}

export function fromFill(
  event: FillEvent &
    Omit<Accounts, 'updatedRecipient'> & {
      depositId: bigint
      messageHash: Hex
      relayExecutionInfo: Execution & { updatedRecipient: Hex }
    },
  route: BridgeRoute,
): Fill {
  const { messageHash, depositId, relayExecutionInfo: execution } = event
  const accounts = { ...event, updatedRecipient: execution.updatedRecipient }
  return toFill(event, accounts, { messageHash, depositId }, execution, route)
}

/** Before accounts had 32 bytes; the whole message was logged. */
export function fromLegacyFill(
  event: FillEvent &
    Record<Exclude<keyof Accounts, 'updatedRecipient'>, Address> & {
      depositId: number
      message: Hex
      relayExecutionInfo: Execution & { updatedRecipient: Address }
    },
  route: BridgeRoute,
): Fill {
  const accounts: Accounts = {
    inputToken: toWord(event.inputToken),
    outputToken: toWord(event.outputToken),
    depositor: toWord(event.depositor),
    recipient: toWord(event.recipient),
    exclusiveRelayer: toWord(event.exclusiveRelayer),
    relayer: toWord(event.relayer),
    updatedRecipient: toWord(event.relayExecutionInfo.updatedRecipient),
  }
  const said = {
    messageHash: messageHashOf(event.message),
    depositId: BigInt(event.depositId),
  }
  return toFill(event, accounts, said, event.relayExecutionInfo, route)
}

function toFill(
  event: FillEvent,
  accounts: Accounts,
  { messageHash, depositId }: Pick<Relay, 'messageHash' | 'depositId'>,
  { updatedOutputAmount, fillType }: Execution,
  { chainId }: BridgeRoute,
): Fill {
  const { inputToken, outputToken, depositor, recipient, exclusiveRelayer } = accounts
  const { log, inputAmount, outputAmount, originChainId } = event
  const { fillDeadline, exclusivityDeadline } = event
  const relay: Relay = {
    depositor,
    recipient,
    exclusiveRelayer,
    inputToken,
    outputToken,
    inputAmount,
    outputAmount,
    originChainId,
    depositId,
    fillDeadline,
    exclusivityDeadline,
    messageHash,
    destinationChainId: BigInt(chainId),
  }
  const { relayer, updatedRecipient } = accounts
  return {
    log,
    relay,
    relayer,
    paidTo: updatedRecipient,
    paidAmount: updatedOutputAmount,
    fillType,
  }
}
