import { concatHex, numberToHex, size, sliceHex, toRlp } from 'viem'
import type { Address, Hex } from '../../../facts/primitives.ts'
import { keccak256 } from '../../../utils/keccak256.ts'

/** A message of the inbox that submits a retryable ticket, as the bridge counts it and the inbox spells it. */
export interface TicketMessage {
  childChainId: number
  messageIndex: bigint
  /** As the bridge logs it, with the alias of a contract. */
  sender: Address
  baseFeeL1: bigint
  /** `Inbox.createRetryableTicket`, packed: nine words and the calldata. */
  data: Hex
}

/** Kind of a message that submits a retryable ticket (`libraries/MessageTypes.sol`, nitro-contracts 3.2.0). */
export const SUBMIT_RETRYABLE = 9

const SUBMIT_RETRYABLE_TYPE = '0x69'
const HEAD_WORDS = 9

/**
 * Id of the ticket that a message creates: the hash of the rollup's own transaction of type 0x69 (`calculateSubmitRetryableId`
 * of @arbitrum/sdk). Undefined when the message is of another length than such a message has.
 */
export function ticketIdOf(message: TicketMessage): Hex | undefined {
  const { childChainId, messageIndex, sender, baseFeeL1, data } = message
  if (size(data) < HEAD_WORDS * 32) return undefined
  const word = (i: number): bigint => BigInt(sliceHex(data, i * 32, (i + 1) * 32))
  const address = (i: number): Hex => sliceHex(data, i * 32 + 12, (i + 1) * 32)
  if (BigInt(size(data) - HEAD_WORDS * 32) !== word(8)) return undefined
  const calldata = word(8) === 0n ? '0x' : sliceHex(data, HEAD_WORDS * 32)
  const fields = [
    toNumber(BigInt(childChainId)),
    numberToHex(messageIndex, { size: 32 }),
    sender,
    toNumber(baseFeeL1),
    // What was paid in, then what the first try may cost.
    toNumber(word(2)),
    toNumber(word(7)),
    toNumber(word(6)),
    word(0) === 0n ? ('0x' as const) : address(0),
    toNumber(word(1)),
    address(5),
    toNumber(word(3)),
    address(4),
    calldata,
  ]
  return keccak256(concatHex([SUBMIT_RETRYABLE_TYPE, toRlp(fields)]))
}

/** RLP has no leading zeros, and nothing for zero. */
function toNumber(value: bigint): Hex {
  if (value === 0n) return '0x'
  const digits = value.toString(16)
  return `0x${digits.padStart(digits.length + (digits.length % 2), '0')}`
}
