import { concatHex, numberToHex } from 'viem'
import type { Hex } from '../../../facts/primitives.ts'
import { keccak256 } from '../../../utils/keccak256.ts'

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

export const zeroWord: Hex = `0x${'00'.repeat(32)}`

/** As the pool hashes a message for its fills: an empty one is zero. */
export function messageHashOf(message: Hex): Hex {
  return message === '0x' ? zeroWord : keccak256(message)
}

/** The relay hash with the message's hash for the message. */
export function keyOf(relay: Relay): Hex {
  const toWord = (value: bigint | number) => numberToHex(value, { size: 32 })
  return keccak256(
    concatHex([
      relay.depositor,
      relay.recipient,
      relay.exclusiveRelayer,
      relay.inputToken,
      relay.outputToken,
      toWord(relay.inputAmount),
      toWord(relay.outputAmount),
      toWord(relay.originChainId),
      toWord(relay.depositId),
      toWord(relay.fillDeadline),
      toWord(relay.exclusivityDeadline),
      relay.messageHash,
      toWord(relay.destinationChainId),
    ]),
  )
}
