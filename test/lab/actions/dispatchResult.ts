import type { Hex, TransactionReceipt } from 'viem'
import { type HyperlaneMessage, readDispatchedMessages } from '../hyperlaneMessage.ts'

export type DispatchResult = {
  receipt: TransactionReceipt
  /** The warp message, which carries the tokens. */
  messageId: Hex
  /** Everything the transaction dispatched, in order; the relayer delivers it. */
  messages: HyperlaneMessage[]
}

/** Reads what a transaction dispatched; its first message is the warp transfer. */
export function toDispatchResult(receipt: TransactionReceipt): DispatchResult {
  const messages = readDispatchedMessages(receipt)
  const [warp] = messages
  if (warp !== undefined) return { receipt, messageId: warp.id, messages }
  throw new Error(`${receipt.transactionHash} dispatched no message. Check the warp router.`)
}
