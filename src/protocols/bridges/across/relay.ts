import { concatHex, numberToHex } from 'viem'
import type { Address, Hex } from '../../../facts/primitives.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import { toWord } from '../../toWord.ts'

/** What a deposit promises and a fill repeats (`V3SpokePoolInterface.sol`, V3RelayData). Accounts and tokens are 32 bytes. */
export interface Relay {
  depositor: Hex
  recipient: Hex
  exclusiveRelayer: Hex
  inputToken: Hex
  outputToken: Hex
  /** In units of the input token. */
  inputAmount: bigint
  /** In units of the output token. */
  outputAmount: bigint
  originChainId: bigint
  depositId: bigint
  /** Seconds. */
  fillDeadline: number
  exclusivityDeadline: number
  messageHash: Hex
  destinationChainId: bigint
}

/** What deposits and fills name alike, under either signature. */
export type RelayTerms = Pick<
  Relay,
  'inputAmount' | 'outputAmount' | 'fillDeadline' | 'exclusivityDeadline'
>

/** Who takes part in it: 32 bytes each, 20 in the old signatures. */
export type RelayAccounts<account extends Hex = Hex> = Record<
  'inputToken' | 'outputToken' | 'depositor' | 'recipient' | 'exclusiveRelayer',
  account
>

/** A relay as one log says it; the log may say more. */
export function toRelay(
  terms: RelayTerms,
  accounts: RelayAccounts,
  rest: Pick<Relay, 'originChainId' | 'destinationChainId' | 'depositId' | 'messageHash'>,
): Relay {
  const { inputAmount, outputAmount, fillDeadline, exclusivityDeadline } = terms
  const { inputToken, outputToken, depositor, recipient, exclusiveRelayer } = accounts
  return {
    depositor,
    recipient,
    exclusiveRelayer,
    inputToken,
    outputToken,
    inputAmount,
    outputAmount,
    fillDeadline,
    exclusivityDeadline,
    ...rest,
  }
}

/** The accounts of an old signature as those of a new one. */
export function toWords(accounts: RelayAccounts<Address>): RelayAccounts {
  return {
    inputToken: toWord(accounts.inputToken),
    outputToken: toWord(accounts.outputToken),
    depositor: toWord(accounts.depositor),
    recipient: toWord(accounts.recipient),
    exclusiveRelayer: toWord(accounts.exclusiveRelayer),
  }
}

export const zeroWord: Hex = `0x${'00'.repeat(32)}`

/** As the pool hashes a message for its fills: an empty one is zero. */
export function messageHashOf(message: Hex): Hex {
  return message === '0x' ? zeroWord : keccak256(message)
}

/** The relay hash with the message's hash for the message. */
export function keyOf(relay: Relay): Hex {
  const word = (value: bigint | number) => numberToHex(value, { size: 32 })
  return keccak256(
    concatHex([
      relay.depositor,
      relay.recipient,
      relay.exclusiveRelayer,
      relay.inputToken,
      relay.outputToken,
      word(relay.inputAmount),
      word(relay.outputAmount),
      word(relay.originChainId),
      word(relay.depositId),
      word(relay.fillDeadline),
      word(relay.exclusivityDeadline),
      relay.messageHash,
      word(relay.destinationChainId),
    ]),
  )
}
