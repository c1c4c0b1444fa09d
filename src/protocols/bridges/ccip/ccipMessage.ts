import { concatHex, size } from 'viem'
import type { Domain } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { keccak256 } from '../../../utils/keccak256.ts'
import { fromWord, toWord } from '../../toWord.ts'

/** What a ramp of any version says of a message that it sends. */
export interface CcipMessage {
  log: RawLog
  messageId: Hex
  /** Chain selector of the origin. */
  source: bigint
  /** Chain selector of the destination; undefined where the config does not tell what the lane's other end is. */
  destination: Domain | bigint | undefined
  sender: Address
  tokens: readonly CcipToken[]
}

/** A token in a message. What is of the destination is in bytes, which need not be an EVM address. */
export interface CcipToken {
  /** Undefined where neither the message nor its pool says. */
  token: Address | undefined
  pool: Address | undefined
  /** Undefined where the message cannot be read. */
  destToken: Hex | undefined
  recipient: Hex
  /** What the sender paid, in the token's units. */
  amount: bigint
  /** What the message carries, in the token's units: what is left of `amount` after the pool's fee. */
  carried: bigint
  /** The pool's log that named the token. */
  siblings: readonly RawLog[]
}

/** Carried tokens of one message; the ramps' own limit is one since 1.6. */
export const TOKENS_MAX = 8

/** The address in 20 bytes, or in 32 as `abi.encode` has it; undefined for what is no EVM address. */
export function fromBytes(bytes: Hex): Address | undefined {
  return size(bytes) === 20 ? bytes : size(bytes) === 32 ? fromWord(bytes) : undefined
}

/**
 * The key of one token of a message. A message with one carried token is its id; of several each is a transfer of its own,
 * told apart by the token that the destination pays, which both sides name.
 */
export function keyOf(messageId: Hex, destToken: Hex, carriedTokens: number): Hex {
  if (carriedTokens === 1) return messageId
  const address = fromBytes(destToken)
  return keccak256(concatHex([messageId, address === undefined ? destToken : toWord(address)]))
}
