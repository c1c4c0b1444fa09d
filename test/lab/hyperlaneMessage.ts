import {
  type Address,
  concat,
  encodePacked,
  getAddress,
  type Hex,
  hexToNumber,
  keccak256,
  pad,
  parseEventLogs,
  slice,
  type TransactionReceipt,
} from 'viem'
import { mailboxAbi } from './abis.ts'

/** One Hyperlane message; `bytes` is what the mailbox hashes to `id`. */
export type HyperlaneMessage = {
  id: Hex
  bytes: Hex
  nonce: number
  origin: number
  sender: Address
  destination: number
  recipient: Address
  body: Hex
}

// The version that the mailbox of @hyperlane-xyz/core 7 accepts.
const version = 3

/** Formats a message as Hyperlane's `Message.sol` does. */
export function createMessage(fields: Omit<HyperlaneMessage, 'id' | 'bytes'>): HyperlaneMessage {
  const { nonce, origin, sender, destination, recipient, body } = fields
  const head = encodePacked(
    ['uint8', 'uint32', 'uint32', 'bytes32', 'uint32', 'bytes32'],
    [version, nonce, origin, pad(sender), destination, pad(recipient)],
  )
  const bytes = concat([head, body])
  return { ...fields, bytes, id: keccak256(bytes) }
}

/** The messages that a transaction dispatched, in order. */
export function readDispatchedMessages(
  receipt: Pick<TransactionReceipt, 'logs'>,
): HyperlaneMessage[] {
  const logs = parseEventLogs({ abi: mailboxAbi, eventName: 'Dispatch', logs: receipt.logs })
  return logs.map((log) => parseMessage(log.args.message))
}

export function parseMessage(bytes: Hex): HyperlaneMessage {
  return {
    id: keccak256(bytes),
    bytes,
    nonce: hexToNumber(slice(bytes, 1, 5)),
    origin: hexToNumber(slice(bytes, 5, 9)),
    sender: getAddress(slice(bytes, 21, 41)),
    destination: hexToNumber(slice(bytes, 41, 45)),
    recipient: getAddress(slice(bytes, 57, 77)),
    // A message may have an empty body, which viem's slice refuses.
    body: `0x${bytes.slice(2 + 77 * 2)}`,
  }
}
